import {
  has,
  isEqual,
  isList,
  isMap,
  mapOf,
  member,
  type Path,
  type Value,
  type ValueMap,
} from '../../kubernetes/schema/model/value.ts';
import { expectedOf, missedType } from './bounds.ts';
import type { Refusal } from './refusal.ts';
import type { Field, PluginSet, Shorthand } from './schema.ts';

/** Kong's code fails where a name of before has a value that it does not take. */
export class CrashOnShorthand extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super('a shorthand field fails');
    this.refusals = refusals;
  }
}

/**
 * A record as Kong completes it before it looks at its fields: names of before are replaced, what is absent gets its default.
 * Throws CrashOnShorthand. Source: kong/db/schema/init.lua, process_auto_fields
 */
export function prepared(record: Field, given: ValueMap, path: Path, set: PluginSet): ValueMap {
  const data = new Map(Object.entries(given));
  replaceShorthands(record.shorthands ?? [], data, path, set);
  for (const [name, number] of record.fields ?? []) {
    const field = set.field(number);
    const value = data.has(name)
      ? completed(field, data.get(name), [...path, name], set)
      : absent(field, [...path, name], set);
    if (value !== nothing) data.set(name, value);
  }
  return mapOf(data);
}

const nothing = Symbol('nothing');

function absent(field: Field, path: Path, set: PluginSet): Value | typeof nothing {
  if (field.default !== undefined) return completed(field, field.default, path, set);
  if (field.auto === true) return 'random';
  if (field.required !== true) return null;
  return field.type === 'record' ? prepared(field, {}, path, set) : nothing;
}

function completed(field: Field, value: Value, path: Path, set: PluginSet): Value {
  if (field.type === 'record') {
    const isRecord = isMap(value) || (isList(value) && value.length === 0);
    return isRecord ? prepared(field, asRecord(value), path, set) : value;
  }
  const inner = field.elements ?? field.values;
  if (inner === undefined) return value;
  if (isList(value)) return value.map((item, index) => completed(set.field(inner), item, [...path, index], set));
  if (!isMap(value) || field.values === undefined) return value;
  return mapOf(
    Object.entries(value).map(([key, item]) => [key, completed(set.field(inner), item, [...path, key], set)]),
  );
}

/** Lua tells no list from a map: the indexes of its items are keys. */
export function asRecord(value: ValueMap | readonly Value[]): ValueMap {
  return isList(value) ? mapOf(value.map((item, index) => [String(index), item])) : value;
}

function replaceShorthands(
  shorthands: readonly Shorthand[],
  data: Map<string, Value>,
  path: Path,
  set: PluginSet,
): void {
  const failures: Refusal[] = [];
  for (const shorthand of shorthands) {
    if (!data.has(shorthand.name)) continue;
    const value = data.get(shorthand.name);
    if (value === undefined) {
      data.delete(shorthand.name);
      spread(shorthand, undefined, data);
      continue;
    }
    const expected =
      value === null ? null : (expectedOf(set.field(shorthand.field), value) ?? clashing(shorthand, value, data));
    if (expected !== null) {
      failures.push({
        path: [...path, shorthand.name],
        problem: { kind: 'crash', value, expected, type: missedType(set.field(shorthand.field), value) },
      });
      continue;
    }
    data.delete(shorthand.name);
    spread(shorthand, translated(shorthand, value), data);
  }
  if (failures.length > 0) throw new CrashOnShorthand(failures);
}

function translated({ fromNull, fromOff }: Shorthand, value: Value): Value {
  if (value === null && fromNull !== undefined) return fromNull;
  return value === 'off' && fromOff !== undefined ? fromOff : value;
}

/** The new field beside the old one, where the two differ. */
function clashing({ exclusive, replaces }: Shorthand, value: Value, data: ReadonlyMap<string, Value>): string | null {
  if (exclusive !== true) return null;
  for (const [first = '', ...rest] of replaces ?? []) {
    const other = rest.reduce<Value>((inner, key) => member(inner, key), data.get(first));
    const counts = other !== undefined && other !== null && other !== false;
    if (counts && !isEqual(other, value)) return `the same value as ${[first, ...rest].join('.')}`;
  }
  return null;
}

function spread({ into, yields }: Shorthand, value: Value, data: Map<string, Value>): void {
  const [first, second] = into;
  if (first === undefined) return;
  const known = data.get(first);
  const isFree = !data.has(first) || known === null;
  if (second === undefined) {
    if (yields !== true || isFree) data.set(first, value);
    return;
  }
  if (!isFree && !isMap(known) && !isList(known)) return;
  const record = isFree ? {} : asRecord(known as ValueMap | readonly Value[]);
  const keeps = yields === true && has(record, second) && record[second] !== null;
  data.set(first, keeps ? record : { ...record, [second]: value });
}
