import { ancestorsOf, directoryOf, joinPath, resolvePath } from './paths.ts';
import type { Sources } from './sources.ts';

/** Links that lead to links: the system gives up sooner. */
const mostLinks = 20;

/** The path of the tree that a symbolic link leads to in the end; null where that is out of the tree, or nowhere. */
export function linkedPath(sources: Sources, link: string): string | null {
  let path: string = link;
  for (let count = 0; count < mostLinks; count += 1) {
    const step = [path, ...ancestorsOf(path)].find((each) => sources.link(each) !== undefined);
    if (step === undefined) return path;
    const target = sources.link(step) ?? '';
    const resolved = target.startsWith('/') ? null : resolvePath(directoryOf(step), target);
    if (resolved === null) return null;
    path = path === step ? resolved : joinPath(resolved, path.slice(step.length + 1));
  }
  return null;
}
