import type { DeployedTree } from '../gitops/model/cluster.ts';
import { reviewedGroups } from '../kubernetes/known-kinds.ts';
import { isLocation } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';
import type { TreeView } from '../rules/model/rule.ts';

/** Text that shows a file to hold Gateway API objects, or settings of Kong or its controller. */
const needles = [...reviewedGroups, 'konghq.com/', 'KONG_PROXY_LISTEN', 'KONG_STREAM_LISTEN'];

/** Keys that together show a values file of Kong's chart, although its shape cannot be read. */
const valuesKeys = ['proxy:', 'servicePort:', 'containerPort:'];

function matters(sources: Sources, path: string): boolean {
  if (sources.contains(path, ...needles)) return true;
  const speaksOfKong = /kong/i.test(path) || sources.contains(path, 'kong', 'Kong');
  return speaksOfKong && valuesKeys.every((key) => sources.contains(path, key));
}

/**
 * Where a file that we need does not follow YAML's grammar. A file that merely mentions Kong, or a
 * template that only Helm can render, is not ours to judge.
 */
export function syntaxProblems(sources: Sources, deployed: DeployedTree): TreeView['syntaxProblems'] {
  const broken = sources
    .parsedSoFar()
    .filter(({ unread, problems }) => unread === null && problems.some(({ kind }) => kind === 'syntax'));
  if (broken.length === 0) return [];
  const layers = deployed.clusters.flatMap(({ releases }) =>
    releases.flatMap((release) => release.layers.map(({ root }) => root.at)),
  );
  const needed = new Set(layers.filter(isLocation).map(({ path }) => path));
  const missed = new Set(
    deployed.clusters
      .flatMap(({ releases, unverified }) => [...releases.map((release) => release.unverified), ...unverified])
      .flatMap((doubt) => doubt?.paths ?? []),
  );
  return broken
    .filter(
      ({ path }) =>
        needed.has(path) || missed.has(path) || (deployed.setAside(path) === null && matters(sources, path)),
    )
    .flatMap(({ problems }) => problems.filter(({ kind }) => kind === 'syntax').slice(0, 1));
}
