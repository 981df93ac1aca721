import { mayComeUnseen } from '../../gitops/model/absence.ts';
import { readReferenceGrant, type ReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Backend, RouteStatus } from '../../kong/model/route-status.ts';
import { referenceGrant } from '../../kubernetes/kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { onceFor } from '../../source/once-for.ts';
import { kongRoutes } from './kong-routes.ts';

/** A grant that lets a route name a backend, and stands in the route's namespace instead of the backend's. */
export interface MisplacedGrant {
  readonly status: RouteStatus;
  readonly backend: Backend;
  readonly grant: ReferenceGrant;
}

/** Grants from a namespace to itself, which permit nothing, where the namespace of the backend has none that is known. */
export function misplacedGrants(cluster: ClusterView): readonly MisplacedGrant[] {
  const all = grantsOf(cluster.objects);
  const idle = all.filter(isIdle);
  if (idle.length === 0) return [];
  return kongRoutes(cluster).flatMap((status) => {
    const { namespace: own, kind } = status.route;
    const seen = new Set<string>();
    return status.backends.flatMap((backend) => {
      const { to, from } = backend.ref;
      const key = `${to.namespace ?? ''}/${to.name}`;
      const isOpen = backend.isAssumed && backend.fault === null && backend.ref.unknownPart === null;
      if (!isOpen || to.namespace === null || to.namespace === own || seen.has(key)) return [];
      const [grant] = idle.filter(
        (each) =>
          each.namespace === own &&
          each.from.some((one) => one.group === from.group && one.kind === kind && one.namespace === own) &&
          each.to.some((one) => one.group === to.group && one.kind === to.kind && (one.name ?? to.name) === to.name),
      );
      if (grant === undefined || all.some((each) => each.namespace === to.namespace)) return [];
      if (mayComeUnseen(cluster, { ...referenceGrant, namespace: to.namespace, name: grant.object.name.value }))
        return [];
      seen.add(key);
      return [{ status, backend, grant }];
    });
  });
}

const grantsOf = /* @__PURE__ */ onceFor((objects: readonly KubeObject[]) =>
  objects.flatMap((object) => readReferenceGrant(object) ?? []),
);

/** Whether every origin is its own namespace, which needs no grant. */
function isIdle({ isClear, from, namespace }: ReferenceGrant): boolean {
  return isClear && namespace !== null && from.every((each) => each.namespace === namespace);
}
