import { isList, isMap, isUnclear, type Path, type Value, type ValueMap } from '../../kubernetes/schema/model/value.ts';
import { nearestName } from '../../source/nearest-name.ts';
import { boundOf, expectedOf, missedType } from './bounds.ts';
import { checkFaults } from './entity-checks.ts';
import { asRecord, prepared } from './prepare.ts';
import type { Refusal } from './refusal.ts';
import type { Field, PluginSet } from './schema.ts';

/** What Kong refuses of a value. Source: kong/db/schema/init.lua, validate_field */
export function fieldRefusals(field: Field, value: Value, path: Path, set: PluginSet): readonly Refusal[] {
  if (value === undefined) return [];
  if (value === null) return field.required === true ? [{ path, problem: { kind: 'missing' } }] : [];
  if (field.type === 'record') return recordRefusals(field, value, path, set);
  const within = isContainer(field, value) ? itemRefusals(field, value, path, set) : [];
  if (within.length > 0) return within;
  const expected = expectedOf(field, value);
  return expected === null
    ? []
    : [{ path, problem: { kind: 'value', value, expected, type: missedType(field, value) } }];
}

function isContainer({ type }: Field, value: Value): value is ValueMap | readonly Value[] {
  return type === 'map' ? isMap(value) || isList(value) : (type === 'array' || type === 'set') && isList(value);
}

/** Items, keys and values may not be null. */
function itemRefusals(
  { elements, keys, values }: Field,
  value: ValueMap | readonly Value[],
  path: Path,
  set: PluginSet,
): readonly Refusal[] {
  const item = elements ?? values;
  if (item === undefined) return [];
  const field: Field = { ...set.field(item), required: true };
  if (elements !== undefined && isList(value)) {
    return value.flatMap((each, index) => fieldRefusals(field, each, [...path, index], set));
  }
  // A list where a map stands has numbers as its keys, which no text is.
  if (isList(value))
    return value.length > 0 ? [{ path, problem: { kind: 'value', value, expected: 'a map', type: 'map' } }] : [];
  const key: Field | null = keys === undefined ? null : { ...set.field(keys), required: true };
  return Object.entries(value).flatMap(([name, each]) => [
    ...(key === null ? [] : fieldRefusals(key, name, [...path, name], set)),
    ...fieldRefusals(field, each, [...path, name], set),
  ]);
}

function recordRefusals(field: Field, value: Value, path: Path, set: PluginSet): readonly Refusal[] {
  if (!isMap(value) && !isList(value)) {
    return [{ path, problem: { kind: 'value', value, expected: 'a map', type: 'record' } }];
  }
  // Kong takes the numbers of the items for unknown keys.
  if (isList(value) && value.length > 0) {
    const expected = 'a map of named fields instead of a list';
    return [{ path: [...path, 0], problem: { kind: 'value', value: value[0], expected, type: null } }];
  }
  const record = prepared(field, asRecord(value), path, set);
  const within = [...memberRefusals(field, record, path, set), ...checkFaults(field, record, path, set)];
  if (within.length > 0 || isUnclear(record)) return within;
  const needed = boundOf({ ...(field.check !== undefined && { check: field.check }) }, record);
  return needed === null ? [] : [{ path, problem: { kind: 'together', needed, fields: [] } }];
}

function memberRefusals(field: Field, record: ValueMap, path: Path, set: PluginSet): readonly Refusal[] {
  const fields = new Map(field.fields ?? []);
  const unknown = Object.keys(record).flatMap((name): readonly Refusal[] =>
    fields.has(name)
      ? []
      : [{ path: [...path, name], problem: { kind: 'unknown-field', nearest: nearestName(name, fields.keys()) } }],
  );
  const known = [...fields].flatMap(([name, number]): readonly Refusal[] => {
    const inner = set.field(number);
    if (Object.hasOwn(record, name)) return fieldRefusals(inner, record[name], [...path, name], set);
    return inner.required === true ? [{ path: [...path, name], problem: { kind: 'missing' } }] : [];
  });
  return [...unknown, ...known];
}
