import type { Threshold } from '../config/config.ts';
import type { Severity } from '../finding.ts';
import type { Format } from '../report/format.ts';

/** A file that a report is written to. */
export interface OutputFile {
  readonly format: Format;
  readonly file: string;
}

/** What every command accepts, as commander hands it over after checking the choices. */
export interface Options {
  readonly format: Format;
  readonly color: 'auto' | 'always' | 'never';
  readonly output?: string;
  /** Further reports, each in a format of its own. */
  readonly also?: readonly OutputFile[];
  readonly config?: string;
  readonly failOn?: Threshold;
  /** JSON of `portcullis map` with the Gateways of other repositories. */
  readonly inventory?: string;
}

/** What `check` and `review` accept. */
export interface FindingOptions extends Options {
  /** Ids of the rules that are asked for. */
  readonly rule?: readonly string[];
  /** The least severity that is asked for. */
  readonly severity?: Severity;
  /** A file of findings that are put up with; `check` alone has it. */
  readonly baseline?: string;
  readonly quiet?: boolean;
  readonly all?: boolean;
  /** Whether to write proven suggestions into the files. */
  readonly fix?: boolean;
  /** Whether only to show what `fix` would write. */
  readonly dryRun?: boolean;
}

export interface ReviewOptions extends FindingOptions {
  readonly base?: string;
  readonly head?: string;
  /** Whether to compare with the base as it is instead of the merge base. */
  readonly exact?: boolean;
  /** Whether to judge the merge of head into the base. */
  readonly merge?: boolean;
  /** `OWNER/REPO#N`; instead of a local repository. */
  readonly pr?: string;
}

export interface UpgradeOptions extends Options {
  readonly chartVersion?: string;
  readonly kic?: string;
  readonly kong?: string;
  readonly operator?: string;
  /** `VERSION` or `VERSION/CHANNEL`. */
  readonly gatewayApi?: string;
  readonly cluster?: string;
}

export interface ValuesOptions extends Options {
  readonly chart?: string;
  readonly chartVersion?: string;
  readonly release: string;
  readonly namespace: string;
}
