import type { LineIndex } from './line-index.ts';
import type { Location } from './location.ts';
import type { Node } from './node.ts';
import type { Unread } from './unread.ts';

/** One document of a YAML file. */
export interface Document {
  readonly path: string;
  /** From 0, in the order of the file. */
  readonly index: number;
  /** Whether it stands behind another without `---`, as in a stream of JSON: kubectl reads it, kustomize does not. */
  readonly streamed?: boolean;
  readonly root: Node;
}

/** The text does not follow YAML's grammar, or says one key twice. */
export interface SyntaxProblem {
  /**
   * `duplicate-key` and `duplicate-merge` (`<<` twice in one map) do not make the document unreadable: the last one wins,
   * as in go-yaml 2.
   */
  readonly kind: 'syntax' | 'duplicate-key' | 'duplicate-merge';
  readonly message: string;
  readonly at: Location;
}

/** What could be read of one file. A half-broken file still gives its sound documents. */
export interface SourceFile {
  readonly path: string;
  /** As in the file, CRLF and BOM included; every offset counts in this text. */
  readonly text: string;
  /** Where the lines of the text begin. */
  readonly lines: LineIndex;
  readonly documents: readonly Document[];
  readonly problems: readonly SyntaxProblem[];
  readonly unread: Unread | null;
  /** Every comment of the file, for suppressions. */
  readonly comments: readonly Comment[];
}

export interface Comment {
  /** From its `#` to the end of its line, without the line break. */
  readonly text: string;
  readonly at: Location;
  /** Whether the comment stands alone on its line (it then speaks of the line below). */
  readonly ownLine: boolean;
}
