import { ancestorsOf, baseName } from '../../source/paths.ts';
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
  return {
    setAside: (path) => {
      const from = deployedFrom(path);
      return setAside(path, { charts }, from) ?? (from === '' ? notForUse(path, around) : null);
    },
    notForUse: (path) => notForUse(path, around),
  };
}

/** Directories of samples in which something installs Kong. */
function samplesWithKong(sources: Sources): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of sources.paths) {
    const within = [...ancestorsOf(path)].filter((directory) => isSampleFolder(baseName(directory)));
    if (within.length > 0 && sources.contains(path, ...installMarks))
      for (const directory of within) found.add(sampleOf(path, directory));
  }
  return found;
}
