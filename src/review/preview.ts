import type { ClusterConfig, Config } from '../config/config.ts';
import type { Finding } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { VersionMove } from '../kong/upgrade/comparison.ts';
import { raised, type WantedVersions } from '../kong/upgrade/raise.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import type { Sources } from '../source/sources.ts';
import { countedUnread, accountForTree } from './accounting.ts';
import { evaluate, type EvaluationInput } from './evaluate.ts';
import { findingOf } from './finding-of.ts';
import { noLongerJudged } from './gone.ts';
import { overClusters } from './over-clusters.ts';
import { createReviewCache, modelOf, viewOf, type TreeModel } from './tree-model.ts';
import { hiddenSources, upgradesBetween, type Upgrade } from './upgrades.ts';

/** What a tree would be with other versions. */
export interface Preview {
  /** One for each cluster in which a version moves. */
  readonly upgrades: readonly Upgrade[];
  /** What would be wrong that is not, and the other way round. */
  readonly findings: readonly Finding[];
  /** The names of all clusters of the tree. */
  readonly clusters: readonly string[];
  /** What the clusters that were asked about have now, in the shape of a move that goes nowhere. */
  readonly present: readonly Pick<VersionMove, 'program' | 'name' | 'from'>[];
  /** What may bring objects and is not looked at, each with the reason. */
  readonly hidden: readonly string[];
  /** How many files could not be read. */
  readonly unread: number;
}

/**
 * What other versions would bring about in the clusters of a tree, as if a change of the files that state them were
 * reviewed.
 * @param cluster the name of the one cluster that is asked about; null for all
 * @param expressions evaluates rules of definitions that the tree holds
 */
export function preview(
  tree: Sources,
  config: Config,
  wanted: WantedVersions,
  cluster: string | null = null,
  expressions: CreateExpressions | null = null,
): Preview {
  const cache = createReviewCache(expressions);
  const whole = modelOf(tree, config, cache, { paths: new Set(), before: null, branch: null });
  const isAsked = ({ name }: { readonly name: string }): boolean => cluster === null || name === cluster;
  const clusters = whole.deployed.clusters.filter(isAsked);
  const model: TreeModel = {
    ...whole,
    deployed: { ...whole.deployed, clusters },
    clusters: whole.clusters.filter(isAsked),
  };
  const changed = clusters.map((each) => {
    const view = whole.clusters.find(({ name }) => name === each.name);
    const own = config.clusters.find(({ name }) => name === each.name);
    return view === undefined ? { cluster: each, config: own } : raised(each, own, view, wanted);
  });
  const raisedConfig = withClusters(
    config,
    changed.flatMap((each) => each.config ?? []),
  );
  const views = changed.map((each) => viewOf(each.cluster, raisedConfig, cache, model.clusters));
  const after: TreeModel = {
    ...whole,
    deployed: { ...whole.deployed, clusters: changed.map((each) => each.cluster) },
    clusters: views,
  };
  const input: EvaluationInput = {
    config,
    today: null,
    cache,
    before: [],
    suppressions: null,
    shownAt: ({ at }) => at,
  };
  const old = evaluate(model, input).candidates;
  const now = evaluate(after, { ...input, config: raisedConfig, before: model.clusters }).candidates;
  const known = (all: typeof old): ReadonlySet<string> => new Set(all.map(({ fingerprint }) => fingerprint));
  const [before, later] = [known(old), known(now)];
  const isOpen = noLongerJudged(model.clusters, views);
  const { unread } = accountForTree(whole, config);
  const hidden = hiddenSources(whole, unread);
  return {
    upgrades: upgradesBetween(model.clusters, views, () => hidden),
    hidden,
    findings: overClusters([
      ...now.filter(({ fingerprint }) => !before.has(fingerprint)).map((each) => findingOf(each, 'introduced', null)),
      ...old
        .filter(({ fingerprint, subject }) => !later.has(fingerprint) && !isOpen(subject))
        .map((each) => findingOf(each, 'fixed', null)),
    ]),
    clusters: whole.clusters.map(({ name }) => name),
    present: model.clusters.flatMap(presentIn),
    unread: countedUnread(unread).length,
  };
}

function withClusters(config: Config, changed: readonly ClusterConfig[]): Config {
  const names = new Set(changed.map(({ name }) => name));
  return { ...config, clusters: [...config.clusters.filter(({ name }) => !names.has(name)), ...changed] };
}

/** What has a version in a cluster. */
function presentIn({ releases, controllers, proxies, gatewayApi }: ClusterView): Preview['present'] {
  const text = (fact: ClusterView['controllers'][number]['version']): string | null =>
    fact.certainty === 'unknown' ? null : fact.value;
  return [
    ...releases.map(({ release }) => ({
      program: 'chart' as const,
      name: release.chart,
      from: text(release.chartVersion),
    })),
    ...controllers.map(({ kind, version }) => ({
      program: kind,
      name: kind === 'kic' ? 'Kong Ingress Controller' : 'Kong Operator',
      from: text(version),
    })),
    ...proxies.map(({ version }) => ({ program: 'kong' as const, name: 'Kong', from: text(version) })),
    ...[gatewayApi.stated, ...gatewayApi.bundles].flatMap((each) =>
      each === null ? [] : [{ program: 'gateway-api' as const, name: 'Gateway API', from: each.version }],
    ),
  ];
}
