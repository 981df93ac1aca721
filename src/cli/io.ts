import type { Reviewer } from '../session/reviewer.ts';

/** What the command line needs of the process that runs it; a test passes its own. */
export interface Io {
  /** Machine output. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  readonly cwd: string;
  /** The width of the terminal that stdout is; undefined when it is none. */
  readonly columns: number | undefined;
  /** Whether stdout shows colours. */
  readonly colour: boolean;
  /** Whether a person watches stderr. */
  readonly errIsTerminal: boolean;
  /** For suppressions that expire. */
  readonly today: string;
  /** Where reviews are made. */
  readonly reviewer: Reviewer;
  /** How long one may take. */
  readonly milliseconds: number;
  /** The environment, for the token and the address of GitHub. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
