/** Why something could not be read, or is not known in full: for programs; the sentence beside it is for people. */
export type Cause =
  /** Bytes that are no text of ours. */
  | 'too-large'
  | 'binary'
  | 'not-utf8'
  | 'line-endings'
  | 'git-lfs'
  | 'symlink'
  | 'submodule'
  /** A folder whose files could not be listed. */
  | 'not-listed'
  /** A name that is not UTF-8. */
  | 'file-name'
  /** Whoever holds the file did not give it out. */
  | 'unavailable'
  /** A bound on untrusted input was reached. */
  | 'limit'
  /** Text that becomes YAML only once something has been filled in. */
  | 'template'
  | 'syntax'
  /** It has to be fetched from a URL or another repository. */
  | 'remote'
  /** A path or object that is named and not in the tree. */
  | 'missing'
  /** A build stops with an error. */
  | 'does-not-build'
  /** Something that is not followed or not run here. */
  | 'unsupported'
  /** A value of a Secret, a variable, an expression, a generator. */
  | 'unknown-value'
  /** A version of a chart that is not one exact version known here. */
  | 'unknown-version'
  /** What nothing in the tree states is taken to be so. */
  | 'assumed'
  /** Several things could be meant. */
  | 'ambiguous'
  /** Nothing that deploys refers to it. */
  | 'not-deployed'
  /** Its place says that it is documentation, test data, an archive or the like. */
  | 'set-aside'
  /** It is deployed from another branch, tag or commit. */
  | 'other-revision'
  /** A Gateway that its controller does not take up. */
  | 'passed-over'
  /** The conditions of a Gateway cannot be predicted. */
  | 'status-unknown';

/** What is not known, and why. */
export interface Doubt {
  readonly cause: Cause;
  /** A sentence, or half of one, that a person can act on. */
  readonly reason: string;
  /** The files of the tree that it speaks of; absent means none. */
  readonly paths?: readonly string[];
}

export function doubtOf(cause: Cause, reason: string, ...paths: readonly string[]): Doubt {
  return paths.length === 0 ? { cause, reason } : { cause, reason, paths };
}

/** Several doubts in one sentence, each once, or the one there is; its cause is the first one's. */
export function joinDoubts(...doubts: readonly (Doubt | null)[]): Doubt | null {
  const given = doubts.filter((doubt) => doubt !== null);
  const [first] = given;
  if (first === undefined) return null;
  const reason = [...new Set(given.map((each) => each.reason))].join('; ');
  return doubtOf(first.cause, reason, ...new Set(given.flatMap(({ paths = [] }) => paths)));
}
