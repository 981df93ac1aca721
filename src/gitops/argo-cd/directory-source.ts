import { type Node, get, stringAt } from '../../source/node.ts';
import { type Content, unverifiedContent, joinContents, nothing } from '../deployed/content.ts';
import { manifestContent, unreadIn } from '../deployed/directory.ts';
import { globMatcher } from '../../config/globs.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Files with this text are left alone, wherever in them it stands. */
const skipped = '+argocd:skip-file-rendering';

/** A directory of plain manifests, with `directory.recurse`, `include` and `exclude`. */
export function directoryContent(
  index: TreeIndex,
  directory: string,
  options: Node | undefined,
  title: string,
): Content {
  const recurse = get(options, 'recurse');
  const include = matcher(stringAt(options, 'include')?.value);
  const exclude = matcher(stringAt(options, 'exclude')?.value);
  const deep = recurse?.kind === 'scalar' && recurse.value === true;
  const relative = (path: string): string => (directory === '' ? path : path.slice(directory.length + 1));
  const files = index.manifestsIn(directory, deep).filter((path) => {
    const inside = relative(path);
    const isTaken = (include === null || include(inside)) && (exclude === null || !exclude(inside));
    return isTaken && !index.sources.contains(path, skipped);
  });
  const jsonnet = index.sources.paths.some(
    (path) => /\.(jsonnet|libsonnet)$/.test(path) && isDirectlyIn(path, directory),
  );
  return joinContents([
    manifestContent(index, files),
    unreadIn(index, directory, (path) => deep || isDirectlyIn(path, directory)),
    jsonnet ? unverifiedContent(title, 'unsupported', `${directory} holds Jsonnet, which is not evaluated`) : nothing,
  ]);
}

function isDirectlyIn(path: string, directory: string): boolean {
  const start = directory === '' ? '' : `${directory}/`;
  return path.startsWith(start) && !path.slice(start.length).includes('/');
}

/** Argo CD's globs have no notion of a slash: `*` matches across directories. */
function matcher(pattern: string | undefined): ((path: string) => boolean) | null {
  return pattern === undefined || pattern === '' ? null : (globMatcher(pattern, 'across') ?? (() => false));
}
