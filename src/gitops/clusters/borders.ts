import type { Unit } from '../deploy/unit.ts';
import { ancestorsOf, directoryOf, isWithin, isYamlName } from '../tree/paths.ts';
import type { Duplicate } from './duplicates.ts';

/** A directory (or, where two alternatives lie side by side, a file) that is a cluster of its own. */
export interface Border {
  readonly path: string;
  /** Why, one sentence. */
  readonly evidence: string;
  /** A sample: what stands elsewhere in the tree has nothing to do with it. */
  readonly sample: boolean;
}

/** Directories whose children are clusters or environments by a convention older than any tool. */
const conventions = /^(clusters|environments|envs|overlays)$/i;
/** Directories whose children stand for themselves: nobody applies two samples to one cluster. */
const samples = /^(examples?|samples?|tutorials?)$/i;

/** Every border that duplicates prove, and those that the names of directories declare. */
export function bordersOf(
  units: readonly Unit[],
  found: readonly Duplicate[],
  declared: readonly Border[],
): readonly Border[] {
  const borders = new Map<string, Border>();
  const add = (border: Border): void => {
    if (border.path === '' || borders.has(border.path)) return;
    const sample = border.path
      .split('/')
      .slice(0, -1)
      .some((segment) => samples.test(segment));
    borders.set(border.path, { ...border, sample: border.sample || sample });
  };
  // The first evidence for a border is the one that is told: what tools say, then proof, then habit.
  declared.forEach(add);
  for (const duplicate of found) partings(duplicate).forEach(add);
  conventionalBorders(units).forEach(add);
  return [...borders.values()];
}

/** Where the anchors of a duplicate's holders part: for each holder the first step of its own. */
function partings({ title, holders }: Duplicate): readonly Border[] {
  const anchors = bestAnchors(holders.map(({ unit }) => unit));
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
 * The anchors to part by: the defining files when they lie in different directories, else the
 * directories they deploy when those differ, else the files themselves.
 */
function bestAnchors(units: readonly Unit[]): readonly string[] | null {
  const defining = units.map((unit) => unit.anchors[0] ?? '');
  if (allDiffer(defining.map(directoryOf))) return defining;
  const deployed = units.map((unit) => (unit.anchors.length === 2 ? (unit.anchors[1] ?? '') : ''));
  if (deployed.every((anchor) => anchor !== '') && allDiffer(deployed)) return deployed;
  return allDiffer(defining) ? defining : null;
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
function conventionalBorders(units: readonly Unit[]): readonly Border[] {
  const children = new Map<string, Set<string>>();
  const borders: Border[] = [];
  for (const anchor of new Set(units.flatMap((unit) => unit.anchors))) {
    const directories = [...(isYamlName(anchor) ? [] : [anchor]), ...ancestorsOf(anchor)].toReversed();
    for (const [i, directory] of directories.entries()) {
      const name = directory.slice(directory.lastIndexOf('/') + 1);
      const child = directories[i + 1];
      if (conventions.test(name) && child !== undefined)
        children.set(directory, (children.get(directory) ?? new Set()).add(child));
      if (samples.test(name)) {
        borders.push({
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
      borders.push({ path, evidence: `${parent} has a directory for each cluster`, sample: false });
  }
  return borders;
}
