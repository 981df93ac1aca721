import type { DefaultsTree } from '../kubernetes/schema/model/schema.ts';
import { isList, isMap, type Value } from '../kubernetes/schema/model/value.ts';
import { bracePlaceholder } from '../source/brace-placeholder.ts';
import { entriesOf } from '../source/entries.ts';
import { type Entry, type ListNode, type MapNode, type Node, withValue } from '../source/node.ts';
import { isFilledIn } from '../gatewayapi/placeholder.ts';

/** A field that is filled in where it is left out. */
interface Default {
  readonly entry: Entry;
  /** Whether a null stays one. */
  readonly nullable: boolean;
}

/**
 * What the API server fills into the objects of a kind, so that nobody who reads them needs to know a default. What is
 * written keeps its place; what is filled in names the definitions it comes from.
 */
export class Filling {
  private readonly origin: string;
  private readonly defaults: DefaultsTree;
  /** Parts of objects with what is filled in there: one that many objects share is looked at once. */
  private readonly parts = new WeakMap<Node, Node>();
  private readonly known = new Map<DefaultsTree, readonly Default[]>();

  constructor(kind: string, defaults: DefaultsTree) {
    this.origin = `the definition of ${kind}`;
    this.defaults = defaults;
  }

  /** The root of an object with what is left out; the same one where nothing is. */
  stored(root: MapNode): MapNode {
    return this.filledMap(root, this.defaults, true);
  }

  private part(node: Node, defaults: DefaultsTree): Node {
    if (node.kind === 'scalar') return node;
    const part = this.parts.get(node) ?? this.filled(node, defaults);
    this.parts.set(node, part);
    return part;
  }

  private filled(node: Node, defaults: DefaultsTree): Node {
    if (node.kind === 'list') return this.filledList(node, defaults);
    return node.kind === 'map' ? this.filledMap(node, defaults, false) : node;
  }

  private filledList(node: ListNode, { items }: DefaultsTree): ListNode {
    if (items === null) return node;
    const made = node.items.map((item) => this.filled(item, items));
    return made.every((item, index) => item === node.items[index]) ? node : { ...node, items: made };
  }

  private filledMap(node: MapNode, defaults: DefaultsTree, isRoot: boolean): MapNode {
    const { fields, others } = defaults;
    if (bracePlaceholder(node) !== undefined) return node;
    let entries: Entry[] | null = null;
    let index = -1;
    for (const entry of node.entries.values()) {
      const { key, value } = entry;
      index += 1;
      const below = fields.get(key) ?? others;
      // A map with a key that is filled in on the way is not known.
      if (!fields.has(key) && isFilledIn(key)) return node;
      // Nobody can state a status by applying one.
      if (below === null || (isRoot && key === 'status')) continue;
      const made = isRoot ? this.part(value, below) : this.filled(value, below);
      if (made !== value) (entries ??= [...node.entries.values()])[index] = withValue(entry, made);
    }
    for (const { entry, nullable } of this.defaultsOf(defaults)) {
      const known = node.entries.get(entry.key);
      // A null gives way to the default.
      const isNull = known?.value.kind === 'scalar' && known.value.value === null && !nullable;
      if (known !== undefined && !isNull && !(isRoot && entry.key === 'status')) continue;
      entries ??= [...node.entries.values()];
      if (known === undefined) entries.push(entry);
      else entries[entries.findIndex(({ key }) => key === entry.key)] = withValue(known, entry.value);
    }
    return entries === null ? node : { ...node, entries: entriesOf(entries) };
  }

  /** The same nodes wherever they are filled in. */
  private defaultsOf(defaults: DefaultsTree): readonly Default[] {
    const known = this.known.get(defaults);
    if (known !== undefined) return known;
    const made = [...defaults.fields].flatMap(([key, { value, nullable }]) =>
      value === undefined ? [] : [{ entry: this.entryOf(key, value), nullable }],
    );
    this.known.set(defaults, made);
    return made;
  }

  private entryOf(key: string, value: Value): Entry {
    return { key, keyAt: { default: this.origin }, value: this.nodeOf(value) };
  }

  private nodeOf(value: Value): Node {
    const at = { default: this.origin };
    if (isList(value)) return { kind: 'list', flow: false, items: value.map((item) => this.nodeOf(item)), at };
    if (isMap(value)) {
      const entries = Object.entries(value).map(([key, each]) => this.entryOf(key, each));
      return { kind: 'map', flow: false, entries: entriesOf(entries), at };
    }
    return { kind: 'scalar', value: value ?? null, text: JSON.stringify(value ?? null), style: 'plain', at };
  }
}
