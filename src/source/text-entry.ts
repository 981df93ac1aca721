import { type LineIndex, Stretch } from './line-index.ts';
import type { Place } from './location.ts';
import type { Entry, Node } from './node.ts';

/** An entry of a text. It is the place of its own key: a tree has as many entries as lines, and one object does for both. */
export class TextEntry extends Stretch implements Entry {
  readonly key: string;
  readonly value: Node;

  /** @param start where the key stands, as it is written */
  constructor(lines: LineIndex, start: number, end: number, key: string, value: Node) {
    super(lines, start, end);
    this.key = key;
    this.value = value;
  }

  get keyAt(): Place {
    return this;
  }
}
