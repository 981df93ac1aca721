/**
 * What one file of a reviewed repository may ask of the parser. Everything beyond is unread with
 * its reason, and nothing else of the tree suffers. The figures are far above what people write.
 */
export const limits = {
  /** UTF-16 units of one file: bundles of definitions, which nothing predicted hangs on, have up to three million. */
  fileBytes: 4 * 1024 * 1024,
  /** Collections within collections; composing is recursive and thousands of levels end the process. */
  nesting: 100,
  /** Keys of one map, merge keys included. */
  keysPerMap: 10_000,
  documents: 2_000,
  /** Values of one file after aliases are resolved: consumers walk the tree, not the text. */
  nodes: 200_000,
  /**
   * Lexical tokens of one file, which is what parsing takes time for: manifests have one for each
   * three characters or more, dense flow lists have one for each character.
   */
  tokens: 350_000,
  /** Anchors of one document. */
  anchors: 10_000,
  /** Faults after which the rest of a file is not read: it would repeat them. */
  problems: 50,
  /** Times that a file is read again past a fault that kubectl would not stop at, and how much text that may be. */
  rereads: 32,
  rereadBytes: 2 * 1024 * 1024,
  /** Text of one tree that is held in memory; the files after it, by path, are not read. */
  treeBytes: 128 * 1024 * 1024,
  /** Symbolic links of one tree that are followed; the others are not read. */
  links: 2_000,
  /** Text of one tree that is parsed: some twenty seconds of it, far more than any repository's share that matters. */
  parsedBytes: 64 * 1024 * 1024,
} as const;

/** A limit was reached: caught where the file's parse began and turned into `Unread`. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}
