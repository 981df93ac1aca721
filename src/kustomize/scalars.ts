import { isLocation, type Place } from '../source/location.ts';
import { type Entry, type MapNode, type Node, type ScalarNode, scalarWith } from '../source/node.ts';
import { resolvePlain } from '../source/scalar.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { mapEntries, mapItems, withoutEntry } from './values.ts';
import { trimmedEnd } from '../source/trim.ts';

/**
 * Kustomize reads objects and patches with YAML 1.2's idea of a boolean: a bare `yes` or `off` in
 * a resource is text, as a value and as a key, although kubectl takes it for a boolean. What
 * changes nothing is shared.
 * @param textOf the text of a file, to see how a key was written
 */
export function asKustomizeReads(node: Node, textOf: (path: string) => string): Node {
  return isReadAlike(node) ? node : rewritten(node, textOf);
}

/** Whether nothing in it is another value for kustomize: so it is nearly always, and looking costs a fraction. */
function isReadAlike(node: Node): boolean {
  if (node.kind === 'scalar') return asCoreScalar(node) === node;
  if (node.kind === 'list') return node.items.every(isReadAlike);
  if (node.kind === 'unknown') return true;
  for (const { key, value } of node.entries.values()) if (unusualKeys.has(key) || !isReadAlike(value)) return false;
  return true;
}

const unusualKeys: ReadonlySet<string> = new Set(['<<', 'true', 'false']);

function rewritten(node: Node, textOf: (path: string) => string): Node {
  if (node.kind === 'scalar') return asCoreScalar(node);
  if (node.kind === 'unknown') return node;
  const read = (value: Node): Node => rewritten(value, textOf);
  return node.kind === 'list' ? mapItems(node, read) : withWrittenKeys(mapEntries(node, read), textOf);
}

/** A merge key in quotes, which merges nothing, is dropped. */
function withWrittenKeys(given: MapNode, textOf: (path: string) => string): MapNode {
  const map = withoutEntry(given, '<<');
  if (!map.entries.has('true') && !map.entries.has('false')) return map;
  const entries = [...map.entries.values()].map((entry): [string, Entry] => {
    const at = entry.keyAt;
    const written = isLocation(at) ? textOf(at.path).slice(at.start, at.end) : '';
    const key = /^(y|yes|on|n|no|off)$/i.test(written) ? written : entry.key;
    return [key, { key, keyAt: at, value: entry.value }];
  });
  return { ...map, entries: new Map(entries) };
}

function asCoreScalar(node: ScalarNode): ScalarNode {
  if (typeof node.value === 'number' && !Number.isFinite(node.value)) {
    throw new Unbuildable(naming`the number ${node.text} cannot be written as JSON`);
  }
  const moment = node.style === 'plain' && typeof node.value === 'string' ? timestampOf(node.text) : null;
  if (moment !== null) return scalarWith(node, { value: moment });
  if (typeof node.value !== 'boolean' || node.style !== 'plain' || /^(true|false)$/i.test(node.text)) return node;
  return scalarWith(node, { value: node.text });
}

const timestamp =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](?=.*(?:Z|[-+]\d\d:\d\d)$)| )(\d\d?):(\d\d?):(\d\d?)(\.\d{1,9})?(Z|[-+]\d\d:\d\d)?)?$/;

/** A bare date or time is a moment for kustomize, and is written out in full. */
function timestampOf(text: string): string | null {
  const first = text.charCodeAt(0);
  if (first < 48 || first > 57) return null;
  const match = timestamp.exec(text);
  if (match === null) return null;
  const [year = '', ...parts] = match.slice(1, 7).map((part?: string) => (part ?? '0').padStart(2, '0'));
  const [month = '', day = '', hours = '', minutes = '', seconds = ''] = parts;
  const fraction = withoutZeros(match[7] ?? '');
  if (Number.isNaN(Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`))) return null;
  return `${year}-${month}-${day}T${hours}:${minutes}:${seconds}${fraction}${match[8] ?? 'Z'}`;
}

/**
 * Another text in a scalar that is not a string: it takes the type that the bare text has, or, when
 * that is not the scalar's own, kustomize cannot write it.
 */
export function retyped(old: ScalarNode, text: string, at: Place): Node {
  const value = resolvePlain(text);
  if (old.value !== null && typeof value !== typeof old.value) {
    throw new Unbuildable(naming`'${text.slice(0, 40)}' cannot take the place of the ${typeof old.value} ${old.text}`);
  }
  return { kind: 'scalar', value, text, style: 'plain', at };
}

/** `.250` as `.25`, and `.000` as nothing. */
function withoutZeros(fraction: string): string {
  const kept = trimmedEnd(fraction, '0');
  return kept === fraction ? fraction : trimmedEnd(kept, '.');
}
