import type { Unverified } from '../model/cluster.ts';
import type { Candidate } from '../deployed/unit.ts';
import { releaseKey } from './duplicates.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../model/release.ts';

/** What the candidates of a cluster come to. */
export interface Assumed {
  readonly objects: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
}

/**
 * What of a cluster's candidates is taken to be deployed. Nothing where Kong is declared or stands
 * there by manifest: then a values file that nothing refers to is an orphan. Else what scripts
 * install, else the one chart or values file there is.
 */
export function assume(candidates: readonly Candidate[], hasKong: boolean): Assumed {
  if (hasKong) return { objects: [], releases: [], unverified: candidates.flatMap(orphan) };
  const commands = candidates.filter(({ kind }) => kind === 'command');
  if (commands.length > 0) return byCommand(commands, candidates);
  const [only, ...others] = candidates;
  if (only === undefined) return { objects: [], releases: [], unverified: [] };
  if (others.length === 0) return only;
  const paths = candidates.map(({ path }) => path);
  const reason = `several files could hold Kong's values (${paths.join(', ')}), and nothing tells which is in use`;
  return { objects: [], releases: [], unverified: [{ about: 'Kong', cause: 'ambiguous', reason, paths }] };
}

function orphan({ kind, path }: Candidate): readonly Unverified[] {
  if (kind === 'command') return [];
  const what = kind === 'chart' ? 'chart, so it counts as not installed' : 'values file, so it is not read';
  return [{ about: path, cause: 'not-deployed', reason: `nothing that deploys Kong here refers to this ${what}` }];
}

/** Commands that agree on a release are one; two that do not cannot both be in use. */
function byCommand(commands: readonly Candidate[], candidates: readonly Candidate[]): Assumed {
  const groups = new Map<string, Release[]>();
  for (const release of commands.flatMap(({ releases }) => releases)) {
    const key = releaseKey(release) ?? 'release';
    groups.set(key, [...(groups.get(key) ?? []), release]);
  }
  const releases: Release[] = [];
  const unverified: Unverified[] = commands.flatMap((command) => command.unverified);
  for (const group of groups.values()) {
    const [first] = group;
    if (first !== undefined && group.every((other) => signature(other) === signature(first))) releases.push(first);
    else {
      const paths = group.map((release) => release.declaration.at.path);
      const reason = `scripts install one release in different ways (${paths.join(', ')})`;
      unverified.push({ about: 'Kong', cause: 'ambiguous', reason, paths });
    }
  }
  const attached = new Set(releases.flatMap(({ layers }) => layers.map(({ label }) => label)));
  const left = candidates.filter(({ kind, path }) => kind !== 'command' && !attached.has(path));
  return {
    objects: commands.flatMap(({ objects }) => objects),
    releases,
    unverified: [...unverified, ...left.flatMap(orphan)],
  };
}

function signature({ layers, chartVersion, chart }: Release): string {
  const version = chartVersion.certainty === 'unknown' ? '' : chartVersion.value;
  return [chart, version, ...layers.map(({ label }) => label)].join('\n');
}
