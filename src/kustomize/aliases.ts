import type { MapNode, Node, ScalarNode } from '../source/node.ts';
import { mapEntries, withItems } from './values.ts';

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
  private readonly owners = new Map<Node, Node>();
  /** The value written last for each alias. */
  private readonly latest = new Map<Node, ScalarNode>();
  private readonly added = new Set<Node>();

  constructor(before: Aliases) {
    this.before = before;
  }

  /** The node to write where `old` was to be replaced by `value`. */
  replace(old: Node, value: ScalarNode): ScalarNode {
    if (!this.before.has(old)) return value;
    const written = { ...value };
    this.owners.set(old, old).set(written, old);
    this.latest.set(old, written);
    return written;
  }

  /** Notes a node that was written into several fields at once. */
  add(node: Node): void {
    this.added.add(node);
  }

  /** The object with every alias at its latest value, and the aliases it has from now on. */
  settle(root: MapNode): { root: MapNode; aliases: Aliases } {
    if (this.latest.size === 0 && this.added.size === 0) return { root, aliases: this.before };
    const kept = [...this.before].map((node) => this.latest.get(node) ?? node);
    const settled = this.latest.size === 0 ? root : this.substituted(root);
    return { root: settled.kind === 'map' ? settled : root, aliases: new Set([...kept, ...this.added]) };
  }

  private substituted(node: Node): Node {
    if (node.kind === 'map') return mapEntries(node, (value) => this.substituted(value));
    if (node.kind === 'list')
      return withItems(
        node,
        node.items.map((item) => this.substituted(item)),
      );
    const owner = this.owners.get(node);
    return (owner === undefined ? undefined : this.latest.get(owner)) ?? node;
  }
}
