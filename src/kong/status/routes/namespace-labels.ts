import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { bareLabels } from './attachment.ts';
import { namespaceNameLabel, type KnownLabels } from '../../../gatewayapi/label-selector.ts';
import { isFilledIn } from '../../../gatewayapi/placeholder.ts';
import { stringMap } from '../../../gatewayapi/metadata.ts';
import { namespaceKind } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { bracePlaceholder } from '../../../source/brace-placeholder.ts';
import { get, stringAt, type Node } from '../../../source/node.ts';
import type { NamespaceLabels } from './attachment.ts';

/**
 * What the tree tells of the labels of Namespaces. People label Namespaces by hand, and tools do (Argo CD's
 * `managedNamespaceMetadata`): a manifest without a label proves something where the repository holds all Namespaces, and
 * where it stated the label before a change.
 * @param removed Namespaces as they were before a change takes labels from them, among others
 */
export function namespaceLabels(
  objects: readonly KubeObject[],
  holdsEvery: HoldsEvery,
  removed: readonly KubeObject[] = [],
): NamespaceLabels {
  const namespaces = objects.filter((object) => isOfKind(object, namespaceKind));
  const byName = Map.groupBy(namespaces, ({ name }) => name.value);
  const isWhole = holdsEvery(namespaceKind);
  const labelled = new Map(
    removed.filter((object) => isOfKind(object, namespaceKind)).map((object) => [object.name.value, labelsIn(object)]),
  );
  const labelsOf: NamespaceLabels = (namespace) => {
    const [first, ...others] = byName.get(namespace) ?? [];
    if (others.length > 0) return bareLabels(namespace, `Namespace ${namespace} is stated several times`);
    if (first === undefined) {
      return bareLabels(namespace, isWhole ? null : `the labels of Namespace ${namespace} are not in this repository`);
    }
    const labels = get(first.root, 'metadata', 'labels');
    const known = new Map([...[...stringMap(labels)].filter(isWritten), [namespaceNameLabel, namespace]]);
    const doubt = `Namespace ${namespace} may have labels that its manifest does not state`;
    if (isOpen(labels)) return { labels: known, openFor: doubt };
    const before = labelled.get(namespace) ?? new Map<string, string>();
    return {
      labels: known,
      openFor: isWhole ? null : doubt,
      removed: new Set([...before.keys()].filter((key) => !known.has(key))),
    };
  };
  // Every route of a namespace asks, once for each listener.
  const asked = new Map<string, KnownLabels>();
  return (namespace) => {
    const known = asked.get(namespace) ?? labelsOf(namespace);
    asked.set(namespace, known);
    return known;
  };
}

function labelsIn(object: KubeObject): ReadonlyMap<string, string> {
  return stringMap(get(object.root, 'metadata', 'labels'));
}

function isOpen(labels: Node | undefined): boolean {
  if (labels?.kind === 'unknown') return true;
  return (
    labels?.kind === 'map' &&
    [...labels.entries.values()].some(
      ({ key, value }) =>
        value.kind === 'unknown' ||
        bracePlaceholder(value) !== undefined ||
        [key, stringAt(value)?.value ?? ''].some(isFilledIn),
    )
  );
}

/** Whether nothing of a label is filled in on the way to the cluster. */
function isWritten(label: readonly [string, string]): boolean {
  return !label.some(isFilledIn);
}
