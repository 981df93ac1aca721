import { type MapNode, type Node, type ScalarNode, scalarWith } from '../source/node.ts';
import { mapEntries, mapItems } from './values.ts';

/**
 * Kustomize writes a label or annotation that it adds to several fields of an object as one YAML
 * node. When something later changes it in one field, it changes in all of them. A set of aliases
 * holds such nodes of one object; they are recognised by identity.
 */
export type Aliases = ReadonlySet<Node>;

export const noAliases: ReadonlySet<Node> = new Set();

/** Collects what happens to aliases while an object is edited; `settle` then carries it out. */
export class AliasEdits {
  private readonly before: Aliases;
  /** The node that each alias, and each value written in its place, belongs to. */
  private owners: Map<Node, Node> | null = null;
  /** The value written last for each alias. */
  private latest: Map<Node, ScalarNode> | null = null;
  private added: Set<Node> | null = null;
  private readonly all: Aliases | null;

  /** @param all what may be added, where many objects get all of it: those share it */
  constructor(before: Aliases, all: Aliases | null = null) {
    this.before = before;
    this.all = all;
  }

  /** The node to write where `old` was to be replaced by `value`. */
  replace(old: Node, value: ScalarNode): ScalarNode {
    if (!this.before.has(old)) return value;
    const written = scalarWith(value, {});
    (this.owners ??= new Map()).set(old, old).set(written, old);
    (this.latest ??= new Map()).set(old, written);
    return written;
  }

  /** Notes a node that was written into several fields at once. */
  add(node: Node): void {
    (this.added ??= new Set()).add(node);
  }

  /** The object with every alias at its latest value, and the aliases it has from now on. */
  settle(root: MapNode): { root: MapNode; aliases: Aliases } {
    const { before, latest, added, all } = this;
    if (latest === null && added === null) return { root, aliases: before };
    if (latest === null && before.size === 0 && all?.size === added?.size) return { root, aliases: all ?? before };
    const kept = latest === null ? before : [...before].map((node) => latest.get(node) ?? node);
    const settled = latest === null ? root : this.substituted(root);
    return { root: settled.kind === 'map' ? settled : root, aliases: new Set([...kept, ...(added ?? [])]) };
  }

  private substituted(node: Node): Node {
    if (node.kind === 'map') return mapEntries(node, (value) => this.substituted(value));
    if (node.kind === 'list') return mapItems(node, (item) => this.substituted(item));
    const owner = this.owners?.get(node);
    return (owner === undefined ? undefined : this.latest?.get(owner)) ?? node;
  }
}
