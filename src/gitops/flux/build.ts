import { type Node, get } from '../../source/node.ts';
import { withText } from '../../source/memory-sources.ts';
import { type Content, joinContents, nothing } from '../deployed/content.ts';
import { unreadIn } from '../deployed/directory.ts';
import type { Unverified } from '../model/cluster.ts';
import { type Builder, kustomizationContent, withFields } from '../deployed/kustomization.ts';
import { ancestorsOf, isWithin, joinPath } from '../../source/paths.ts';
import { kustomizationNames } from '../../source/kustomization-files.ts';
import { chartAround, setAside } from '../tree/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { SourceIgnore } from './source-ignore.ts';

/** Where Flux builds, and what of the repository it has there. */
export interface FluxSource {
  readonly directory: string;
  readonly ignore: SourceIgnore;
  /** Whether it certainly is the repository under review. */
  readonly isCertain: boolean;
}

const laidOver = ['namePrefix', 'nameSuffix', 'patches', 'components', 'images'];

/**
 * What Flux builds of a path. Where no kustomization stands, it writes one that takes in every manifest below, whatever
 * its folder is called, and every directory that has a kustomization of its own as a whole.
 */
export function fluxBuild(index: TreeIndex, source: FluxSource, spec: Node | undefined, builder: Builder): Content {
  const { directory, ignore } = source;
  const fields = new Map(
    laidOver.flatMap((field) => {
      const value = get(spec, field);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  const namespace = get(spec, 'targetNamespace');
  if (namespace !== undefined) fields.set('namespace', namespace);
  const options: Builder = { ...builder, restrictions: 'none', rewritten: true, edit: withFields(fields) };
  if (hasKustomization(directory, source, index)) {
    // What reaches nothing that matters is not built.
    const matters = index.kustomizations.has(directory) || fields.has('components');
    return matters ? kept(kustomizationContent(index, directory, options), ignore) : nothing;
  }
  const isTaken = (path: string): boolean => ignore.keeps(path) !== false && !isNested(path, source, index);
  const unread = unreadIn(index, directory, isTaken);
  const path = joinPath(directory, 'kustomization.yaml');
  const text = generated(index, source);
  const unclear = unclearIn(manifests(index, source), ignore);
  if (text === null) return joinContents([unread, unclear]);
  const sources = withText(index.sources, path, text);
  const content = kept(kustomizationContent({ ...index, sources }, directory, options), ignore);
  // Nobody sees the file that Flux generates.
  return joinContents([{ ...content, faults: content.faults.filter(({ at }) => at.path !== path) }, unread, unclear]);
}

/** A build that names what Flux does not have fails: nothing of that is applied. */
function kept(content: Content, ignore: SourceIgnore): Content {
  const left = content.objects.filter(({ path }) => ignore.keeps(path) !== true);
  if (left.length === 0) return content;
  const objects = content.objects.filter(({ path }) => ignore.keeps(path) === true);
  return joinContents([{ ...content, objects }, unclearIn([...new Set(left.map(({ path }) => path))], ignore)]);
}

/** Files of which nobody here knows whether Flux has them. */
function unclearIn(paths: readonly string[], ignore: SourceIgnore): Content {
  const unverified = paths
    .filter((path) => ignore.keeps(path) === null)
    .map((path): Unverified => {
      const reason = 'whether Flux leaves it out hangs on a pattern that is not followed';
      return { about: path, cause: 'unsupported', reason, paths: [path], hidesObjects: true, isUnread: true };
    });
  return { ...nothing, unverified };
}

/** The kustomization that Flux generates, with only what may matter to a review in it; null when that is nothing. */
function generated(index: TreeIndex, source: FluxSource): string | null {
  const { directory, ignore } = source;
  const relative = (path: string): string => (directory === '' ? path : path.slice(directory.length + 1));
  const built = [...index.kustomizations]
    .filter(
      ([path, file]) =>
        path !== directory &&
        isWithin(path, directory) &&
        ignore.keeps(file) !== false &&
        !isNested(path, source, index),
    )
    .map(([path]) => path);
  const files = manifests(index, source).filter((path) => ignore.keeps(path) === true);
  const resources = [...built, ...files].map(relative);
  if (resources.length === 0) return null;
  return `kind: Kustomization\nresources: ${JSON.stringify(resources.toSorted())}\n`;
}

/** Files that Flux names in it where it has them. A chart stands there for others, as templates are no manifests. */
function manifests(index: TreeIndex, source: FluxSource): readonly string[] {
  const { directory, isCertain } = source;
  const isAside = (path: string): boolean =>
    isCertain ? chartAround(path, index, directory) !== null : setAside(path, index, directory) !== null;
  return index
    .manifestsIn(directory, true)
    .filter((path) => !path.endsWith('.json') && !isAside(path) && !isNested(path, source, index))
    .filter((path) => index.objects(path).length > 0);
}

/** Whether a kustomization between the directory and the path already takes the path in, or leaves it out. */
function isNested(path: string, source: FluxSource, index: TreeIndex): boolean {
  for (const above of ancestorsOf(path)) {
    if (above === source.directory) return false;
    if (hasKustomization(above, source, index)) return true;
  }
  return false;
}

function hasKustomization(directory: string, { ignore }: FluxSource, index: TreeIndex): boolean {
  if (!index.hasKustomization(directory)) return false;
  const files = kustomizationNames.map((name) => joinPath(directory, name)).filter((path) => index.sources.has(path));
  return files.length === 0 || files.some((path) => ignore.keeps(path) !== false);
}
