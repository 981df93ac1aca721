import type { Finding } from '../finding.ts';
import type { Unverified } from '../gitops/model/cluster.ts';
import { migrationDoubts } from '../kong/migration/doubts.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { Cause } from '../source/doubt.ts';
import { withShortWords } from '../source/shortened.ts';
import { routesElsewhere } from './routes-elsewhere.ts';
import { isCounted } from './verdict.ts';

/** What the tree does not show, so that no finding rests on it. */
export interface UnverifiedFact {
  readonly cluster: string;
  readonly about: string;
  readonly cause: Cause;
  readonly reason: string;
}

/** What a change is, for whoever asks which facts it concerns. */
interface Change {
  readonly before: readonly ClusterView[];
  readonly changedPaths: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/**
 * What could not be verified, for whoever can act on it: in clusters that hold something of Kong's or of Gateway API,
 * each fact once. With a change (`null` in `check`) what its files hold, what it made so, and the clusters of the
 * findings that it introduces.
 */
export function unverifiedFacts(clusters: readonly ClusterView[], change: Change | null): readonly UnverifiedFact[] {
  const atFault = new Set(change?.findings.flatMap((finding) => (isCounted(finding, true) ? finding.clusters : [])));
  const facts = clusters.filter(isOurs).flatMap((cluster) => {
    const known = new Set(factsOf(change?.before.find(({ name }) => name === cluster.name)).map(keyOf));
    const concerns = (fact: Unverified): boolean =>
      change === null ||
      atFault.has(cluster.name) ||
      !known.has(keyOf(fact)) ||
      (fact.paths ?? []).some((path) => change.changedPaths.has(path));
    return factsOf(cluster)
      .filter(concerns)
      .map(({ about, cause, reason }) => ({
        cluster: cluster.name,
        about: withShortWords(about),
        cause,
        reason: withShortWords(reason),
      }));
  });
  return change === null
    ? facts
    : [...facts, ...ofMigrations(change.before, clusters), ...routesElsewhere(change.before, clusters)];
}

/** Of Gateways that move to another controller: that what they lose is not known. */
function ofMigrations(before: readonly ClusterView[], after: readonly ClusterView[]): readonly UnverifiedFact[] {
  return after.flatMap((view) => {
    const old = before.find(({ name }) => name === view.name);
    const doubts = old === undefined ? [] : migrationDoubts(old, view);
    return doubts.map(({ about, reason }) => ({
      cluster: view.name,
      about: withShortWords(about),
      cause: 'missing' as const,
      reason: withShortWords(reason),
    }));
  });
}

/** Whether anything that is predicted, or that predicts, stands in the cluster. */
function isOurs({ classes, gateways, routes, controllers, releases, proxies }: ClusterView): boolean {
  return [classes, gateways, routes, controllers, releases, proxies].some((found) => found.length > 0);
}

/** Each fact once: what deploys a release and what renders it may both miss the same values. */
function factsOf(cluster: ClusterView | undefined): readonly Unverified[] {
  const shown = (cluster?.unverified ?? []).filter(
    ({ quiet, told, isUnread }) => quiet !== true && told !== true && isUnread !== true,
  );
  return [...new Map(shown.toReversed().map((fact) => [keyOf(fact), fact])).values()].toReversed();
}

function keyOf({ about, reason }: Unverified): string {
  return JSON.stringify([about, reason]);
}
