import type { Fleet } from '../gitops/cluster.ts';
import { isLocation } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';
import type { TreeView } from '../rules/rule.ts';

/** Text that shows a file to hold Gateway API objects, or settings of Kong or its controller. */
const needles = ['gateway.networking.k8s.io', 'konghq.com/', 'KONG_PROXY_LISTEN', 'KONG_STREAM_LISTEN'];

/**
 * Where a file that we need does not follow YAML's grammar. A file that merely mentions Kong, or a
 * template that only Helm can render, is not ours to judge.
 */
export function syntaxProblems(sources: Sources, fleet: Fleet): TreeView['syntaxProblems'] {
  const layers = fleet.clusters.flatMap(({ releases }) =>
    releases.flatMap((release) => release.layers.map(({ root }) => root.at)),
  );
  const needed = new Set(layers.filter(isLocation).map(({ path }) => path));
  return sources
    .parsedSoFar()
    .filter(({ path, unread }) => unread === null && (needed.has(path) || sources.contains(path, ...needles)))
    .flatMap(({ problems }) => problems.filter(({ kind }) => kind === 'syntax').slice(0, 1));
}
