import { directoryOf, resolvePath } from '../../source/paths.ts';
import { pathFrom } from './run-state.ts';
import { ownDirectory, rootDirectory } from './shell-text.ts';

/** A file with commands, and the directories from which it may be started. */
export interface ScriptPlace {
  readonly path: string;
  readonly startedIn: readonly string[];
}

/** Where scripts are started: beside themselves, above (they lie in `scripts/`), or at the root. */
export function anywhere(path: string): ScriptPlace {
  return { path, startedIn: [...new Set([directoryOf(path), directoryOf(directoryOf(path)), ''])] };
}

/** The paths of the tree that a path of a script may mean; none where it leads out of the repository. */
export function pathsMeant(
  text: string,
  directory: string | null,
  { path, startedIn }: ScriptPlace,
): readonly string[] {
  const full = pathFrom(directory, text);
  if (full === null) return [];
  const origin = full[0];
  const bases = origin === ownDirectory ? [directoryOf(path)] : origin === rootDirectory ? [''] : startedIn;
  const relative = full.slice(1).replace(/^\/+/, '');
  return [...new Set(bases.map((base) => resolvePath(base, relative)))].filter((found) => found !== null);
}
