import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { referencePlace, routeName, targetName } from '../wording/routes.ts';
import type { ParentRef } from '../../gatewayapi/route.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import type { RouteStatus } from '../../kong/model/route-status.ts';
import type { GroupKind } from '../../kubernetes/kind.ts';
import { experimentalGroup, gateway as gatewayKind, gatewayGroup } from '../../kubernetes/kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { Targets, identityOf } from '../../kubernetes/targets.ts';
import { onceFor } from '../../source/once-for.ts';
import { get, stringAt } from '../../source/node.ts';

export const routeParentUnsupported: Rule = {
  id: 'route-parent-unsupported',
  about: 'route',
  title: 'A parent of a route is no Gateway',
  severity: 'error',

  *observe(cluster) {
    for (const status of cluster.routes) {
      const { route, silences, refusal } = status;
      const found = silences.find((silence) => silence.cause === 'unsupported-parent');
      const parent = found?.cause === 'unsupported-parent' ? found.parent : listenerSetOf(status, cluster);
      if (parent === null || refusal !== null) continue;
      const at = referencePlace(parent, route);
      if (at === undefined) continue;
      const { group, kind } = parent.to;
      const type = group === '' || group === gatewayGroup ? kind : `${kind} (${group})`;
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.parentRefs ${kind} ${targetName(parent)}`,
        statement: `${routeName(route)} names ${type} ${targetName(parent)} as a parent, and the ingress controller fails at a route with a parent that is no Gateway.`,
        outcome: outcomeOf('no-status', 'the route gets no status on any parent and no traffic from Kong'),
      };
    }
  },
};

const listenerSets: readonly GroupKind[] = [
  { group: gatewayGroup, kind: 'ListenerSet' },
  { group: experimentalGroup, kind: 'XListenerSet' },
];

/** Of a route whose parents are no Gateways at all, a ListenerSet for a Gateway of the ingress controller. */
function listenerSetOf({ parents }: RouteStatus, { objects, gateways }: ClusterView): ParentRef | null {
  if (parents.some(({ standing }) => standing !== 'unsupported')) return null;
  const found = parents.find(
    ({ ref: { to, unknownPart } }) =>
      unknownPart === null &&
      listenerSetsIn(objects)
        .find(to)
        .some(
          (each) =>
            each.namespace === to.namespace &&
            gateways.some((status) => status.implementation === 'kic' && isFor(each, status)),
        ),
  );
  return found?.ref ?? null;
}

const listenerSetsIn = /* @__PURE__ */ onceFor(
  (objects: readonly KubeObject[]) =>
    new Targets(
      objects.filter((each) => listenerSets.some(({ group, kind }) => group === each.group && kind === each.kind)),
      identityOf,
    ),
);

function isFor({ root, namespace }: KubeObject, { gateway, controller }: GatewayStatus): boolean {
  const parent = get(root, 'spec', 'parentRef');
  const kind = get(parent, 'kind') === undefined ? gatewayKind.kind : stringAt(parent, 'kind')?.value;
  const group = get(parent, 'group') === undefined ? gatewayGroup : stringAt(parent, 'group')?.value;
  const of = get(parent, 'namespace') === undefined ? namespace : stringAt(parent, 'namespace')?.value;
  return (
    controller !== null &&
    group === gatewayGroup &&
    kind === gatewayKind.kind &&
    of === gateway.namespace &&
    stringAt(parent, 'name')?.value === gateway.name.value
  );
}
