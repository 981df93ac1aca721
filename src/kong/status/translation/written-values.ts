import { bracePlaceholder } from '../../../source/brace-placeholder.ts';
import { plainValue } from '../../../admission/plain-value.ts';
import { isFilledIn } from '../../../gatewayapi/placeholder.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import type { Place } from '../../../source/location.ts';
import { get, type Node } from '../../../source/node.ts';
import type { Written } from '../../schema/written.ts';

/** A part of an object, and what it is called there. */
export interface Part {
  readonly node: Node | undefined;
  readonly field: string;
}

export function partAt({ node, field }: Part, ...path: readonly (string | number)[]): Part {
  const name = path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    field,
  );
  return { node: get(node, ...path), field: name };
}

/** The items of a list, in order. */
export function itemsOf(part: Part): readonly Part[] {
  const { node } = part;
  return node?.kind === 'list' ? node.items.map((_, index) => partAt(part, index)) : [];
}

/** Whether nothing is written, or null. */
export function isAbsent({ node }: Part): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** Whether something in it is filled in on the way to the cluster. */
export function isOpen({ node }: Part): boolean {
  return node !== undefined && hasGap(node);
}

function hasGap(node: Node): boolean {
  if (node.kind === 'list') return node.items.some(hasGap);
  if (node.kind !== 'map' || bracePlaceholder(node) !== undefined) return plainValue(node) === undefined;
  return [...node.entries.values()].some(({ key, keyAt, value }) => {
    const asText: Node = { kind: 'scalar', value: key, text: key, style: 'plain', at: keyAt };
    return plainValue(asText) === undefined || hasGap(value);
  });
}

/** Where a key is written. */
export function keyPlaceOf({ node }: Part, key: string): Place {
  const entry = node?.kind === 'map' ? node.entries.get(key) : undefined;
  return entry?.keyAt ?? node?.at ?? { default: 'Gateway API' };
}

/** The text of a part; null where there is none, and where it is not known. */
export function textOf(part: Part): Written<string> | null {
  const { node, field } = part;
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || isOpen(part)) return null;
  return { value: node.value, at: node.at, field };
}

/** Kong's annotations of an object, by what follows `konghq.com/`, and older ones in full; null where not all of them are known. */
export function kongAnnotations({ root }: Pick<KubeObject, 'root'>): KongAnnotations | null {
  const node = get(root, 'metadata', 'annotations');
  if (node?.kind === 'unknown') return null;
  const read = new Map<string, WrittenAnnotation>();
  if (node?.kind !== 'map') return read;
  for (const { key, keyAt, value } of node.entries.values()) {
    if (!ours.test(key)) {
      if (isFilledIn(key)) return null;
      continue;
    }
    const text = textOf({ node: value, field: `metadata.annotations.${key}` });
    if (text === null) return null;
    read.set(key.startsWith(prefix) ? key.slice(prefix.length) : key, { ...text, keyAt });
  }
  return read;
}

const prefix = 'konghq.com/';

/** Whether an object has one of them, or it is not known whether it has. */
export function mayHaveKongAnnotations({ root }: Pick<KubeObject, 'root'>): boolean {
  const node = get(root, 'metadata', 'annotations');
  if (node?.kind !== 'map') return node?.kind === 'unknown';
  for (const { key } of node.entries.values()) if (ours.test(key)) return true;
  return false;
}

const ours = /^(?:konghq\.com|ingress\.kubernetes\.io)\/.+$/;

export type KongAnnotations = ReadonlyMap<string, WrittenAnnotation>;

export interface WrittenAnnotation extends Written<string> {
  readonly keyAt: Written<string>['at'];
}

/** The items between commas, without blanks and empty ones. */
export function itemsBetweenCommas(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
