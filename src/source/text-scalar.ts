import { type LineIndex, Stretch } from './line-index.ts';
import type { Place } from './location.ts';
import type { Scalar, ScalarNode } from './node.ts';

/** A scalar of a text. It is its own place, as an entry is that of its key. A plain one that is text is read as it stands. */
export class TextScalar extends Stretch implements ScalarNode {
  readonly value: Scalar;
  readonly style: ScalarNode['style'];

  constructor(lines: LineIndex, start: number, end: number, value: Scalar, style: ScalarNode['style']) {
    super(lines, start, end);
    this.value = value;
    this.style = style;
  }

  get kind(): 'scalar' {
    return 'scalar';
  }

  get text(): string {
    const { value, style } = this;
    return style === 'plain' && typeof value === 'string' ? value : this.lines.text.slice(this.start, this.end);
  }

  get at(): Place {
    return this;
  }
}

/** The scalar between two offsets of a text. */
export function scalarIn(
  lines: LineIndex,
  [start, end]: readonly [number, number],
  value: Scalar,
  style: ScalarNode['style'],
): ScalarNode {
  const text = lines.text.slice(start, end);
  // Of several lines, or with a tag, it says something else than what stands there.
  const isOther = style === 'plain' && typeof value === 'string' && value !== text;
  if (isOther) return { kind: 'scalar', value, text, style, at: lines.location(start, end) };
  return new TextScalar(lines, start, end, value, style);
}
