import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { bareLabels } from './attachment.ts';
import { namespaceNameLabel, type KnownLabels } from '../../../gatewayapi/label-selector.ts';
import { stringMap } from '../../../gatewayapi/metadata.ts';
import { namespaceKind } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { get, type Node } from '../../../source/node.ts';
import type { NamespaceLabels } from './attachment.ts';

/** What the tree tells of the labels of Namespaces. */
export function namespaceLabels(objects: readonly KubeObject[], holdsEvery: HoldsEvery): NamespaceLabels {
  const byName = Map.groupBy(
    objects.filter((object) => isOfKind(object, namespaceKind)),
    ({ name }) => name.value,
  );
  return (namespace) => {
    const [first, ...others] = byName.get(namespace) ?? [];
    if (first === undefined) {
      return bareLabels(
        namespace,
        holdsEvery(namespaceKind) ? null : `the labels of Namespace ${namespace} are not in this repository`,
      );
    }
    return others.length > 0
      ? bareLabels(namespace, `Namespace ${namespace} is stated several times`)
      : labelsOf(first, namespace);
  };
}

function labelsOf({ root }: KubeObject, namespace: string): KnownLabels {
  const labels = get(root, 'metadata', 'labels');
  const known = stringMap(labels);
  return {
    labels: new Map([...known, [namespaceNameLabel, namespace]]),
    openFor: isOpen(labels) ? `the labels of Namespace ${namespace} are not all known` : null,
  };
}

function isOpen(labels: Node | undefined): boolean {
  if (labels?.kind === 'unknown') return true;
  return labels?.kind === 'map' && [...labels.entries.values()].some(({ value }) => value.kind === 'unknown');
}
