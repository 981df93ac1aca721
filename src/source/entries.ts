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

/** Gathers entries, in their order. */
export class NewEntries {
  private readonly list: Entry[] = [];
  private many: Map<string, Entry> | null = null;

  get size(): number {
    return this.many?.size ?? this.list.length;
  }

  /** Takes an entry; false where there is one of its key. */
  add(entry: Entry): boolean {
    const { list, many } = this;
    if (many !== null) return !many.has(entry.key) && many.set(entry.key, entry).size > 0;
    if (list.some(({ key }) => key === entry.key)) return false;
    list.push(entry);
    if (list.length > few) this.many = new Map(list.map((each) => [each.key, each]));
    return true;
  }

  done(): ReadonlyMap<string, Entry> {
    return this.many ?? entriesOf(this.list);
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
