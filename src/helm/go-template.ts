import type { Place } from '../source/location.ts';
import type { ListNode, MapNode, Node, Scalar } from '../source/node.ts';
import { shortName } from '../source/shortened.ts';

/**
 * What Go templates and the Sprig functions do with a value, on nodes instead of Go values, so
 * that every result still knows where its parts were written.
 */
export interface Value {
  /** Undefined is Go's nil, as is a scalar null. */
  readonly node: Node | undefined;
  /** Keys and indexes from the root of the values, for messages: `['proxy', 'stream', 0]`. */
  readonly path: readonly (string | number)[];
  /** Where it is written, or the nearest place above it. */
  readonly at: Place;
}

/** The template cannot be executed with these values: Helm stops here. */
export class RenderFailure extends Error {
  readonly path: readonly (string | number)[];
  readonly at: Place;
  constructor(message: string, value: Pick<Value, 'path' | 'at'>) {
    super(message);
    this.path = value.path;
    this.at = value.at;
  }
}

/** The result hangs on a value that the tree does not tell. */
export class UnknownValue extends Error {
  readonly reason: string;
  readonly at: Place;
  constructor(reason: string, at: Place) {
    super(reason);
    this.reason = reason;
    this.at = at;
  }
}

/** The values of a chart; `path` is where they hang in those of its parents. */
export function rootValue(values: MapNode, path: readonly string[] = []): Value {
  return { node: values, path, at: values.at };
}

/** `proxy.stream[0].protocol`, as a person writes it. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${shortName(step)}`))
    .join('');
}

/** `.a.b.c`: nil for a missing key; a failure when something on the way is not a map. */
export function field(value: Value, ...keys: readonly string[]): Value {
  let here = value;
  for (const key of keys) {
    const { node } = here;
    if (node?.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
    if (node?.kind !== 'map') {
      const name = here.path.length === 0 ? 'the values' : pathText(here.path);
      throw new RenderFailure(
        `${name} is ${kindText(node)}, but the chart reads ${pathText([...here.path, key])}`,
        here,
      );
    }
    const found = node.entries.get(key)?.value;
    here = { node: found, path: [...here.path, key], at: found?.at ?? here.at };
  }
  return here;
}

/** Whether the map has the key, be it null. */
export function hasKey(value: Value, key: string): boolean {
  return mapOf(value).entries.has(key);
}

export function isNil(value: Value): boolean {
  return value.node === undefined || (value.node.kind === 'scalar' && value.node.value === null);
}

/** Go's truth: false, 0, "", null, empty lists and maps are false, all else is true. */
export function truthy(value: Value): boolean {
  const { node } = value;
  if (node === undefined) return false;
  if (node.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node.kind === 'map') return node.entries.size > 0;
  if (node.kind === 'list') return node.items.length > 0;
  return Boolean(node.value);
}

/** `default`: the first when it is truthy, else the second. */
export function orElse(value: Value, other: Value): Value {
  return truthy(value) ? value : other;
}

/** The elements that `range` visits: a list's in order, a map's by sorted key, none for nil. */
export function elements(value: Value): readonly Value[] {
  const { node } = value;
  if (isNil(value) || node === undefined) return [];
  if (node.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node.kind === 'list') return node.items.map((item, i) => ({ node: item, path: [...value.path, i], at: item.at }));
  if (node.kind === 'map') {
    return sortedKeys(node).map((key) => field(value, key));
  }
  throw new RenderFailure(`${pathText(value.path)} is ${kindText(node)}, but the chart expects a list`, value);
}

/** Keys in the byte order in which Go visits a map. */
export function sortedKeys(map: MapNode): readonly string[] {
  return [...map.entries.keys()].toSorted(byBytes);
}

export function mapOf(value: Value): MapNode {
  const { node } = value;
  if (node?.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node?.kind !== 'map')
    throw new RenderFailure(`${pathText(value.path)} is ${kindText(node)}, but the chart expects a map`, value);
  return node;
}

/** The list, or a failure: Sprig's list functions take nothing else. */
export function listOf(value: Value): ListNode {
  const { node } = value;
  if (node?.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node?.kind !== 'list')
    throw new RenderFailure(`${pathText(value.path)} is ${kindText(node)}, but the chart expects a list`, value);
  return node;
}

/** The string, or a failure: Sprig's string functions take nothing else. */
export function stringOf(value: Value): string {
  const { node } = value;
  if (node?.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node?.kind === 'scalar' && typeof node.value === 'string') return node.value;
  throw new RenderFailure(
    `${pathText(value.path)} is ${kindText(node)}, but the chart expects a string (put it in quotes)`,
    value,
  );
}

/** `eq value "text"`: nil equals no text, another type of value is a failure. */
export function equalsText(value: Value, text: string): boolean {
  return isNil(value) ? false : stringOf(value) === text;
}

/** `{{ value }}`: nil prints nothing. */
export function printed(value: Value): string {
  return isNil(value) || value.node === undefined ? '' : goFormat(value.node);
}

/** `printf "%v"`, in the words of Go: `true`, `8000`, `[a b]`, `map[a:1]`. */
export function goFormat(node: Node): string {
  if (node.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node.kind === 'list') return `[${node.items.map(goFormat).join(' ')}]`;
  if (node.kind === 'map') {
    const parts = sortedKeys(node).map((key) => `${key}:${goFormat(node.entries.get(key)?.value ?? node)}`);
    return `map[${parts.join(' ')}]`;
  }
  return scalarFormat(node.value);
}

/** `printf "%s"`, which Go makes a complaint of for anything but a string. */
export function percentS(value: Value): string {
  const { node } = value;
  if (node === undefined || isNil(value)) return '%!s(<nil>)';
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  if (node.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node.kind === 'list') return `[${node.items.map((item) => percentS({ ...value, node: item })).join(' ')}]`;
  if (node.kind === 'map') return goFormat(node);
  return `%!s(${typeof node.value === 'boolean' ? 'bool' : 'float64'}=${goFormat(node)})`;
}

/** Helm reads every number as a float64, and Go prints those with an exponent from a million on. */
export function scalarFormat(value: Scalar): string {
  if (value === null) return '<nil>';
  if (typeof value !== 'number' || value === 0) return String(value);
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Sprig's `int64`: lenient, garbage is 0. */
export function int64(value: Value): number {
  const { node } = value;
  if (node?.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  if (node?.kind !== 'scalar' || node.value === null) return 0;
  if (typeof node.value === 'boolean') return node.value ? 1 : 0;
  if (typeof node.value === 'number') return Math.trunc(node.value);
  return parseGoInteger(node.value);
}

function parseGoInteger(text: string): number {
  const trimmed = text.replace(/(\d)\.0*$/, '$1');
  const match = /^([+-]?)(?:0x([\da-f_]+)|0b([01_]+)|0o?([0-7_]+)|(\d[\d_]*))$/i.exec(trimmed);
  if (match === null) return 0;
  const [, sign, hex, binary, octal, decimal] = match;
  const digits = (hex ?? binary ?? octal ?? decimal ?? '').replaceAll('_', '');
  const number = Number.parseInt(
    digits,
    hex !== undefined ? 16 : binary !== undefined ? 2 : octal !== undefined ? 8 : 10,
  );
  return sign === '-' ? -number : number;
}

function kindText(node: Node | undefined): string {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return 'null';
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list';
  return typeof node.value === 'boolean'
    ? `the boolean ${node.value}`
    : `the ${typeof node.value} ${JSON.stringify(node.value)}`;
}

/** Go orders strings by their bytes; for the keys of values UTF-16 order is the same. */
export function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
