import type { Edit } from './change.ts';
import { blockInstead } from './insert.ts';
import { withoutFinalBreaks } from './inner-text.ts';
import { isLocation } from './location.ts';
import type { Location } from './location.ts';
import type { Entry, Json, Node, ScalarNode } from './node.ts';
import type { TextStyle } from './text-style.ts';
import { quoted, writeFlow, writeScalar } from './write-yaml.ts';

/**
 * Ways to write another value in the place of one. A collection is replaced only while it is empty:
 * what stands in it, comments too, is its author's.
 * @param entry the entry of a map that holds the value, where it is known
 */
export function replaceValue(
  node: Node,
  value: Json,
  text: string,
  style: TextStyle,
  entry: Entry | null,
): readonly Edit[] {
  const { at } = node;
  if (!isLocation(at) || isTagged(text, at)) return [];
  const simple = value === null || typeof value !== 'object';
  if (node.kind === 'scalar') {
    if (simple) return [setScalar(node, at, value ?? null, text, style)].filter((edit) => edit !== null);
    if (node.style === 'literal' || node.style === 'folded') return [];
  } else if (node.kind === 'unknown' || (node.kind === 'map' ? node.entries.size : node.items.length) > 0) return [];
  const inline = spaced(at, writeFlow(value, style), text);
  const block = entry === null || simple ? null : blockInstead(at, value, text, style);
  return block === null ? [inline] : [block, inline];
}

function setScalar(
  node: ScalarNode,
  at: Location,
  value: string | number | boolean | null,
  text: string,
  style: TextStyle,
): Edit | null {
  if (node.style === 'literal' || node.style === 'folded') {
    return typeof value === 'string' ? setBlockScalar(node, at, value, style) : null;
  }
  return spaced(at, scalarText(node, value, style), text);
}

/** A string keeps its quotes; a number or boolean must lose them. */
function scalarText(node: ScalarNode, value: string | number | boolean | null, style: TextStyle): string {
  if (typeof value !== 'string') return writeScalar(value, style);
  if (node.style === 'single') return quoted(value, { quote: "'", json: false });
  if (node.style === 'double') return quoted(value, { quote: '"', json: false });
  return writeScalar(value, style);
}

/** An edit of a scalar's range, with blanks where the neighbours would otherwise touch it. */
function spaced(at: Location, replacement: string, text: string): Edit {
  const before = at.start > 0 && !/[\s[{(]/.test(text[at.start - 1] ?? '') && at.start === at.end ? ' ' : '';
  const after = at.start === at.end && text[at.end] === '#' ? ' ' : '';
  return { path: at.path, start: at.start, end: at.end, replacement: before + replacement + after };
}

/** The lines of a block scalar replaced below its header. */
function setBlockScalar(node: ScalarNode, at: Location, value: string, style: TextStyle): Edit | null {
  const [header = '', ...body] = node.text.split(/\r?\n/);
  const first = body.find((line) => line.trim() !== '');
  const match = /^([|>])([-+]?)(\s+#.*)?$/.exec(header.trimEnd());
  if (first === undefined || match === null || !/^\S/.test(value)) return null;
  const content = withoutFinalBreaks(value);
  const breaks = value.length - content.length;
  const chomp = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  const indent = first.length - first.trimStart().length;
  const lines = content.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  const blanks = Array.from({ length: Math.max(0, breaks - 1) }, () => '');
  const replacement = [`|${chomp}${match[3] ?? ''}`, ...lines, ...blanks].join(style.lineBreak);
  return { path: at.path, start: at.start, end: at.end, replacement };
}

/** Whether a tag such as `!!str` stands before the value: it would turn any new value into its own kind. */
function isTagged(text: string, at: Location): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at.start - 1) + 1, at.start - 200), at.start);
  return /(?:^|[\s,[{])!\S*[ \t]+(?:&\S+[ \t]+)?$/.test(line);
}
