import { decodeFile, type Decoded } from './decode.ts';
import { RecentlyUsed } from './recently-used.ts';

/** Texts by blob id, shared by base and head of a change and by all changes of a long-running app. */
export interface TextCache {
  /** Whether the blob's text is at hand, so that its bytes need not be fetched. */
  has(oid: string): boolean;
  /** The text of a blob; `bytes` is asked only when it is not at hand. */
  decode(oid: string, bytes: () => Uint8Array): Decoded;
}

/** Roughly the bytes that an entry takes by itself. */
export const entryWeight = 200;

/** @param capacity bytes to hold at most, roughly; what was used longest ago goes first. */
export function createTextCache(capacity = 64 * 1024 * 1024): TextCache {
  const texts = new RecentlyUsed<Decoded>(
    capacity,
    (decoded) => entryWeight + (('text' in decoded ? decoded.text : decoded.glimpse)?.length ?? 0),
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
  };
}
