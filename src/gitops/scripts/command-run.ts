import type { StandardInput } from './input.ts';
import type { ShellWord } from './words.ts';

/** A command that a script runs, as far as following the script tells. */
export interface Run {
  /** Without wrappers: the first word is the program. */
  readonly words: readonly ShellWord[];
  readonly program: string;
  readonly conditional: boolean;
  /** The working directory, see `pathFrom`. */
  readonly directory: string | null;
  readonly input: StandardInput | null;
  /** What the script made of a file before; undefined where it left it alone. */
  readonly written: (path: string) => StandardInput | undefined;
}

/** How a script begins. */
export interface Start {
  /** Variables with one value from the beginning, as a workflow sets them. */
  readonly variables?: ReadonlyMap<string, string>;
  readonly directory?: string | null;
  readonly conditional?: boolean;
  /** Whether `$0` is the file; absent means yes. */
  readonly ownFile?: boolean;
}
