import { isKustomizationName } from '../../source/kustomization-files.ts';
import type { Unit } from '../deployed/unit.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import { isSampleFolder } from '../model/sample-folder.ts';
import { ancestorsOf, directoryOf, isWithin, isYamlName } from '../../source/paths.ts';
import type { Duplicate } from './duplicates.ts';

/** Directories whose children are clusters or environments by a convention older than any tool. */
const conventions = /^(clusters|environments|envs|overlays)$/i;

/** Every boundary that duplicates prove, and those that the names of directories declare. */
export function boundariesOf(
  units: readonly Unit[],
  found: readonly Duplicate[],
  declared: readonly ClusterBoundary[],
): readonly ClusterBoundary[] {
  const boundaries = new Map<string, ClusterBoundary>();
  const add = (boundary: ClusterBoundary): void => {
    if (boundary.path === '' || boundaries.has(boundary.path)) return;
    const sample = boundary.path.split('/').slice(0, -1).some(isSampleFolder);
    boundaries.set(boundary.path, { ...boundary, sample: boundary.sample || sample });
  };
  // The first evidence for a boundary is the one that is told: what tools say, then proof, then habit.
  declared.forEach(add);
  for (const duplicate of oncePerUnits(found)) boundariesBetween(duplicate).forEach(add);
  conventionalBoundaries(units).forEach(add);
  return [...boundaries.values()];
}

/** Of the duplicates that the same units bring the first: what tells two clusters apart is told once. */
function oncePerUnits(found: readonly Duplicate[]): readonly Duplicate[] {
  const numbers = new Map<Unit, number>();
  const first = new Map<string, Duplicate>();
  for (const duplicate of found) {
    let key = '';
    for (const unit of duplicate.units) {
      const number = numbers.get(unit) ?? numbers.size;
      numbers.set(unit, number);
      key += `${number} `;
    }
    if (!first.has(key)) first.set(key, duplicate);
  }
  return [...first.values()];
}

/** Where the anchors of a duplicate's units part: for each unit the first step of its own. */
function boundariesBetween({ title, units }: Duplicate): readonly ClusterBoundary[] {
  const anchors = bestAnchors(units);
  if (anchors === null) return [];
  return branches(anchors).map(([path, own]) => {
    const other = anchors.find((anchor) => !isWithin(anchor, path)) ?? path;
    return {
      path,
      evidence: `${title} is deployed from ${own} and from ${other}, which nothing ties together`,
      sample: false,
    };
  });
}

/**
 * The anchors to part by. Defining files that part at directories and are alike below them
 * (`prod/kong.yaml`, `staging/kong.yaml`) come first; then the directories that are deployed, when
 * those part within a common one; then whatever differs.
 */
function bestAnchors(units: readonly Unit[]): readonly string[] | null {
  const defining = units.map((unit) => unit.anchors[0] ?? '');
  const partAtDirectories = allDiffer(defining.map(directoryOf));
  if (partAtDirectories && areParallel(defining)) return defining;
  const deployed = units.map(deployedDirectory);
  const known = deployed.filter((directory) => directory !== null);
  if (known.length === units.length && allDiffer(known) && (!partAtDirectories || haveSameParent(known))) return known;
  return allDiffer(defining) ? defining : null;
}

/** The one directory a unit deploys, by a tool or by a kustomization of its own. */
function deployedDirectory({ anchors: [defining = '', directory, ...more] }: Unit): string | null {
  if (directory !== undefined) return more.length === 0 ? directory : null;
  return isKustomizationName(defining) ? directoryOf(defining) : null;
}

function areParallel(paths: readonly string[]): boolean {
  const segments = paths.map((path) => path.split('/'));
  const [first = []] = segments;
  if (segments.some(({ length }) => length !== first.length)) return false;
  const differing = first.filter((step, i) => segments.some((other) => other[i] !== step));
  return differing.length === 1;
}

function haveSameParent(paths: readonly string[]): boolean {
  return new Set(paths.map(directoryOf)).size === 1;
}

function allDiffer(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** Every step down at which some of the paths go one way and some another, with a path that takes it. */
function branches(paths: readonly string[]): readonly (readonly [step: string, path: string])[] {
  const steps = new Map<string, Map<string, string>>();
  for (const path of paths) {
    for (let step = path, above = directoryOf(path); step !== ''; step = above, above = directoryOf(above)) {
      const ways = steps.get(above) ?? new Map<string, string>();
      if (!ways.has(step)) ways.set(step, path);
      steps.set(above, ways);
    }
  }
  return [...steps.values()].filter((ways) => ways.size > 1).flatMap((ways) => [...ways]);
}

/** `clusters/<name>` and the like, where at least two names bring something; each sample by itself. */
function conventionalBoundaries(units: readonly Unit[]): readonly ClusterBoundary[] {
  const children = new Map<string, Set<string>>();
  const boundaries: ClusterBoundary[] = [];
  const defined = new Set(units.map(({ anchors }) => anchors[0]));
  for (const anchor of new Set(units.flatMap((unit) => unit.anchors))) {
    const directories = [...(isYamlName(anchor) ? [] : [anchor]), ...ancestorsOf(anchor)].toReversed();
    for (const [i, directory] of directories.entries()) {
      const name = directory.slice(directory.lastIndexOf('/') + 1);
      const child = directories[i + 1];
      if (conventions.test(name) && child !== undefined)
        children.set(directory, (children.get(directory) ?? new Set()).add(child));
      // What a tool deploys from elsewhere goes where the tool deploys, whatever the folder is called.
      if (isSampleFolder(name) && defined.has(anchor)) {
        boundaries.push({
          path: child ?? directory,
          evidence: `${child ?? directory} is a sample of its own`,
          sample: true,
        });
      }
    }
  }
  for (const [parent, found] of children) {
    if (found.size < 2) continue;
    for (const path of found)
      boundaries.push({ path, evidence: `${parent} has a directory for each cluster`, sample: false });
  }
  return boundaries;
}
