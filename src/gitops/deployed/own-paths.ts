/**
 * Which sources certainly are the repository under review. A tree does not know its own address: what tells is
 * that paths which are named with a source exist here, and not only by chance.
 */
export interface OwnPaths<Key> {
  isCertain(source: Key): boolean;
}

/** A path of a source, from the root of its repository. */
export interface NamedPath<Key> {
  readonly source: Key;
  readonly path: string;
}

/**
 * Certain is the one source of which the most paths exist, at least as many as do not: several of them, or one that
 * is no common name.
 * @param exists whether a directory is in the tree, or was there before the change
 */
export function certainlyOwn<Key>(named: Iterable<NamedPath<Key>>, exists: (path: string) => boolean): OwnPaths<Key> {
  const found = new Map<Key, { there: Set<string>; gone: Set<string> }>();
  for (const { source, path } of named) {
    if (path === '') continue;
    const paths = found.get(source) ?? { there: new Set(), gone: new Set() };
    (exists(path) ? paths.there : paths.gone).add(path);
    found.set(source, paths);
  }
  const most = Math.max(0, ...[...found.values()].map(({ there }) => there.size));
  const best = [...found].filter(([, { there }]) => there.size === most && most > 0);
  const [[own, paths] = [undefined, undefined]] = best;
  const isTelling =
    best.length === 1 &&
    paths !== undefined &&
    paths.there.size >= paths.gone.size &&
    (paths.there.size > 1 || [...paths.there].some((path) => path.includes('/')));
  return { isCertain: (source) => isTelling && source === own };
}

/** Whether a revision is the branch that changes go to, as far as its name tells. */
export function isMainline(revision: string | undefined): boolean {
  return revision === undefined || /^(refs\/heads\/)?(HEAD|main|master)?$/.test(revision);
}
