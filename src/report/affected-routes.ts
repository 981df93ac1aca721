import { mayStillBeMade } from '../gitops/model/absence.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { RouteStatus } from '../kong/model/route-status.ts';
import type { Review } from '../review/review.ts';

/** A route that a change touches, as it was and as it will be. */
export interface AffectedRoute {
  readonly cluster: string;
  /** Null when the change adds the route. */
  readonly before: RouteStatus | null;
  /** Null where nothing of head brings the route into the cluster. */
  readonly after: RouteStatus | null;
  /** Whether its file is there and nobody read it, so that what becomes of the route is not known. */
  readonly isUnread: boolean;
}

const keyOf = ({ route }: RouteStatus): string => `${route.kind} ${route.namespace ?? ''}/${route.name.value}`;

/** `HTTPRoute shop/web`. */
export function routeName({ route: { kind, namespace, name } }: RouteStatus): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name.value}`;
}

/** Routes that were of other implementations, or of Gateways elsewhere, and are so still, are nobody's business here. */
const isOurs = ({ parents }: RouteStatus): boolean =>
  parents.some(({ gateway }) => gateway !== null && gateway.implementation !== 'other');

/** The routes whose files or outcomes a change touches; without a base, every route. */
export function affectedRoutes(review: Review, compared: boolean): readonly AffectedRoute[] {
  const names = new Set([...review.clusters, ...review.before].map(({ name }) => name));
  const changed = new Set(review.changedPaths);
  return [...names].flatMap((cluster) => {
    const after = routesOf(review.clusters, cluster);
    const before = routesOf(review.before, cluster);
    return (
      [...new Set([...after.keys(), ...before.keys()])]
        .map((key) => ({ cluster, before: before.get(key) ?? null, after: after.get(key) ?? null }))
        .filter((pair) => [pair.before, pair.after].some((each) => each !== null && isOurs(each)))
        .filter((pair) => !compared || isAffected(pair, changed))
        // What could not be verified says that nobody knows.
        .filter(
          ({ before: was, after: is }) => is !== null || !was || !mayStillBeMade(was.route.object, review.clusters),
        )
        .map((pair) => ({ ...pair, isUnread: pair.after === null && isUnread(pair.before, review) }))
    );
  });
}

function routesOf(clusters: readonly ClusterView[], name: string): ReadonlyMap<string, RouteStatus> {
  const cluster = clusters.find((view) => view.name === name);
  return new Map((cluster?.routes ?? []).map((status) => [keyOf(status), status]));
}

function isUnread(route: RouteStatus | null, { removed }: Review): boolean {
  const about = route && routeName(route);
  return removed.some((each) => each.cause === 'not-read' && each.about === about);
}

function isAffected({ before, after }: Pick<AffectedRoute, 'before' | 'after'>, changed: ReadonlySet<string>): boolean {
  if (!before || !after) return true;
  return changed.has(after.route.object.path) || outcomeOf(before) !== outcomeOf(after);
}

const outcomeOf = ({ parents, served, sentHostnames }: RouteStatus): string =>
  JSON.stringify([
    parents.map(({ ref, conditions }) => [ref.to.name, ref.sectionName?.value, conditions]),
    served,
    sentHostnames,
  ]);
