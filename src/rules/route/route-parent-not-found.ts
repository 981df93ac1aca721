import { mayComeUnseen } from '../../gitops/model/absence.ts';
import { setText, ways } from '../fixes/value-changes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { standing } from '../wording/absences.ts';
import { andMoreRoutes, removedObject } from '../wording/removed-by-change.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { notServedThere, referencePlace, routeName, targetName } from '../wording/routes.ts';
import { isCalledLater } from '../../gatewayapi/placeholder.ts';
import type { ParentRef } from '../../gatewayapi/route.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import type { RouteStatus } from '../../kong/model/route-status.ts';
import { gateway as gatewayKind } from '../../kubernetes/kinds.ts';
import { Targets, identityOf } from '../../kubernetes/targets.ts';
import { NearNames } from '../../source/near-name.ts';
import { stringAt } from '../../source/node.ts';
import type { ValueChange } from '../../source/change.ts';
import { isLocation } from '../../source/location.ts';
import { onceFor } from '../../source/once-for.ts';

export const routeParentNotFound: Rule = {
  id: 'route-parent-not-found',
  about: 'route',
  title: 'A route names a Gateway that does not exist',
  severity: 'error',

  *observe(cluster, before) {
    const known = [...cluster.gateways, ...cluster.elsewhere];
    const kongs = known.filter(isKongs);
    if (kongs.length === 0 && !before?.gateways.some(isKongs)) return;
    const targets = targetsOf(known);
    const earlier = targetsOf(before?.gateways ?? []);
    const near = onceFor((all: typeof kongs) => new NearNames(all, ({ gateway }) => gateway.name.value));
    const isOpen = cluster.gateways.some(({ gateway }) => isCalledLater(gateway.object));
    for (const status of cluster.routes) {
      if (status.refusal !== null) continue;
      for (const { ref, gateway } of status.parents) {
        if (gateway !== null) continue;
        const isGateway = ref.to.group === gatewayKind.group && ref.to.kind === gatewayKind.kind;
        if (ref.unknownPart !== null || !isGateway || ref.to.namespace === null) continue;
        if (targets.find(ref.to).length > 0) continue;
        const old = earlier.one(ref.to);
        const isRemoved = old !== null && isKongs(old);
        const isWhole = cluster.holdsEvery(gatewayKind, ref.to.namespace);
        const found =
          isWhole || isRemoved
            ? absent(status, ref, isRemoved ? old : null)
            : (elsewhere(status, ref, kongs) ?? misspelt(status, ref, near(kongs)));
        if (found === null) continue;
        const path = old === null ? {} : { path: old.gateway.object.path };
        // The search for what may bring it is made for nobody who says nothing.
        if (isWhole || !(isOpen || mayComeUnseen(cluster, { ...ref.to, ...path }))) yield found;
      }
    }
  },
};

/** One of Kong Operator where the operator is known. */
function isKongs({ implementation, controller }: GatewayStatus): boolean {
  return implementation === 'kic' || (implementation === 'operator' && controller !== null);
}

function targetsOf(gateways: ClusterView['gateways']): Targets<GatewayStatus> {
  return new Targets(gateways, ({ gateway: { object } }) => identityOf(object));
}

function absent(status: RouteStatus, ref: ParentRef, old: GatewayStatus | null): Observation | null {
  const why = old === null ? 'which is not in the repository that holds all of them' : 'which this change removes';
  const found = observation(status, ref, `${routeName(status.route)} names Gateway ${targetName(ref)}, ${why}.`);
  if (found === null || old === null) return found;
  const cause = removedObject(old.gateway.object, (others) => ({
    statement: `${andMoreRoutes(routeName(status.route), others)} name Gateway ${targetName(ref)}, which this change removes.`,
    consequence: 'no status is written for this parent, and the routes are not served there',
  }));
  return { ...found, related: standing(old.gateway.object, true), ...(cause ? { cause } : {}) };
}

const byName = /* @__PURE__ */ onceFor((gateways: readonly GatewayStatus[]) =>
  Map.groupBy(gateways, ({ gateway }) => gateway.name.value),
);

/** Without a namespace it is sought in the route's own. */
function elsewhere(status: RouteStatus, ref: ParentRef, kongs: readonly GatewayStatus[]): Observation | null {
  if (ref.statesNamespace) return null;
  const [only, second] = byName(kongs).get(ref.to.name) ?? [];
  if (only === undefined || second !== undefined || only.gateway.namespace === null) return null;
  const statement = `${routeName(status.route)} names Gateway ${ref.to.name} without a namespace, so it is sought in ${ref.to.namespace ?? ''}; the only one of that name is ${gatewayName(only)}.`;
  const found = observation(status, ref, statement, only);
  const { node } = ref;
  const change: ValueChange | null =
    node.kind === 'map' && isLocation(node.at)
      ? { kind: 'put', map: node, path: ['namespace'], value: only.gateway.namespace }
      : null;
  return found && { ...found, changes: ways(change && [change]) };
}

/** One letter less, more or other than the only Gateway that is so near. */
function misspelt(status: RouteStatus, ref: ParentRef, kongs: NearNames<GatewayStatus>): Observation | null {
  const near = kongs.near(ref.to.name).filter(({ gateway }) => gateway.namespace === ref.to.namespace);
  const [only, second] = near;
  if (only === undefined || second !== undefined) return null;
  const statement = `${routeName(status.route)} names Gateway ${targetName(ref)}, which is not in the repository; ${gatewayName(only)} is one letter away.`;
  const name = stringAt(ref.node, 'name');
  const change = name === undefined ? null : setText(status.route.object.root, name.at, only.gateway.name.value);
  const found = observation(status, ref, statement, only);
  return found && { ...found, changes: ways(change) };
}

function observation(status: RouteStatus, ref: ParentRef, statement: string, near?: GatewayStatus): Observation | null {
  const { route } = status;
  const at = referencePlace(ref, route);
  if (at === undefined) return null;
  return {
    at,
    subject: objectSubject(route.object),
    field: `spec.parentRefs ${targetName(ref)}`,
    statement,
    outcome: outcomeOf('not-routed', `no status is written for this parent, and ${notServedThere(status)}`),
    ...(near === undefined
      ? {}
      : { severity: 'warning', related: relatedAt(near.gateway.name.at, `${gatewayName(near)} is here`) }),
  };
}
