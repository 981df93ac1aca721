import { decodeFile } from './decode.ts';
import type { Decoded } from './decode.ts';
import type { SourceFile } from './document.ts';
import { parseYaml } from './parse.ts';

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

/** @param capacity bytes to hold at most, roughly; what was used longest ago goes first. */
export function createSourceCache(capacity = 256 * 1024 * 1024): SourceCache {
  const texts = new Recent<Decoded>(capacity / 4);
  const parsed = new Recent<SourceFile>((capacity * 3) / 4);
  return {
    has: (oid) => texts.get(oid) !== undefined,
    decode(oid, bytes) {
      const known = texts.get(oid);
      if (known !== undefined) return known;
      const decoded = decodeFile(bytes());
      texts.set(oid, decoded, 'text' in decoded ? decoded.text.length : 0);
      return decoded;
    },
    parse(path, oid, text) {
      const key = `${path}\0${oid}`;
      const known = parsed.get(key);
      if (known !== undefined) return known;
      const file = parseYaml(path, text);
      parsed.set(key, file, text.length * parsedWeight);
      return file;
    },
  };
}

/** A map that forgets what was used longest ago once its values weigh too much. */
class Recent<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly weight: number }>();
  private readonly capacity: number;
  private weight = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, size: number): void {
    const weight = size + entryOverhead;
    this.entries.set(key, { value, weight });
    this.weight += weight;
    for (const [oldest, entry] of this.entries) {
      if (this.weight <= this.capacity) break;
      this.entries.delete(oldest);
      this.weight -= entry.weight;
    }
  }
}

const entryOverhead = 200;
