import { baseName } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import type { FileFacts } from './file-facts.ts';

/** Files by which charts may make routes. */
export function routeValuesOf(files: ReadonlyMap<string, FileFacts>): readonly string[] {
  return [...files].flatMap(([path, { routeValues }]) => (routeValues ? [path] : []));
}

/** Files that only one tool reads, as far as they hold values of routes or may name a file that does. */
export function readersOf(
  values: ReadonlySet<string>,
  sources: Sources,
  files: ReadonlyMap<string, FileFacts>,
): readonly string[] {
  const names = ['parentRefs', ...new Set([...values].map(baseName))];
  const mayRead = (path: string): boolean =>
    sources.contains(path, 'helm', 'releases') && sources.contains(path, ...names);
  return [...files].flatMap(([path, { role }]) => (typeof role === 'object' && mayRead(path) ? [path] : []));
}
