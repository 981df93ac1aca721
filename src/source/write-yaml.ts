import { isList } from './json.ts';
import type { Json } from './node.ts';
import { keyText, resolvePlain } from './scalar.ts';
import type { TextStyle } from './text-style.ts';

/**
 * A value in block style: what follows `key:` or `-` on the same line (with its leading space),
 * and the lines below it.
 */
export interface Block {
  readonly inline: string;
  readonly below: readonly string[];
}

type JsonMap = { readonly [key: string]: Json };

export function isJsonMap(value: Json): value is JsonMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** @param column indentation of the key that the value belongs to, in columns from 0 */
export function writeBlock(value: Json, column: number, style: TextStyle): Block {
  if (isList(value) && value.length > 0) {
    const at = column + style.listOffset;
    return { inline: '', below: value.flatMap((item) => writeItem(item, at, 1, style)) };
  }
  if (isJsonMap(value) && Object.keys(value).length > 0) {
    return { inline: '', below: writeEntries(value, column + style.step, style) };
  }
  return { inline: ` ${writeFlow(value, style)}`, below: [] };
}

/** The lines of a map's entries. */
export function writeEntries(map: JsonMap, column: number, style: TextStyle): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const block = writeBlock(value, column, style);
    return [`${' '.repeat(column)}${writeKey(key, style)}:${block.inline}`, ...block.below];
  });
}

/** The lines of one list item. @param gap spaces between `-` and the item */
export function writeItem(item: Json, column: number, gap: number, style: TextStyle): string[] {
  const dash = `${' '.repeat(column)}-`;
  const inner = column + 1 + gap;
  const nested =
    isJsonMap(item) && Object.keys(item).length > 0
      ? writeEntries(item, inner, style)
      : isList(item) && item.length > 0
        ? item.flatMap((each) => writeItem(each, inner, 1, style))
        : null;
  if (nested === null) return [`${dash}${' '.repeat(gap)}${writeFlow(item, style)}`];
  return [`${dash}${' '.repeat(gap)}${(nested[0] ?? '').slice(inner)}`, ...nested.slice(1)];
}

/** A value on one line, collections in flow style. */
export function writeFlow(value: Json, style: TextStyle): string {
  if (isList(value)) return `[${value.map((item) => writeFlow(item, style)).join(', ')}]`;
  if (isJsonMap(value)) {
    const entries = Object.entries(value).map(([key, each]) => writeFlowEntry(key, each, style));
    return entries.length === 0 ? '{}' : `{${style.bracePadding}${entries.join(', ')}${style.bracePadding}}`;
  }
  return writeScalar(value, style);
}

export function writeFlowEntry(key: string, value: Json, style: TextStyle): string {
  return `${writeKey(key, style)}: ${writeFlow(value, style)}`;
}

/** A key as it must stand: quoted where the plain word would be read as another key (`y`, `1e3`). */
export function writeKey(key: string, style: TextStyle): string {
  const read = resolvePlain(key);
  const same = read !== null && keyText(read) === key && key !== '<<';
  return !style.json && same && isPlainSafe(key) ? key : quoted(key, style);
}

export function writeScalar(value: string | number | boolean | null | undefined, style: TextStyle): string {
  if (typeof value !== 'string') return value === undefined ? 'null' : String(value);
  return !style.json && isPlainSafe(value) && resolvePlain(value) === value ? value : quoted(value, style);
}

/** Whether a string may stand without quotes, in flow style too. */
function isPlainSafe(text: string): boolean {
  return /^[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^,[\]{}:#]|:(?=\S)|#)*$/.test(text) && !unsafe.test(text);
}

// A space before `#`, a colon or a blank at the end, line breaks, and what is not printable.
const unsafe = /\s#|[:\s]$|[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\u2028\u2029]/;

export function quoted(text: string, style: Pick<TextStyle, 'quote' | 'json'>): string {
  const mustEscape = /[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text);
  if (style.json || mustEscape || style.quote === '"')
    return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
  return `'${text.replaceAll("'", "''")}'`;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
