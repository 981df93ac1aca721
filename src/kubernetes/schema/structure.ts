import type { Breach, BreachKind } from './model/breach.ts';
import { formatProblem } from './model/formats.ts';
import { quoted } from './model/quoted.ts';
import { shortened } from '../../source/shortened.ts';
import { childOf, type SchemaPool, type SchemaNode } from './model/schema.ts';
import { isList, isMap, isUnclear, lengthOf, member, type Path, type Value, type ValueMap } from './model/value.ts';

/**
 * Where a value breaks its schema, without its rules: types, bounds, enumerations, patterns, duplicates.
 * @param openAt told where a text is too much for a pattern, so that nobody knows whether it matches
 */
export function structureBreaches(
  root: Value,
  schema: SchemaNode,
  pool: SchemaPool,
  start: Path = [],
  openAt: () => void = () => {},
): readonly Breach[] {
  const breaches: Breach[] = [];
  /** Where the value stands that is looked at. */
  const at = [...start];

  function add(kind: BreachKind, problem: string, ...below: Path): void {
    breaches.push({ kind, at: [...at, ...below], message: `${fieldOf([...at, ...below])} ${problem}` });
  }

  function inside(step: string | number, value: Value, node: SchemaNode): void {
    at.push(step);
    check(value, node);
    at.pop();
  }

  function check(value: Value, node: SchemaNode): void {
    // What the tree does not tell may be anything.
    if (value === undefined || (value === null && node.nullable)) return;
    const typed = typeProblem(value, node);
    if (typed !== null) {
      add('type', typed);
      return;
    }
    if (node.enum !== undefined && !node.enum.some((each) => each === value)) {
      add('enum', `must be ${choice(node.enum)}, not ${quoted(value)}`);
    }
    if (typeof value === 'string') checkText(value, node);
    else if (typeof value === 'number') checkNumber(value, node);
    else if (isList(value)) checkList(value, node);
    else if (isMap(value)) checkMap(value, node);
    checkForms(value, node);
  }

  function checkText(text: string, { minLength = 0, maxLength = Infinity, pattern, format }: SchemaNode): void {
    const length = minLength > 0 || maxLength < text.length ? lengthOf(text) : text.length;
    // A text that is too long is not held against a pattern: neither does the API server's answer need it.
    if (length > maxLength) {
      add('too-long', `may have at most ${maxLength} characters, not ${length}`);
      return;
    }
    if (length < minLength) add('too-short', minLength === 1 ? 'may not be empty' : `needs ${minLength} characters`);
    const matches = pattern === undefined || pool.matches(pattern, text);
    if (matches === null) openAt();
    if (matches === false) {
      add('pattern', `must match ${shortened(pattern ?? '')}, and ${quoted(text)} does not`);
    }
    const problem = format === undefined ? null : formatProblem(format, text);
    if (problem !== null) add('invalid', `must be ${problem}, not ${quoted(text)}`);
  }

  function checkNumber(number: number, { minimum, maximum, format }: SchemaNode): void {
    const least = minimum ?? (format === 'int32' ? -(2 ** 31) : -Infinity);
    const most = maximum ?? (format === 'int32' ? 2 ** 31 - 1 : Infinity);
    if (number < least) add('range', `must be at least ${least}, not ${number}`);
    else if (number > most) add('range', `must be at most ${most}, not ${number}`);
  }

  function checkList(list: readonly Value[], node: SchemaNode): void {
    const { minItems = 0, maxItems = Infinity, items } = node;
    if (list.length < minItems) add('too-few', `needs at least ${counted(minItems, 'item', 'items')}`);
    if (list.length > maxItems) {
      add('too-many', `may have at most ${counted(maxItems, 'item', 'items')}, not ${list.length}`);
    }
    // Thousands of items that are too many anyway are not looked at one by one.
    const looked = list.length > maxItems ? list.slice(0, maxItems) : list;
    checkDuplicates(looked, node);
    if (items === undefined) return;
    const each = pool.nodeOf(items);
    looked.forEach((item, index) => inside(index, item, each));
  }

  function checkDuplicates(list: readonly Value[], { listType, listMapKeys = [] }: SchemaNode): void {
    if (listType !== 'map' && listType !== 'set') return;
    const seen = new Map<string, number>();
    list.forEach((item, index) => {
      const keys = listType === 'set' ? [item] : listMapKeys.map((key) => member(item, key));
      // Two values that are not told need not be one.
      if (keys.some((key, each) => isUnclear(key) && isStated(item, listMapKeys[each]))) return;
      const key = JSON.stringify(keys);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      if (count !== 2) return;
      const [field, ...others] = listMapKeys;
      if (listType === 'set' || field === undefined) {
        add('duplicate', `must not have ${quoted(item)} twice`, index);
      } else {
        const message = `${stating(item, listMapKeys)} must differ from that of every other item of ${fieldOf(at)}`;
        const isHere = others.length === 0 && isStated(item, field);
        breaches.push({ kind: 'duplicate', at: [...at, index, ...(isHere ? [field] : [])], message });
      }
    });
  }

  function checkMap(map: ValueMap, node: SchemaNode): void {
    const { required, minProperties = 0, maxProperties = Infinity } = node;
    for (const key of required ?? []) {
      if (Object.hasOwn(map, key)) continue;
      const hint = key === 'group' ? '; the core group is written ""' : '';
      breaches.push({ kind: 'required', at: [...at], message: `${key} is required${within(at)}${hint}` });
    }
    const keys = Object.keys(map);
    if (keys.length < minProperties) add('too-few', `needs at least ${counted(minProperties, 'key', 'keys')}`);
    if (keys.length > maxProperties) {
      add('too-many', `may have at most ${counted(maxProperties, 'key', 'keys')}, not ${keys.length}`);
    }
    for (const key of keys.length > maxProperties ? keys.slice(0, maxProperties) : keys) {
      const number = childOf(node, key);
      if (number !== undefined) inside(key, map[key], pool.nodeOf(number));
    }
  }

  /** Alternatives give one breach together: each of them would say the same place again. */
  function checkForms(value: Value, { oneOf, anyOf, allOf, not }: SchemaNode): void {
    if (oneOf === undefined && anyOf === undefined && allOf === undefined && not === undefined) return;
    for (const number of allOf ?? []) check(value, pool.nodeOf(number));
    // How many alternatives a value fits that is not told as a whole, nobody knows.
    if (isUnclear(value)) return;
    const against = (number: number): readonly Breach[] =>
      structureBreaches(value, pool.nodeOf(number), pool, at, openAt);
    const holds = (number: number): boolean => against(number).length === 0;
    const fails =
      (oneOf !== undefined && oneOf.filter(holds).length !== 1) ||
      (anyOf !== undefined && !anyOf.some(holds)) ||
      (not !== undefined && holds(not));
    if (!fails) return;
    const closest = closestOf([...(oneOf ?? []), ...(anyOf ?? [])].map(against));
    breaches.push(
      closest === undefined
        ? { kind: 'one-of', at: [...at], message: `${fieldOf(at)} must have one of the forms that its schema allows` }
        : { ...closest, kind: 'one-of' },
    );
  }

  check(root, schema);
  return breaches;
}

/** What is wrong in the alternative whose discriminator holds. */
function closestOf(alternatives: readonly (readonly Breach[])[]): Breach | undefined {
  return alternatives
    .filter((breaches) => breaches.length > 0 && !breaches.some(({ kind }) => kind === 'enum'))
    .toSorted((a, b) => a.length - b.length)[0]?.[0];
}

/** The name that a message begins with: of a list's item the list's. */
function fieldOf(at: Path): string {
  const name = at.findLast((step) => typeof step === 'string');
  return name === undefined ? 'the object' : shortened(name);
}

function within(at: Path): string {
  return at.length === 0 ? '' : ` in ${fieldOf(at)}`;
}

function stating(item: Value, keys: readonly string[]): string {
  return keys.map((key) => (isStated(item, key) ? `${key} ${quoted(member(item, key))}` : key)).join(' with ');
}

function isStated(item: Value, key: string | undefined): boolean {
  return key === undefined || !isMap(item) || Object.hasOwn(item, key);
}

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

function choice(values: readonly Value[]): string {
  const [only] = values;
  return values.length === 1 ? quoted(only) : `one of ${values.map(quoted).join(', ')}`;
}

const names = {
  object: 'a map',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
} as const;

function typeOf(value: Value): SchemaNode['type'] | 'null' {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (isMap(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' ? 'string' : 'boolean';
}

/** A value of a wrong type in words; scalars as they stand. */
function stated(value: Value): string {
  if (isList(value)) return 'a list';
  return isMap(value) ? 'a map' : quoted(value);
}

function typeProblem(value: Value, { type, isIntOrString }: SchemaNode): string | null {
  const is = typeOf(value);
  if (isIntOrString) {
    return is === 'integer' || is === 'string' ? null : `must be an integer or a string, not ${stated(value)}`;
  }
  if (type === undefined || is === type || (type === 'number' && is === 'integer')) return null;
  const quotes = type === 'string' && !isList(value) && !isMap(value) && value !== null ? '; put it in quotes' : '';
  return `must be ${names[type]}, not ${stated(value)}${quotes}`;
}
