import { mayStillBeMade } from '../gitops/model/absence.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { RouteStatus } from '../kong/model/route-status.ts';
import type { Review } from '../review/review.ts';

/** A route that a change touches, as it was and as it will be. */
export interface AffectedRoute {
  readonly cluster: string;
  /** Null when the change adds the route. */
  readonly before: RouteStatus | null;
  /** Null when the change removes the route. */
  readonly after: RouteStatus | null;
}

const keyOf = ({ route }: RouteStatus): string => `${route.kind} ${route.namespace ?? ''}/${route.name.value}`;

/** Routes of other implementations, and those whose Gateways stand elsewhere, are nobody's business here. */
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
        .filter((pair) => !compared || isAffected(pair, changed))
        // What could not be verified says that nobody knows.
        .filter(
          ({ before: was, after: is }) => is !== null || !was || !mayStillBeMade(was.route.object, review.clusters),
        )
    );
  });
}

function routesOf(clusters: readonly ClusterView[], name: string): ReadonlyMap<string, RouteStatus> {
  const cluster = clusters.find((view) => view.name === name);
  return new Map((cluster?.routes ?? []).filter(isOurs).map((status) => [keyOf(status), status]));
}

function isAffected({ before, after }: AffectedRoute, changed: ReadonlySet<string>): boolean {
  if (!before || !after) return true;
  return changed.has(after.route.object.path) || outcomeOf(before) !== outcomeOf(after);
}

const outcomeOf = ({ parents, served, sentHostnames }: RouteStatus): string =>
  JSON.stringify([
    parents.map(({ ref, conditions }) => [ref.to.name, ref.sectionName?.value, conditions]),
    served,
    sentHostnames,
  ]);
