import type { Unverified } from '../model/cluster.ts';
import type { Candidate } from '../deployed/unit.ts';
import { releaseKey } from './duplicates.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Release } from '../model/release.ts';
import { directoryOf } from '../../source/paths.ts';
import { toJson } from '../../source/json.ts';
import { firstItems } from '../../source/first-items.ts';

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
  const applied = appliedByScripts(candidates, hasKong);
  const rest = candidates.filter(({ kind }) => kind !== 'applied');
  const installed = hasKong ? { objects: [], releases: [], unverified: rest.flatMap(orphan) } : installation(rest);
  return {
    objects: [...installed.objects, ...applied.objects],
    releases: installed.releases,
    unverified: [...installed.unverified, ...applied.unverified],
  };
}

function installation(candidates: readonly Candidate[]): Assumed {
  const commands = candidates.filter(({ kind }) => kind === 'command');
  if (commands.length > 0) return byCommand(commands, candidates);
  const [only, ...others] = candidates;
  if (only === undefined) return { objects: [], releases: [], unverified: [] };
  if (others.length === 0) return only;
  const paths = candidates.map(({ path }) => path);
  const reason = `several files could hold Kong's values (${firstItems(paths)}), and nothing tells which is in use`;
  return { objects: [], releases: [], unverified: [{ about: 'Kong', cause: 'ambiguous', reason, paths }] };
}

function orphan({ kind, path, namedBy }: Candidate): readonly Unverified[] {
  if (kind === 'command') return [];
  const what = kind === 'chart' ? 'chart, so it counts as not installed' : 'values file, so it is not read';
  const reason =
    namedBy === undefined
      ? `none of the deployments that are read refers to this ${what}`
      : `${namedBy} names it in a way that is not followed; nothing else that deploys Kong here refers to this ${what}`;
  return [{ about: path, cause: 'not-deployed', reason }];
}

/**
 * Commands that agree on a release are one; two that do not cannot both be in use. Several releases
 * are there together only where one run brings all of them, whatever it is asked to do.
 */
function byCommand(commands: readonly Candidate[], candidates: readonly Candidate[]): Assumed {
  const unverified: Unverified[] = commands.flatMap((command) => command.unverified);
  const kept: Candidate[] = [];
  for (const group of groupedByRelease(commands)) {
    const [first] = group;
    if (first === undefined) continue;
    if (group.every((other) => signature(other) === signature(first))) {
      const certain = group.filter(({ conditional }) => conditional !== true);
      kept.push(certain[0] ?? first);
    } else unverified.push(unclear('scripts install one release in different ways', group));
  }
  const together =
    new Set(kept.map(({ act }) => act)).size === 1 && kept.every(({ conditional }) => conditional !== true);
  const certain = kept.length < 2 || together ? kept : [];
  if (certain.length < kept.length)
    unverified.push(unclear('which of several releases of Kong are in use hangs on which commands are run', kept));
  const releases = certain.flatMap((command) => command.releases);
  const attached = new Set(
    kept.flatMap((command) => command.releases.flatMap(({ layers }) => layers.map(({ label }) => label))),
  );
  const isGiven = (path: string): boolean =>
    attached.has(path) ||
    commands.some(
      ({ files = [], charts = [] }) => files.some((name) => name.test(path)) || charts.includes(directoryOf(path)),
    );
  const left = candidates.filter(({ kind, path }) => kind !== 'command' && !isGiven(path));
  return {
    objects: certain.flatMap(({ objects }) => objects),
    releases,
    unverified: [...unverified, ...left.flatMap(orphan)],
  };
}

function groupedByRelease(commands: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const keyOf = ({ releases: [first] }: Candidate): string =>
    (first === undefined ? null : releaseKey(first)) ?? 'release';
  return [...Map.groupBy(commands, keyOf).values()];
}

function unclear(what: string, commands: readonly Candidate[]): Unverified {
  const paths = [...new Set(commands.map(({ path }) => path))];
  return { about: 'Kong', cause: 'ambiguous', reason: `${what} (${firstItems(paths)})`, paths, hidesObjects: true };
}

function signature({ releases }: Candidate): string {
  return JSON.stringify(
    releases.map(({ values, chartVersion, chart, alias, layers }) => [
      chart,
      alias,
      chartVersion.certainty === 'unknown' ? null : chartVersion.value,
      layers.map(({ label }) => label),
      toJson(values),
    ]),
  );
}

/** Manifests of scripts: those of one script that is run whole, where nothing declares Kong otherwise. */
function appliedByScripts(candidates: readonly Candidate[], hasKong: boolean): Assumed {
  const applied = candidates.filter(({ kind }) => kind === 'applied');
  const unverified = applied.flatMap((each) => each.unverified);
  const withObjects = applied.filter(({ objects }) => objects.length > 0);
  const sure = withObjects.filter(({ conditional }) => conditional !== true);
  const together = !hasKong && new Set(withObjects.map(({ act }) => act)).size === 1;
  const kept = together ? sure : [];
  const left = withObjects.filter((each) => !kept.includes(each));
  return {
    objects: kept.flatMap(({ objects }) => objects),
    releases: [],
    unverified: [
      ...unverified,
      ...left.map(({ path, objects }) => ({
        about: `objects that ${path} applies`,
        cause: 'ambiguous' as const,
        reason: `whether ${firstItems(objects.map(nameOf))} is in this cluster hangs on which commands are run`,
        paths: [path],
        hidesObjects: true,
      })),
    ],
  };
}
