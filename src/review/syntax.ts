import type { DeployedTree } from '../gitops/model/cluster.ts';
import { reviewedGroups } from '../kubernetes/known-kinds.ts';
import { isLocation } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';
import type { TreeView } from '../rules/model/rule.ts';

/** Text that shows a file to hold Gateway API objects, or settings of Kong or its controller. */
const needles = [...reviewedGroups, 'konghq.com/', 'KONG_PROXY_LISTEN', 'KONG_STREAM_LISTEN'];

/** Keys that together show a values file of Kong's chart, although its shape cannot be read. */
const valuesKeys = ['proxy:', 'servicePort:', 'containerPort:'];

/** Where files stand that are broken on purpose, or that nobody applies: only what deploys one makes it matter. */
const notApplied =
  /(?:^|\/)(?:examples?|samples?|demos?|tests?|e2e|testdata|test-data|fixtures?|__\w+__|docs?|templates|archived?|attic|deprecated|disabled|obsolete|generated|rendered)\//i;

function matters(sources: Sources, path: string): boolean {
  if (notApplied.test(path)) return false;
  if (sources.contains(path, ...needles)) return true;
  const speaksOfKong = /kong/i.test(path) || sources.contains(path, 'kong', 'Kong');
  return speaksOfKong && valuesKeys.every((key) => sources.contains(path, key));
}

/**
 * Where a file that we need does not follow YAML's grammar. A file that merely mentions Kong, or a
 * template that only Helm can render, is not ours to judge.
 */
export function syntaxProblems(sources: Sources, deployed: DeployedTree): TreeView['syntaxProblems'] {
  const layers = deployed.clusters.flatMap(({ releases }) =>
    releases.flatMap((release) => release.layers.map(({ root }) => root.at)),
  );
  const needed = new Set(layers.filter(isLocation).map(({ path }) => path));
  const missed = new Set(
    deployed.clusters
      .flatMap(({ releases, unverified }) => [...releases.map((release) => release.unverified), ...unverified])
      .flatMap((doubt) => doubt?.paths ?? []),
  );
  return sources
    .parsedSoFar()
    .filter(({ path, unread }) => unread === null && (needed.has(path) || missed.has(path) || matters(sources, path)))
    .flatMap(({ problems }) => problems.filter(({ kind }) => kind === 'syntax').slice(0, 1));
}
