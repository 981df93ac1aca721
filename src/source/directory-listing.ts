import { baseName } from './paths.ts';

/** The paths of a tree as a file manager shows them. */
export interface DirectoryListing {
  /** Files and directories directly in a directory; none where there is no such directory. */
  readonly namesIn: (directory: string) => ReadonlySet<string>;
  /** How many files have a name. */
  readonly filesNamed: (name: string) => number;
}

/** Lists the paths of a tree once, for many questions. */
export function listDirectories(paths: readonly string[]): DirectoryListing {
  const names = new Map<string, Set<string>>([['', new Set()]]);
  const counts = new Map<string, number>();
  for (const path of paths) {
    counts.set(baseName(path), (counts.get(baseName(path)) ?? 0) + 1);
    let rest = path;
    for (;;) {
      const slash = rest.lastIndexOf('/');
      const directory = slash < 0 ? '' : rest.slice(0, slash);
      const known = names.get(directory);
      if (known === undefined) names.set(directory, new Set([rest.slice(slash + 1)]));
      else known.add(rest.slice(slash + 1));
      // What is known already is known to those above.
      if (known !== undefined || directory === '') break;
      rest = directory;
    }
  }
  return {
    namesIn: (directory) => names.get(directory) ?? none,
    filesNamed: (name) => counts.get(name) ?? 0,
  };
}

const none: ReadonlySet<string> = new Set();
