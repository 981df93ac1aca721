import { isCalledLater } from '../../gatewayapi/placeholder.ts';
import { mayComeUnseen } from '../../gitops/model/absence.ts';
import { referenceGrant, secret } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { identityOf } from '../../kubernetes/targets.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { ClusterView } from '../model/cluster-view.ts';

/**
 * The Secrets and ReferenceGrants that a change takes out of a cluster: its base proves that they came from the
 * repository. None where something that is not seen may bring them.
 */
export function removedObjects(cluster: ClusterView, before: ClusterView | undefined): readonly KubeObject[] {
  if (before === undefined) return [];
  const there = cluster.objects.filter(counts);
  const kept = new Set(there.map(keyOf));
  const open = new Set(there.filter(isCalledLater).map(({ kind }) => kind));
  const left = before.objects.filter((object) => counts(object) && !open.has(object.kind) && !kept.has(keyOf(object)));
  return left.filter((object) => !mayComeUnseen(cluster, { ...identityOf(object), path: object.path }));
}

function counts(object: KubeObject): boolean {
  return isOfKind(object, secret) || isOfKind(object, referenceGrant);
}

function keyOf({ kind, namespace, name }: KubeObject): string {
  return `${kind} ${namespace ?? ''}/${name.value}`;
}
