import type { Cluster } from '../gitops/model/cluster.ts';
import type { KongChart } from '../gitops/model/kong-chart.ts';
import { isOrphan } from '../gitops/model/release.ts';
import { versionsToTry } from '../kong/charts/known-versions.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/model/rule.ts';
import type { CandidateFinding } from './candidate-finding.ts';

/** Rules of what was deployed before: values that nothing deploys tell of no such thing. */
const ofWhatRuns = rulesWhere(({ speaksOfWhatRuns }) => speaksOfWhatRuns === true);

/** Rules of which most hang on the version of a chart or of the controller that it brings. */
const ofVersions = rulesWhere(({ about, hangsOnRelease }) => about === 'values' || hangsOnRelease === true);

function rulesWhere(fits: (rule: Rule) => boolean): ReadonlySet<string> {
  return new Set(rules.filter(fits).map(({ id }) => id));
}

/**
 * The candidates without those that hang on the version of the chart which a values file is for that nothing
 * deploys: none is known, so what is said of values and of settings has to hold in every version.
 * @param judge every candidate of a cluster, with other versions of charts than it was given first
 */
export function inEveryVersion(
  candidates: readonly CandidateFinding[],
  clusters: readonly Cluster[],
  judge: (cluster: Cluster) => readonly CandidateFinding[],
): readonly CandidateFinding[] {
  let left = candidates;
  for (const cluster of clusters.filter(({ releases }) => releases.some(isOrphan))) {
    const own = left.filter((candidate) => candidate.cluster === cluster.name);
    const kept = new Set(ofOneCluster(own, cluster, judge));
    left = left.filter((candidate) => candidate.cluster !== cluster.name || kept.has(candidate));
  }
  return left;
}

function ofOneCluster(
  candidates: readonly CandidateFinding[],
  cluster: Cluster,
  judge: (cluster: Cluster) => readonly CandidateFinding[],
): readonly CandidateFinding[] {
  let left = candidates.filter(({ rule }) => !ofWhatRuns.has(rule));
  const charts = new Set(cluster.releases.filter(isOrphan).map(({ chart }) => chart));
  for (const { chart, version } of [...charts].flatMap(versionsOf)) {
    if (!left.some(({ rule }) => ofVersions.has(rule))) break;
    const releases = cluster.releases.map((release) =>
      isOrphan(release) && release.chart === chart
        ? { ...release, chartVersion: { ...release.chartVersion, value: version } }
        : release,
    );
    const known = new Set(judge({ ...cluster, releases }).map(({ fingerprint }) => fingerprint));
    left = left.filter(({ rule, fingerprint }) => !ofVersions.has(rule) || known.has(fingerprint));
  }
  return left;
}

function versionsOf(chart: KongChart): readonly { readonly chart: KongChart; readonly version: string }[] {
  return versionsToTry(chart).map((version) => ({ chart, version }));
}
