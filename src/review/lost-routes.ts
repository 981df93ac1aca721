import { subjectKey, type Related } from '../finding.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { attaches } from '../kong/model/attaches.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus, ListenerStatus } from '../kong/model/model.ts';
import type { RouteParent, RouteStatus } from '../kong/model/route-status.ts';
import type { OwnedBy } from './owners.ts';
import { nameOf } from '../kubernetes/object.ts';
import { listenerSubject } from '../rules/wording/names.ts';
import { relatedAt } from '../rules/wording/places.ts';

/** The first ones stand for all of them. */
const mostNamed = 3;

/**
 * For what is wrong with a listener: the routes that nothing serves and that the listener would take if it were
 * programmed. They are counted in the statement, and the first of them are places beside it.
 */
export function lostRoutesIn(
  clusters: readonly ClusterView[],
  ownedBy: OwnedBy,
): (candidate: CandidateFinding) => CandidateFinding {
  const byName = new Map(clusters.map((cluster) => [cluster.name, lostBy(cluster)]));
  return (candidate) => {
    const { cluster, subject, statement, related } = candidate;
    const lost = subject.part?.kind === 'listener' ? byName.get(cluster) : undefined;
    const routes = lost?.get(subjectKey(subject)) ?? [];
    if (routes.length === 0) return candidate;
    const count = `${routes.length} ${routes.length === 1 ? 'route has' : 'routes have'} no other listener.`;
    return { ...candidate, statement: `${statement} ${count}`, related: [...related, ...places(routes, ownedBy)] };
  };
}

function lostBy(cluster: ClusterView): ReadonlyMap<string, readonly RouteStatus[]> {
  const byListener = new Map<string, readonly RouteStatus[]>();
  const unserved = cluster.routes.filter(({ served, parents }) => served === false && !parents.some(isTaken));
  const waiting = Map.groupBy(
    unserved.flatMap((status) => [...wantedBy(status)].map((listener) => ({ status, listener }))),
    ({ listener }) => listener,
  );
  for (const gateway of waiting.size === 0 ? [] : cluster.gateways) {
    const isWhole = isRefusedWhole(gateway);
    for (const each of gateway.listeners.filter(fails)) {
      const wanting = (isWhole ? gateway.listeners : [each]).flatMap((listener) => waiting.get(listener) ?? []);
      const lost = [...new Set(wanting.map(({ status }) => status))];
      if (lost.length > 0) byListener.set(subjectKey(listenerSubject(gateway, each.listener.name.value)), lost);
    }
  }
  return byListener;
}

/** Kong Operator may accept a Gateway as a whole or not at all: then one listener takes the routes of all others along. */
function isRefusedWhole({ implementation, conditions }: GatewayStatus): boolean {
  return implementation === 'operator' && conditions?.Accepted?.status === 'False';
}

function isTaken({ attachments }: RouteParent): boolean {
  return attachments.some((attachment) => attaches(attachment) !== false);
}

/** Listeners that turn a route away for nothing but that they are not programmed. */
function wantedBy({ parents }: RouteStatus): ReadonlySet<ListenerStatus> {
  const near = parents.flatMap(({ attachments }) =>
    attachments.filter((each) => attaches(each, ['programmed']) === true),
  );
  return new Set(near.map(({ status }) => status));
}

function places(lost: readonly RouteStatus[], ownedBy: OwnedBy): readonly Related[] {
  return lost
    .slice(0, mostNamed)
    .flatMap(({ route }) =>
      relatedAt(route.name.at, `${nameOf(route.object)} has no other listener${ownedBy(route.object.path)}`),
    );
}

function fails({ conditions, certainlyUnavailable }: ListenerStatus): boolean {
  return certainlyUnavailable !== null || conditions?.Programmed?.status === 'False';
}
