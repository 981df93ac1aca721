import type { Listener } from '../../gatewayapi/gateway.ts';
import { attaches } from '../../kong/model/attaches.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { RouteParent, RouteStatus } from '../../kong/model/route-status.ts';
import { objectSubject } from '../wording/names.ts';
import { subjectKey } from '../../finding.ts';
import { onceFor } from '../../source/once-for.ts';
import type { KongParent } from './kong-routes.ts';

/** How a route fared at a parent before a change; null where one of the two was not there. */
export type EarlierParent = (each: Pick<KongParent, 'status' | 'parent'>) => RouteParent | null;

/** Parents of routes as the base of a change has them. */
export function earlierParents(before: ClusterView | undefined): EarlierParent {
  const earlierOf = earlierRoutes(before);
  return ({ status, parent }) => {
    const { to, sectionName, port } = parent.ref;
    const isSame = ({ ref }: RouteParent): boolean =>
      ref.to.namespace === to.namespace &&
      ref.to.name === to.name &&
      ref.sectionName?.value === sectionName?.value &&
      ref.port?.value === port?.value;
    return earlierOf(status)?.parents.find(isSame) ?? null;
  };
}

/** Routes as the base of a change has them; null where it does not. */
export function earlierRoutes(before: ClusterView | undefined): (status: RouteStatus) => RouteStatus | null {
  return (status) => (before === undefined ? null : (routesByKey(before.routes).get(keyOf(status)) ?? null));
}

/** Several rules ask for them. */
const routesByKey = /* @__PURE__ */ onceFor(
  (routes: readonly RouteStatus[]): ReadonlyMap<string, RouteStatus> =>
    new Map(routes.map((each) => [keyOf(each), each] as const)),
);

function keyOf({ route: { object } }: RouteStatus): string {
  return subjectKey(objectSubject(object));
}

/** The listeners that took the route, but for what they were not programmed for. */
export function takersIn(earlier: RouteParent | null): readonly Listener[] {
  return (earlier?.attachments ?? []).flatMap((each) =>
    attaches(each, ['programmed']) === true ? [each.status.listener] : [],
  );
}
