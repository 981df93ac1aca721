import { readReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import { stringMap } from '../../gatewayapi/metadata.ts';
import { isCalledLater } from '../../gatewayapi/placeholder.ts';
import { mayComeUnseen, mayHideObjects } from '../../gitops/model/absence.ts';
import {
  kongClusterPlugin,
  kongPlugin,
  kongUpstreamPolicy,
  namespaceKind,
  referenceGrant,
  secret,
  service,
} from '../../kubernetes/kinds.ts';
import type { GroupKind } from '../../kubernetes/kind.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { identityOf } from '../../kubernetes/targets.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { get } from '../../source/node.ts';
import { ingressClassOf } from './references/cluster-plugins.ts';
import type { ClusterView } from '../model/cluster-view.ts';

const counted: readonly GroupKind[] = [secret, referenceGrant, kongPlugin, kongClusterPlugin, kongUpstreamPolicy];

/**
 * Objects that others name and that a change takes out of a cluster, grants and classes of plugins as they were before it
 * edits them, and Namespaces as they were before it takes labels from them: its base proves that they came from the
 * repository. None where something that is not seen may bring them.
 */
export function removedObjects(cluster: ClusterView, before: ClusterView | undefined): readonly KubeObject[] {
  if (before === undefined || mayHideObjects(cluster)) return [];
  const counts = countedFor(cluster);
  const there = cluster.objects.filter(counts);
  const kept = Map.groupBy(there, keyOf);
  const open = new Set(there.filter(isCalledLater).map(({ kind }) => kind));
  return before.objects.filter((object) => {
    if (!counts(object) || open.has(object.kind)) return false;
    const now = kept.get(keyOf(object));
    // Without its Namespace nothing of it is left to judge.
    if (now === undefined) return !isNamespace(object) && !mayComeUnseen(cluster, standing(object));
    const taken = { ...identityOf(object), name: '', labels: now.flatMap((each) => labelsTaken(object, each)) };
    return now.every((each) => takesFrom(object, each)) && !mayComeUnseen(cluster, taken);
  });
}

const isNamespace = (object: KubeObject): boolean => isOfKind(object, namespaceKind);

function standing(object: KubeObject): Parameters<typeof mayComeUnseen>[1] {
  return { ...identityOf(object), path: object.path };
}

/** Whether an object says less than it did, in what others rest on. */
function takesFrom(before: KubeObject, now: KubeObject): boolean {
  if (!isNamespace(before)) return permissionsOf(before) !== permissionsOf(now);
  return labelsTaken(before, now).length > 0;
}

/** The keys of labels that a Namespace had; none for every other object. */
function labelsTaken(before: KubeObject, now: KubeObject): readonly string[] {
  if (!isNamespace(before)) return [];
  const labels = stringMap(get(now.root, 'metadata', 'labels'));
  return [...stringMap(get(before.root, 'metadata', 'labels')).keys()].filter((key) => !labels.has(key));
}

/** Equal for grants that permit the same, and for plugins of the cluster of one class; for all others equal. */
function permissionsOf(object: KubeObject): string {
  if (isOfKind(object, kongClusterPlugin)) return ingressClassOf(object) ?? '';
  const grant = readReferenceGrant(object);
  if (grant === null) return '';
  const from = grant.from.map(({ group, kind, namespace }) => [group, kind, namespace]);
  return JSON.stringify([from, grant.to.map(({ group, kind, name }) => [group, kind, name])]);
}

/** Of Services those that a route leads to and that are not there, of Namespaces all where labels are asked for. */
function countedFor({ routes, gateways }: ClusterView): (object: KubeObject) => boolean {
  const missing = new Set(
    routes.flatMap(({ backends }) =>
      backends.flatMap(({ ref, service: found, fault }) =>
        found === null && fault === null ? [`${ref.to.namespace ?? ''}/${ref.to.name}`] : [],
      ),
    ),
  );
  const asksLabels = gateways.some(({ gateway }) =>
    gateway.listeners.some(({ namespaces }) => (namespaces.selector?.requirements.length ?? 0) > 0),
  );
  return (object) =>
    counted.some((kind) => isOfKind(object, kind)) ||
    (isOfKind(object, service) && missing.has(`${object.namespace ?? ''}/${object.name.value}`)) ||
    (asksLabels && isNamespace(object));
}

/** What tells an object from others of the cluster. */
export function keyOf({ kind, namespace, name }: KubeObject): string {
  return `${kind} ${namespace ?? ''}/${name.value}`;
}
