import { shortened } from '../source/shortened.ts';
import { valid } from 'semver';
import { factAt, unknown, type Fact, type Location } from '../source/location.ts';
import { joinPath, resolvePath } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';
import { allows } from './constraint.ts';
import { readChart, readLock, type ChartFile, type Dependency } from './chart-file.ts';

/** The directory of a dependency inside the tree: vendored below `charts/`, or named by `file://`. Null when it is elsewhere. */
export function childDirectory(sources: Sources, dir: string, dependency: Dependency): string | null {
  const vendored = joinPath(dir, `charts/${dependency.name}`);
  if (sources.has(joinPath(vendored, 'Chart.yaml'))) return vendored;
  const other = vendoredDirectories(sources, dir).find((path) => readChart(sources, path)?.name === dependency.name);
  if (other !== undefined) return other;
  // An absolute one is a place on the machine that runs Helm.
  const relative = /^file:\/\/(?!\/)(.*)$/s.exec(dependency.repository)?.[1];
  const path = relative === undefined ? null : resolvePath(dir, relative);
  return path !== null && sources.has(joinPath(path, 'Chart.yaml')) ? path : null;
}

/** Charts below `charts/` that no dependency names: Helm installs them all the same. */
export function unlistedCharts(sources: Sources, dir: string, chart: ChartFile): readonly Dependency[] {
  const listed = new Set(chart.dependencies.map((dependency) => dependency.name));
  return vendoredDirectories(sources, dir).flatMap((path) => {
    const own = readChart(sources, path);
    if (own === null || listed.has(own.name)) return [];
    return [
      {
        name: own.name,
        version: own.version,
        repository: '',
        alias: null,
        conditions: [],
        tags: [],
        importsValues: false,
        at: own.at,
      },
    ];
  });
}

function vendoredDirectories(sources: Sources, dir: string): readonly string[] {
  const prefix = joinPath(dir, 'charts/');
  return pathsBelow(sources, prefix).flatMap((path) => {
    const rest = path.slice(prefix.length);
    return rest.endsWith('/Chart.yaml') && rest.indexOf('/') === rest.lastIndexOf('/')
      ? [path.slice(0, -'/Chart.yaml'.length)]
      : [];
  });
}

/** Paths are sorted, so those with one prefix stand together. */
function pathsBelow(sources: Sources, prefix: string): readonly string[] {
  const { paths } = sources;
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((paths[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (paths[end]?.startsWith(prefix) === true) end += 1;
  return paths.slice(low, end);
}

/**
 * The version of a dependency that is not unpacked in the tree: of the archive below `charts/`,
 * else of the lock file, else the constraint when it is exact.
 */
export function dependencyVersion(
  sources: Sources,
  dir: string,
  dependency: Dependency,
  index: number,
  siblings: readonly Dependency[],
): { readonly fact: Fact<string>; readonly range: string | null } {
  const constraint = dependency.version;
  const fits = (version: string): boolean => constraint === null || allows(constraint.value, version);
  const archived = archives(sources, dir, dependency.name).filter(fits);
  const [archive] = archived;
  if (archive !== undefined && archived.length === 1)
    return { fact: exactVersion(archive, dependency.at), range: null };
  const nth = siblings.slice(0, index).filter((other) => other.name === dependency.name).length;
  const locked = readLock(sources, dir).filter((entry) => entry.name === dependency.name)[nth];
  if (locked !== undefined && fits(clean(locked.version.value)))
    return { fact: factAt(clean(locked.version.value), locked.version.at), range: null };
  if (constraint === null) return { fact: unknown(`the dependency ${dependency.name} states no version`), range: null };
  const exact = valid(constraint.value.trim().replace(/^=\s*/, ''));
  if (exact !== null) return { fact: factAt(exact, constraint.at), range: null };
  return {
    fact: unknown(
      `the dependency ${shortened(dependency.name)} asks for the range ${shortened(constraint.value)}, and no lock file settles it`,
    ),
    range: constraint.value,
  };
}

function archives(sources: Sources, dir: string, name: string): readonly string[] {
  const prefix = joinPath(dir, `charts/${name}-`);
  return pathsBelow(sources, prefix).flatMap((path) => {
    const version = path.endsWith('.tgz') ? valid(path.slice(prefix.length, -'.tgz'.length)) : null;
    return version === null ? [] : [version];
  });
}

/** A version as Chart.yaml states it; Helm takes a leading `v` too. */
export function exactVersion(value: string, at: Location): Fact<string> {
  return { certainty: 'known', value: clean(value), at };
}

function clean(version: string): string {
  return valid(version) ?? version;
}
