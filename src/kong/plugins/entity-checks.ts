import { plain } from '../../kubernetes/schema/model/quoted.ts';
import {
  has,
  isList,
  isMap,
  isUnclear,
  member,
  type Path,
  type Value,
  type ValueMap,
} from '../../kubernetes/schema/model/value.ts';
import { boundOf, expectedOf, isVaultReference } from './bounds.ts';
import { faultOf } from './predicates.ts';
import type { Refusal } from './refusal.ts';
import type { Bounds, EntityCheck, Field, PluginSet } from './schema.ts';

/** What is wrong with the fields of a record together. `invalid` are its fields that are refused by themselves. */
export function checkFaults(
  record: Field,
  value: ValueMap,
  path: Path,
  set: PluginSet,
  checks: readonly EntityCheck[] = record.checks ?? [],
): readonly Refusal[] {
  return checks.flatMap((check) => {
    const fields = fieldsOf(check);
    if (fields.some((name) => isUnclear(at(value, name)) && isThere(value, name))) return [];
    if (fields.some((name) => isReference(record, name, value, set))) return [];
    return faultOfCheck(check, record, value, path, set);
  });
}

function fieldsOf(check: EntityCheck): readonly string[] {
  switch (check.kind) {
    case 'conditional':
      return [check.if, check.field];
    case 'one-of-if':
      return [check.if, ...check.fields, ...(check.otherwise ?? [])];
    default:
      return check.fields;
  }
}

/** A value, or something around it, that the tree does not tell. */
function isThere(value: Value, name: string): boolean {
  let inner = value;
  for (const key of name.split('.')) {
    if (!has(inner, key)) return false;
    inner = member(inner, key);
    if (inner === undefined) return true;
  }
  return true;
}

function at(value: Value, name: string): Value {
  return name.split('.').reduce<Value>((inner, key) => member(inner, key), value);
}

function fieldAt(record: Field, name: string, set: PluginSet): Field | null {
  let field: Field = record;
  for (const key of name.split('.')) {
    const number = field.fields?.find(([each]) => each === key)?.[1];
    if (number === undefined) return null;
    field = set.field(number);
  }
  return field;
}

/** A reference to a vault may be anything: Kong leaves such a check out. */
function isReference(record: Field, name: string, value: ValueMap, set: PluginSet): boolean {
  const field = fieldAt(record, name, set);
  return field?.type === 'string' && field.referenceable === true && isVaultReference(at(value, name));
}

function isGiven(value: Value): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (isList(value)) return value.length > 0;
  return !isMap(value) || Object.keys(value).length > 0;
}

function fits(field: Field | null, bounds: Bounds, value: Value): boolean {
  if (value === null || value === undefined) return field?.required !== true && (bounds.equals ?? null) === null;
  const merged = { ...field, ...bounds };
  return field === null ? boundOf(bounds, value) === null : expectedOf(merged as Field, value) === null;
}

const list = (fields: readonly string[]): string => fields.join(', ');

function faultOfCheck(
  check: EntityCheck,
  record: Field,
  value: ValueMap,
  path: Path,
  set: PluginSet,
): readonly Refusal[] {
  const together = (needed: string): readonly Refusal[] => [
    { path, problem: { kind: 'together', needed, fields: fieldsOf(check) } },
  ];
  const given = (fields: readonly string[]): number => fields.filter((name) => isGiven(at(value, name))).length;
  switch (check.kind) {
    case 'at-least-one-of':
      return given(check.fields) > 0 ? [] : together(`at least one of ${list(check.fields)}`);
    case 'only-one-of':
      return given(check.fields) === 1 ? [] : together(`exactly one of ${list(check.fields)}`);
    case 'all-or-none':
      return [0, check.fields.length].includes(given(check.fields))
        ? []
        : together(`all of ${list(check.fields)}, or none of them`);
    case 'one-of-if':
      return oneOfIf(check, record, value, set).flatMap(together);
    case 'custom': {
      const needed = faultOf(check.check, value);
      return needed === null ? [] : together(needed);
    }
    case 'conditional':
      return conditional(check, record, value, path, set);
  }
}

function oneOfIf(
  check: EntityCheck & { readonly kind: 'one-of-if' },
  record: Field,
  value: ValueMap,
  set: PluginSet,
): readonly string[] {
  const condition = at(value, check.if);
  if (condition === undefined) return [];
  const field = fieldAt(record, check.if, set);
  const isMet = fits(field, check.matches, condition);
  if (!isMet && (check.unless === undefined || !fits(field, check.unless, condition))) return [];
  const fields = isMet ? check.fields : (check.otherwise ?? []);
  if (fields.some((name) => isGiven(at(value, name)))) return [];
  return [`${fields.length === 1 ? '' : 'one of '}${list(fields)} where ${check.if} is ${plain(condition)}`];
}

function conditional(
  check: EntityCheck & { readonly kind: 'conditional' },
  record: Field,
  value: ValueMap,
  path: Path,
  set: PluginSet,
): readonly Refusal[] {
  const condition = at(value, check.if);
  if (condition === undefined || !fits(fieldAt(record, check.if, set), check.matches, condition)) return [];
  const then = at(value, check.field) ?? null;
  const where = `where ${check.if} is ${plain(condition)}`;
  if (then === null) {
    if (check.must.required !== true && fits(null, check.must, null)) return [];
    return [{ path, problem: { kind: 'together', needed: `${check.field} ${where}`, fields: fieldsOf(check) } }];
  }
  const field = fieldAt(record, check.field, set);
  const expected = field === null ? boundOf(check.must, then) : expectedOf({ ...field, ...check.must }, then);
  if (expected === null) return [];
  return [
    {
      path: [...path, ...check.field.split('.')],
      problem: { kind: 'value', value: then, expected: `${expected} ${where}`, type: null },
    },
  ];
}
