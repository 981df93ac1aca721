/** What the command line needs of the process that runs it; a test passes its own. */
export interface Io {
  /** Machine output. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  readonly cwd: string;
  /** Whether stdout shows colours. */
  readonly colour: boolean;
  /** Whether a person watches stderr. */
  readonly errIsTerminal: boolean;
  /** For suppressions that expire. */
  readonly today: string;
}
