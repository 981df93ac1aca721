import type { Function as ShellFunction } from 'unbash';
import { ownDirectory, ownFile, rootDirectory, startDirectory } from './shell-text.ts';
import type { ShellWord } from './words.ts';

/** What is known at one point of the run of a script. A part that may not run, or runs in a shell of its own, gets a copy. */
export interface RunState {
  readonly variables: Map<string, string>;
  readonly functions: Map<string, ShellFunction>;
  /** The words of the call that is being followed; null for those of the script, which nobody knows. */
  readonly parameters: { words: readonly ShellWord[] | null };
  /** The working directory, as a path from one of the directories that are known by name; null where it is not. */
  readonly directory: { path: string | null };
  /** Whether what runs now may not run at all: in a branch, a loop, behind `||`. */
  readonly conditional: boolean;
  /** Functions that are being followed. */
  readonly calls: readonly string[];
}

/** More functions than people write. */
export const mostFunctions = 500;

/** A state in which a part of the script runs without a trace. */
export function copyOf(state: RunState, conditional = state.conditional): RunState {
  return {
    ...state,
    variables: new Map(state.variables),
    functions: new Map(state.functions),
    parameters: { ...state.parameters },
    directory: { ...state.directory },
    conditional,
  };
}

/** A path as the script means it, from a directory that is known by name; null where it leads out of the repository or nobody knows. */
export function pathFrom(directory: string | null, text: string): string | null {
  if (new RegExp(`^[${ownDirectory}${rootDirectory}${startDirectory}]`).test(text)) return text;
  if (directory === null || /^[/~-]/.test(text) || text.includes(ownFile)) return null;
  return `${directory}/${text}`;
}
