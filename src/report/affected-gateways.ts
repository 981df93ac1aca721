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
  /** Null when the change removes the Gateway, or gives it a class that is not Kong's. */
  readonly after: GatewayStatus | null;
  /** The class that is not Kong's and that the Gateway has after the change; null where it has none. */
  readonly classOfOthers: string | null;
  /** Whether its file is there and nobody read it, so that what becomes of the Gateway is not known. */
  readonly isUnread: boolean;
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
      .map((pair) => ({ ...pair, classOfOthers: classOfOthers(pair, review), isUnread: isUnread(pair, review) }))
      .filter((pair) => !compared || isAffected(pair, new Set(review.changedPaths)));
  });
}

function gatewaysOf(clusters: readonly ClusterView[], name: string): ReadonlyMap<string, GatewayStatus> {
  const cluster = clusters.find((view) => view.name === name);
  return new Map((cluster?.gateways ?? []).filter(isOurs).map((status) => [keyOf(status), status]));
}

type Both = Pick<AffectedGateway, 'cluster' | 'before' | 'after'>;

function classOfOthers({ cluster, before, after }: Both, { clusters }: Review): string | null {
  if (before === null || after !== null) return null;
  const gateways = clusters.find(({ name }) => name === cluster)?.gateways ?? [];
  const [found] = gateways.filter((each) => keyOf(each) === keyOf(before));
  return found?.gateway.className.value ?? null;
}

function isUnread({ before, after }: Both, { removed }: Review): boolean {
  if (before === null || after !== null) return false;
  const { namespace, name } = before.gateway;
  const about = `Gateway ${namespace === null ? '' : `${namespace}/`}${name.value}`;
  return removed.some((each) => each.cause === 'not-read' && each.about === about);
}

function isAffected({ before, after }: Both, changed: ReadonlySet<string>): boolean {
  if (!before || !after) return true;
  if (changed.has(after.gateway.object.path) || outcomeOf(before) !== outcomeOf(after)) return true;
  const places = after.listeners.flatMap((status) => chainOf(status).map(({ at }) => at));
  return places.some((at) => isLocation(at) && changed.has(at.path));
}

const outcomeOf = ({ listeners }: GatewayStatus): string =>
  JSON.stringify(listeners.map(({ listener, conditions }) => [listener.name.value, conditions]));
