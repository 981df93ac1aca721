import { type Node, get } from '../../source/node.ts';
import { withText } from '../../source/memory-sources.ts';
import { type Content, joinContents, nothing } from '../deployed/content.ts';
import { manifestsBelow, unreadIn } from '../deployed/directory.ts';
import { type Builder, kustomizationContent, withFields } from '../deployed/kustomization.ts';
import { ancestorsOf, joinPath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

const laidOver = ['namePrefix', 'nameSuffix', 'patches', 'components', 'images'];

/**
 * What Flux builds of a path. Where no kustomization stands, it writes one that takes in every
 * manifest below, and every directory that has a kustomization of its own as a whole.
 */
export function fluxBuild(index: TreeIndex, directory: string, spec: Node | undefined, builder: Builder): Content {
  const fields = new Map(
    laidOver.flatMap((field) => {
      const value = get(spec, field);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  const namespace = get(spec, 'targetNamespace');
  if (namespace !== undefined) fields.set('namespace', namespace);
  const options: Builder = { ...builder, restrictions: 'none', rewritten: true, edit: withFields(fields) };
  if (index.hasKustomization(directory)) {
    // What reaches nothing that matters is not built.
    const matters = index.kustomizations.has(directory) || fields.has('components');
    return matters ? kustomizationContent(index, directory, options) : nothing;
  }
  const unread = unreadIn(index, directory, (path) => !isNested(path, directory, index));
  const path = joinPath(directory, 'kustomization.yaml');
  const text = generated(index, directory);
  if (text === null) return unread;
  const sources = withText(index.sources, path, text);
  const content = kustomizationContent({ ...index, sources }, directory, options);
  // Nobody sees the file that Flux generates.
  return joinContents([{ ...content, faults: content.faults.filter(({ at }) => at.path !== path) }, unread]);
}

/** The kustomization that Flux generates, with only what may matter to a review in it; null when that is nothing. */
function generated(index: TreeIndex, directory: string): string | null {
  const relative = (path: string): string => (directory === '' ? path : path.slice(directory.length + 1));
  const built = [...index.kustomizations.keys()].filter(
    (path) => path !== directory && isBelow(path, directory) && !isNested(path, directory, index),
  );
  const files = manifestsBelow(index, directory, true).filter(
    (path) => !path.endsWith('.json') && !isNested(path, directory, index),
  );
  const resources = [...built, ...files.filter((path) => index.objects(path).length > 0)].map(relative);
  if (resources.length === 0) return null;
  return `kind: Kustomization\nresources: ${JSON.stringify(resources.toSorted())}\n`;
}

function isBelow(path: string, directory: string): boolean {
  return directory === '' ? path !== '' : path.startsWith(`${directory}/`);
}

/** Whether a kustomization between the directory and the path already takes the path in, or leaves it out. */
function isNested(path: string, directory: string, index: TreeIndex): boolean {
  for (const above of ancestorsOf(path)) {
    if (above === directory) return false;
    if (index.hasKustomization(above)) return true;
  }
  return false;
}
