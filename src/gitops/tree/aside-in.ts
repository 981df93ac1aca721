import { ancestorsOf, baseName, directoryOf, isYamlName } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import { isSampleFolder } from '../model/sample-folder.ts';
import { installMarks } from './needles.ts';
import { type Surroundings, notForUse, sampleOf, setAside } from './set-aside.ts';

/** Why nobody deploys a path of one tree; null for everything else. */
export interface Aside {
  /** For all that its folders say. */
  readonly setAside: (path: string) => string | null;
  /** Because it is a test, a template, or a sample that does not bring its Kong. */
  readonly notForUse: (path: string) => string | null;
}

/** What the folders of a tree say of its paths; `deployedFrom` names a folder that is deployed whatever it is called. */
export function asideIn(
  sources: Sources,
  directories: ReadonlySet<string>,
  charts: ReadonlyMap<string, string>,
  { deployedFrom }: { readonly deployedFrom: (path: string) => string },
): Aside {
  const installing = samplesWithKong(sources);
  const around: Surroundings = {
    isDirectory: (path) => directories.has(path),
    installsKong: (path) => installing.has(path),
  };
  const forUse = onceForFolder((path) => notForUse(path, around));
  const byFolder = onceForFolder((path, from) => setAside(path, { charts }, from));
  return {
    setAside: (path) => {
      const from = deployedFrom(path);
      return byFolder(path, from) ?? (from === '' ? forUse(path, '') : null);
    },
    notForUse: (path) => forUse(path, ''),
  };
}

/** What the folders around a YAML file say of it, which is asked again and again of all its neighbours. */
function onceForFolder(
  tell: (path: string, from: string) => string | null,
): (path: string, from: string) => string | null {
  const told = new Map<string, Map<string, string | null>>();
  return (path, from) => {
    // Where the path itself is what is deployed, nothing is said of its neighbours.
    if (from === path || !isYamlName(path)) return tell(path, from);
    const inFolders = told.get(from) ?? new Map<string, string | null>();
    if (inFolders.size === 0) told.set(from, inFolders);
    const folder = directoryOf(path);
    const known = inFolders.get(folder);
    if (known !== undefined) return known;
    const why = tell(path, from);
    inFolders.set(folder, why);
    return why;
  };
}

/** Directories of samples in which something installs Kong. */
function samplesWithKong(sources: Sources): ReadonlySet<string> {
  const found = new Set<string>();
  const samples = new Map<string, readonly string[]>();
  for (const path of sources.paths) {
    const folder = directoryOf(path);
    let within = samples.get(folder);
    if (within === undefined) {
      within = ancestorsOf(path).filter((directory) => isSampleFolder(baseName(directory)));
      samples.set(folder, within);
    }
    if (within.length > 0 && sources.contains(path, ...installMarks))
      for (const directory of within) found.add(sampleOf(path, directory));
  }
  return found;
}
