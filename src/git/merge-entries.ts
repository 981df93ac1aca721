import type { TreeEntry } from '../source/tree.ts';

/** Two commits and the commit where they parted, by the entries of their trees. */
export interface Parted {
  readonly base: readonly TreeEntry[];
  readonly ours: readonly TreeEntry[];
  readonly theirs: readonly TreeEntry[];
}

/** A merge put together from whole files. */
export interface MergedEntries {
  /** What the merge holds, without order. */
  readonly entries: readonly TreeEntry[];
  /** The paths among them whose files are those of `theirs`. */
  readonly fromTheirs: ReadonlySet<string>;
}

/**
 * The merge of two commits where git would find nothing to decide: every path was changed on one side only,
 * or in the same way on both. Null where lines of one file would have to be merged, where both sides moved
 * or removed a file, and where one side added to a directory that the other moved as a whole: there git
 * looks for renames, and only git knows what comes of it.
 */
export function mergeEntries({ base, ours, theirs }: Parted): MergedEntries | null {
  const before = byPath(base);
  const left = sideOf(before, ours);
  const right = sideOf(before, theirs);
  for (const path of right.changed) {
    if (!left.changed.has(path)) continue;
    const [one, other] = [left.files.get(path), right.files.get(path)];
    if (one === undefined || other === undefined || !isSame(one, other)) return null;
  }
  const directories = directoriesOf(before.keys());
  if (isInTheWay(left, right, directories) || isInTheWay(right, left, directories)) return null;
  const merged = new Map(left.files);
  for (const path of right.changed) {
    const entry = right.files.get(path);
    if (entry === undefined) merged.delete(path);
    else merged.set(path, entry);
  }
  const fromTheirs = [...right.changed].filter((path) => right.files.has(path));
  return { entries: [...merged.values()], fromTheirs: new Set(fromTheirs) };
}

interface Side {
  readonly files: ReadonlyMap<string, TreeEntry>;
  readonly directories: ReadonlySet<string>;
  /** Paths that differ from base, removed ones among them. */
  readonly changed: ReadonlySet<string>;
  readonly added: readonly string[];
}

function sideOf(before: ReadonlyMap<string, TreeEntry>, entries: readonly TreeEntry[]): Side {
  const files = byPath(entries);
  const changed = new Set([...files.values()].filter((entry) => !isSame(before.get(entry.path), entry)).map(pathOf));
  for (const path of before.keys()) if (!files.has(path)) changed.add(path);
  const added = [...changed].filter((path) => !before.has(path));
  return { files, directories: directoriesOf(files.keys()), changed, added };
}

/** Whether one side added a path where the other has a directory for a file, a file for a directory, or none any more. */
function isInTheWay({ added }: Side, other: Side, before: ReadonlySet<string>): boolean {
  return added.some(
    (path) =>
      other.directories.has(path) ||
      ancestorsOf(path).some(
        (directory) => other.files.has(directory) || (before.has(directory) && !other.directories.has(directory)),
      ),
  );
}

const pathOf = ({ path }: TreeEntry): string => path;

const byPath = (entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> =>
  new Map(entries.map((entry) => [entry.path, entry]));

/** An entry without an id is like no other. */
function isSame(one: TreeEntry | undefined, other: TreeEntry): boolean {
  return one?.oid === other.oid && one?.oid !== null && one?.kind === other.kind;
}

function directoriesOf(paths: Iterable<string>): ReadonlySet<string> {
  const directories = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const directory = path.slice(0, end);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return directories;
}

function ancestorsOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) found.push(path.slice(0, end));
  return found;
}
