import type { Entry } from './node.ts';

/** So many a list finds as fast as a Map does. */
const few = 8;

/** Entries with different keys, as a map has them. */
export function entriesOf(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  if (entries.length > few) return new Map(entries.map((entry) => [entry.key, entry]));
  // What was pushed to has room for more.
  return new FewEntries(entries.slice());
}

/** Entries with another in the place of the one that has its key, or behind the last one. */
export function withEntry(entries: ReadonlyMap<string, Entry>, entry: Entry): ReadonlyMap<string, Entry> {
  if (!(entries instanceof FewEntries)) return new Map(entries).set(entry.key, entry);
  const { list } = entries;
  for (let index = 0; index < list.length; index++)
    if (list[index]?.key === entry.key) return new FewEntries(list.with(index, entry));
  // A copy that has no room for more, as one by a spread would.
  const more = list.concat(entry);
  return more.length > few ? entriesOf(more) : new FewEntries(more);
}

/** Entries without the one of a key. */
export function withoutKey(entries: ReadonlyMap<string, Entry>, key: string): ReadonlyMap<string, Entry> {
  return entriesOf(listOf(entries).filter((entry) => entry.key !== key));
}

/** Entries with the same keys and something else of each. */
export function mapped(
  entries: ReadonlyMap<string, Entry>,
  change: (entry: Entry) => Entry,
): ReadonlyMap<string, Entry> {
  return entriesOf(listOf(entries).map(change));
}

/** Entries as a list, in their order. */
export function listOf(entries: ReadonlyMap<string, Entry>): readonly Entry[] {
  return entries instanceof FewEntries ? entries.list : [...entries.values()];
}

/**
 * Gathers the entries of maps within maps, in their order, in one list for all that are open: one for each would be made
 * with room for many.
 */
export class OpenMaps {
  private readonly list: Entry[] = [];
  private end = 0;
  /** Maps that a list is too slow for, by where they begin. */
  private readonly large = new Map<number, Map<string, Entry>>();

  /** Opens a map within all that are open; returns what the other methods know it by. */
  open(): number {
    return this.end;
  }

  sizeOf(map: number): number {
    return this.large.get(map)?.size ?? this.end - map;
  }

  /** Takes an entry of the map that was opened last; false where there is one of its key. */
  add(map: number, entry: Entry): boolean {
    const { list, end } = this;
    if (end - map === few) return this.addTo(this.large.get(map) ?? this.enlarged(map), entry);
    for (let index = map; index < end; index++) if (list[index]?.key === entry.key) return false;
    list[end] = entry;
    this.end++;
    return true;
  }

  /** The entries of the map that was opened last. */
  close(map: number): ReadonlyMap<string, Entry> {
    const large = this.large.get(map);
    this.large.delete(map);
    const own = large ?? new FewEntries(this.list.slice(map, this.end));
    this.end = map;
    return own;
  }

  private enlarged(map: number): Map<string, Entry> {
    const entries = new Map(this.list.slice(map, this.end).map((entry) => [entry.key, entry]));
    this.large.set(map, entries);
    return entries;
  }

  private addTo(entries: Map<string, Entry>, entry: Entry): boolean {
    return !entries.has(entry.key) && entries.set(entry.key, entry).size > 0;
  }
}

/** Most maps of manifests have two or three entries: a Map of so few takes twice the memory of a list, and more. */
class FewEntries implements ReadonlyMap<string, Entry> {
  readonly list: readonly Entry[];

  constructor(list: readonly Entry[]) {
    this.list = list;
  }

  get size(): number {
    return this.list.length;
  }

  get(key: string): Entry | undefined {
    for (const entry of this.list) if (entry.key === key) return entry;
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  forEach(visit: (entry: Entry, key: string, entries: ReadonlyMap<string, Entry>) => void): void {
    for (const entry of this.list) visit(entry, entry.key, this);
  }

  keys(): MapIterator<string> {
    return this.list.map(({ key }) => key).values();
  }

  values(): MapIterator<Entry> {
    return this.list.values();
  }

  entries(): MapIterator<[string, Entry]> {
    return this.list.map((entry): [string, Entry] => [entry.key, entry]).values();
  }

  [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.entries();
  }
}
