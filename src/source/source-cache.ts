import type { SourceFile } from './document.ts';
import { parseYaml } from './parse.ts';
import { RecentlyUsed } from './recently-used.ts';
import { SharedStrings } from './shared-strings.ts';
import { createTextCache, entryWeight, type TextCache } from './text-cache.ts';

/** Parsed files beside the texts, by blob id and path. */
export interface SourceCache extends TextCache {
  /** The parsed file. */
  parse(path: string, oid: string, text: string): SourceFile;
}

/** Roughly the bytes that a parsed file takes for each byte of its text. */
const parsedWeight = 12;

/** @param capacity bytes to hold at most, roughly; what was used longest ago goes first. */
export function createSourceCache(capacity = 256 * 1024 * 1024): SourceCache {
  const parsed = new RecentlyUsed<SourceFile>(
    (capacity * 3) / 4,
    ({ text }) => entryWeight + text.length * parsedWeight,
  );
  const strings = new SharedStrings();
  return {
    ...createTextCache(capacity / 4),
    parse(path, oid, text) {
      // An id may be a text, of which no second copy is made: most texts stand at one path.
      const first = parsed.get(oid);
      const key = first === undefined || first.path === path ? oid : `${path}\0${oid}`;
      const known = key === oid ? first : parsed.get(key);
      if (known?.path === path && known.text === text) return known;
      const file = parseYaml(path, text, strings);
      parsed.set(key, file);
      return file;
    },
  };
}
