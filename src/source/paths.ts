/** The directory of a path, without a slash at its end; the root of the tree is the empty string. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The path of a name in a directory; the root of the tree is the empty string. */
export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The last segment without its extension: `edge-values` of `clusters/prod/edge-values.yaml`. */
export function stem(path: string): string {
  return baseName(path).replace(/\.[^.]+$/, '');
}

/**
 * A relative path seen from a directory, with `.` and `..` resolved; a leading slash means the root
 * of the tree, as controllers read it. Null when it leaves the tree.
 */
export function resolvePath(directory: string, relative: string): string | null {
  // Nearly every path has nothing to resolve.
  if (!unresolved.test(relative)) return joinPath(directory, relative);
  const segments: string[] = relative.startsWith('/') || directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/');
}

/** A slash at the beginning or the end, two in a row, or a segment of dots; nothing at all. */
const unresolved = /^$|^\/|\/$|\/\/|(?:^|\/)\.\.?(?:\/|$)/;

/** Whether a path is the directory itself or lies below it; everything lies below the root. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** Every directory above a path, nearest first, ending with the root `''`. */
export function ancestorsOf(path: string): readonly string[] {
  const directories: string[] = [];
  for (let directory = path; directory !== '';) {
    directory = directoryOf(directory);
    directories.push(directory);
  }
  return directories;
}

/** Adds every directory above a path to a set that holds, with a directory, all that are above it. */
export function addAncestors(path: string, directories: Set<string>): void {
  for (let directory = path; directory !== '';) {
    directory = directoryOf(directory);
    if (directories.has(directory)) return;
    directories.add(directory);
  }
}

/** Whether the name is one that YAML, or its subset JSON, is kept under. */
export function isYamlName(path: string): boolean {
  return path.endsWith('.yaml') || path.endsWith('.yml') || path.endsWith('.json');
}
