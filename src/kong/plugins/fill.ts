import { has, isList, isMap, mapOf, member, type Value, type ValueMap } from '../../kubernetes/schema/model/value.ts';
import type { Field, PluginSet, Shorthand } from './schema.ts';

/**
 * A record as the controller fills it in before it sends it: the default of each absent field, else null; records that are
 * required or given are filled within. A map where the schema has neither record nor map gives way to the default.
 * Source: https://github.com/Kong/go-kong/blob/v0.78.0/kong/utils.go, fillConfigRecord
 */
export function filled(record: Field, given: ValueMap, set: PluginSet): ValueMap {
  return fillRecord(record, given, [], set);
}

type Replaced = readonly (readonly string[])[];

function fillRecord(record: Field, given: ValueMap, outer: Replaced, set: PluginSet): ValueMap {
  const replaced = [...outer, ...replacedBy(record.shorthands ?? [], given)];
  const result = new Map(Object.entries(given));
  for (const [name, number] of record.fields ?? []) {
    const value = fillField(record, name, set.field(number), given, replaced, set);
    if (value !== kept) result.set(name, value);
  }
  return mapOf(result);
}

const kept = Symbol('kept');

function fillField(
  record: Field,
  name: string,
  field: Field,
  given: ValueMap,
  replaced: Replaced,
  set: PluginSet,
): Value | typeof kept {
  const value = member(given, name);
  const elements = field.elements === undefined ? undefined : set.field(field.elements);
  if (has(given, name) && isWhole(value, field, elements)) return kept;
  if (field.type === 'record' && (isMap(value) || field.required === true)) {
    const inner = replaced.filter(([first]) => first === name).map((path) => path.slice(1));
    const made = fillRecord(field, isMap(value) ? value : {}, inner, set);
    return Object.keys(made).length > 0 ? made : kept;
  }
  if (replaced.some((path) => path.length === 1 && path[0] === name)) return kept;
  if (elements?.type === 'record' && isList(value) && value.length > 0) {
    return value.map((item) => (isMap(item) ? fillRecord(elements, item, replaced, set) : item));
  }
  if (field.auto === true) return kept;
  return (has(record.default, name) ? member(record.default, name) : field.default) ?? null;
}

/** Whether nothing is filled in. */
function isWhole(value: Value, field: Field, elements: Field | undefined): boolean {
  if (isMap(value)) return field.keys !== undefined && field.values !== undefined;
  return !isList(value) || elements?.type !== 'record';
}

function replacedBy(shorthands: readonly Shorthand[], given: ValueMap): Replaced {
  return shorthands.flatMap(({ name, replaces }) => (has(given, name) ? (replaces ?? []) : []));
}
