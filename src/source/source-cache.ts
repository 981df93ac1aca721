import { decodeFile } from './decode.ts';
import type { Decoded } from './decode.ts';
import type { SourceFile } from './document.ts';
import { parseYaml } from './parse.ts';
import { RecentlyUsed } from './recently-used.ts';

/**
 * Texts by blob id and parsed files by blob id and path, shared by base and head of a change and
 * by all changes of a long-running app.
 */
export interface SourceCache {
  /** Whether the blob's text is at hand, so that its bytes need not be fetched. */
  has(oid: string): boolean;
  /** The text of a blob; `bytes` is asked only when it is not at hand. */
  decode(oid: string, bytes: () => Uint8Array): Decoded;
  /** The parsed file. */
  parse(path: string, oid: string, text: string): SourceFile;
}

/** Roughly the bytes that a parsed file takes for each byte of its text. */
const parsedWeight = 12;

/** Roughly the bytes that an entry takes by itself. */
const entryWeight = 200;

/** @param capacity bytes to hold at most, roughly; what was used longest ago goes first. */
export function createSourceCache(capacity = 256 * 1024 * 1024): SourceCache {
  const texts = new RecentlyUsed<Decoded>(
    capacity / 4,
    (decoded) => entryWeight + ('text' in decoded ? decoded.text.length : 0),
  );
  const parsed = new RecentlyUsed<SourceFile>(
    (capacity * 3) / 4,
    ({ text }) => entryWeight + text.length * parsedWeight,
  );
  return {
    has: (oid) => texts.get(oid) !== undefined,
    decode(oid, bytes) {
      const known = texts.get(oid);
      if (known !== undefined) return known;
      const decoded = decodeFile(bytes());
      texts.set(oid, decoded);
      return decoded;
    },
    parse(path, oid, text) {
      const key = `${path}\0${oid}`;
      const known = parsed.get(key);
      if (known !== undefined) return known;
      const file = parseYaml(path, text);
      parsed.set(key, file);
      return file;
    },
  };
}
