import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../kong/model/model.ts';
import type { Review } from '../review/review.ts';
import { isLocation } from '../source/location.ts';
import { chainOf } from './chain.ts';

/** A Gateway that a change touches, as it was and as it will be. */
export interface AffectedGateway {
  readonly cluster: string;
  /** Null when the change adds the Gateway. */
  readonly before: GatewayStatus | null;
  /** Null when the change removes the Gateway. */
  readonly after: GatewayStatus | null;
}

const keyOf = ({ gateway }: GatewayStatus): string => `${gateway.namespace ?? ''}/${gateway.name.value}`;

/** Gateways of other implementations are nobody's business here. */
const isOurs = ({ implementation }: GatewayStatus): boolean => implementation !== 'other';

/** The Gateways whose files, serving chain or conditions a change touches; without a base, every Gateway. */
export function affectedGateways(review: Review, compared: boolean): readonly AffectedGateway[] {
  const names = new Set([...review.clusters, ...review.before].map(({ name }) => name));
  return [...names].flatMap((cluster) => {
    const after = gatewaysOf(review.clusters, cluster);
    const before = gatewaysOf(review.before, cluster);
    return [...new Set([...after.keys(), ...before.keys()])]
      .map((key) => ({ cluster, before: before.get(key) ?? null, after: after.get(key) ?? null }))
      .filter((pair) => !compared || isAffected(pair, new Set(review.changedPaths)));
  });
}

function gatewaysOf(clusters: readonly ClusterView[], name: string): ReadonlyMap<string, GatewayStatus> {
  const cluster = clusters.find((view) => view.name === name);
  return new Map((cluster?.gateways ?? []).filter(isOurs).map((status) => [keyOf(status), status]));
}

function isAffected({ before, after }: AffectedGateway, changed: ReadonlySet<string>): boolean {
  if (!before || !after) return true;
  if (changed.has(after.gateway.object.path) || outcomeOf(before) !== outcomeOf(after)) return true;
  const places = after.listeners.flatMap((status) => chainOf(status).map(({ at }) => at));
  return places.some((at) => isLocation(at) && changed.has(at.path));
}

const outcomeOf = ({ listeners }: GatewayStatus): string =>
  JSON.stringify(listeners.map(({ listener, conditions }) => [listener.name.value, conditions]));
