import { mapped } from './entries.ts';
import { isLocation, type Location, type Place } from './location.ts';
import { movedTo, type Node } from './node.ts';

/** A stretch of text within a file of another kind. */
export interface Within {
  /** Where a part of the stretch stands in the file. */
  readonly at: (start: number, end: number) => Location;
}

/** A tree that was read from text within another file, with its places in the file; shared nodes stay shared. */
export function placed(node: Node, within: Within, done = new Map<Node, Node>()): Node {
  const known = done.get(node);
  if (known !== undefined) return known;
  const moved = move(
    node,
    (at) => (isLocation(at) ? within.at(at.start, at.end) : at),
    (child) => placed(child, within, done),
  );
  done.set(node, moved);
  return moved;
}

function move(node: Node, placeOf: (at: Place) => Place, below: (node: Node) => Node): Node {
  const at = placeOf(node.at);
  if (node.kind === 'list') return { ...node, at, items: node.items.map(below) };
  if (node.kind !== 'map') return movedTo(node, at);
  const entries = mapped(node.entries, ({ key, keyAt, value }) => ({
    key,
    keyAt: placeOf(keyAt),
    value: below(value),
  }));
  return { ...node, at, entries };
}
