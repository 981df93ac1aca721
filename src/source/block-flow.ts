import type { BlockLines, LineScalar } from './block-lines.ts';
import { scalarAt } from './block-scalars.ts';
import { limits } from './limits.ts';
import type { Entry, ListNode, MapNode, Node } from './node.ts';
import { keyText, resolvePlain } from './scalar.ts';

/** A flow collection that stands on one line; null where something in it is unusual. */
export function flowAt(lines: BlockLines, start: number, depth: number): Node | null {
  if (depth >= limits.nesting / 2) return null;
  switch (lines.text[start]) {
    case '[':
      return listAt(lines, start, depth);
    case '{':
      return lines.text[start + 1] === '{' ? null : mapAt(lines, start, depth);
    default: {
      const scalar = scalarAt(lines, start, true);
      return scalar && lines.scalar(scalar);
    }
  }
}

function listAt(lines: BlockLines, start: number, depth: number): ListNode | null {
  const items: Node[] = [];
  let at = lines.afterBlanks(start + 1);
  if (lines.text[at] !== ']') {
    for (; ; at = lines.afterBlanks(at + 1)) {
      const item = flowAt(lines, at, depth + 1);
      if (item === null) return null;
      items.push(item);
      at = lines.afterBlanks(endOf(item));
      if (lines.text[at] === ']') break;
      if (lines.text[at] !== ',') return null;
    }
  }
  return { kind: 'list', flow: true, items: items.slice(), at: lines.location(start, at + 1) };
}

function mapAt(lines: BlockLines, start: number, depth: number): MapNode | null {
  const { maps } = lines;
  const map = maps.open();
  let at = lines.afterBlanks(start + 1);
  if (lines.text[at] !== '}') {
    for (; ; at = lines.afterBlanks(at + 1)) {
      const entry = entryAt(lines, at, depth);
      if (entry === null || !maps.add(map, entry)) return null;
      at = lines.afterBlanks(endOf(entry.value));
      if (lines.text[at] === '}') break;
      if (lines.text[at] !== ',') return null;
    }
  }
  return { kind: 'map', flow: true, entries: maps.close(map), at: lines.location(start, at + 1) };
}

function entryAt(lines: BlockLines, start: number, depth: number): Entry | null {
  const scalar = scalarAt(lines, start, true);
  const key = scalar && keyOf(scalar);
  if (scalar === null || key === null) return null;
  const colon = lines.afterBlanks(scalar.end);
  if (lines.text[colon] !== ':' || !lines.isSpace(colon + 1)) return null;
  const value = flowAt(lines, lines.afterBlanks(colon + 1), depth + 1);
  return value && lines.entry(scalar, key, value);
}

/** What a scalar is called as a key; null for one that is none, or merges. */
export function keyOf({ style, value }: LineScalar): string | null {
  if (value.length > 500) return null;
  if (style !== 'plain') return value === '<<' ? null : value;
  const resolved = resolvePlain(value);
  return resolved === null || resolved === '<<' ? null : keyText(resolved);
}

/** Where a value ends that was read here. */
export function endOf({ at }: Node): number {
  return 'end' in at ? at.end : 0;
}
