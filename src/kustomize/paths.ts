import { resolvePath } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';
import type { Unread } from '../source/unread.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';

/** The names of a kustomization file, in the order kustomize tries them. */
export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A relative path seen from a directory of the tree; null when it leaves the tree or is absolute. */
export function resolveRelative(directory: string, relative: string): string | null {
  if (relative.startsWith('/') || relative.includes('\0') || relative.length > maxLength) return null;
  return resolvePath(directory, relative);
}

const maxLength = 4096;

/** Whether kustomize would fetch this from another place: a URL, or a git host with a path. */
export function isRemote(path: string): boolean {
  // Almost no path has any of these, and every one of the patterns below needs one.
  if (!/[:@?]|git|bitbucket/i.test(path)) return false;
  return (
    /^(?:git::)?[a-z][a-z0-9+.-]*:\/\//i.test(path) ||
    /^git::|^gh:/i.test(path) ||
    /^[\w.-]+@[\w.-]+:/.test(path) ||
    /^(?:[\w-]+\.)*(?:github|gitlab|bitbucket)\.(?:com|org)[/:]/i.test(path) ||
    /\.git(?:\/|\?|$)/.test(path) ||
    path.includes('/_git/') ||
    /[?&](?:ref|version|timeout|submodules)=/.test(path)
  );
}

/** Whether any path of the tree lies below `directory`; the paths are sorted. */
export function isDirectory(sources: Sources, directory: string): boolean {
  if (directory === '') return true;
  const { paths } = sources;
  const prefix = `${directory}/`;
  let [low, high] = [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return paths[low]?.startsWith(prefix) === true;
}

/** The symlink or submodule that a path leads through, with what it is. */
export function linkOnTheWay(sources: Sources, path: string): Unread | undefined {
  for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
    const prefix = end < 0 ? path : path.slice(0, end);
    const unread = sources.unread(prefix);
    if (unread !== undefined) return unread;
    if (end < 0) return undefined;
  }
}

/** Resolves a path that must stay inside the tree. */
export function resolveInside(directory: string, relative: string): string {
  const path = resolveRelative(directory, relative);
  if (path !== null) return path;
  const short = relative.slice(0, 100);
  throw new Unbuildable(
    relative.startsWith('/') ? naming`${short} is absolute` : naming`${short} leaves the repository`,
    { kind: 'restricted' },
  );
}
