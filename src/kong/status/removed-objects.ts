import { readReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import { isCalledLater } from '../../gatewayapi/placeholder.ts';
import { mayComeUnseen, mayHideObjects } from '../../gitops/model/absence.ts';
import { kongClusterPlugin, kongPlugin, kongUpstreamPolicy, referenceGrant, secret } from '../../kubernetes/kinds.ts';
import type { GroupKind } from '../../kubernetes/kind.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { identityOf } from '../../kubernetes/targets.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { ClusterView } from '../model/cluster-view.ts';

const counted: readonly GroupKind[] = [secret, referenceGrant, kongPlugin, kongClusterPlugin, kongUpstreamPolicy];

/**
 * Objects that others name and that a change takes out of a cluster, and grants as they were before it edits them: its base
 * proves that they came from the repository. None where something that is not seen may bring them.
 */
export function removedObjects(cluster: ClusterView, before: ClusterView | undefined): readonly KubeObject[] {
  if (before === undefined || mayHideObjects(cluster)) return [];
  const there = cluster.objects.filter(counts);
  const kept = Map.groupBy(there, keyOf);
  const open = new Set(there.filter(isCalledLater).map(({ kind }) => kind));
  return before.objects.filter((object) => {
    if (!counts(object) || open.has(object.kind)) return false;
    const now = kept.get(keyOf(object));
    if (now === undefined) return !mayComeUnseen(cluster, { ...identityOf(object), path: object.path });
    return now.every((each) => permissionsOf(each) !== permissionsOf(object));
  });
}

/** Equal for grants that permit the same; for all others equal. */
function permissionsOf(object: KubeObject): string {
  const grant = readReferenceGrant(object);
  return grant === null ? '' : JSON.stringify([grant.from, grant.to]);
}

function counts(object: KubeObject): boolean {
  return counted.some((kind) => isOfKind(object, kind));
}

/** What tells an object from others of the cluster. */
export function keyOf({ kind, namespace, name }: KubeObject): string {
  return `${kind} ${namespace ?? ''}/${name.value}`;
}
