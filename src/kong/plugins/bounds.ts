import { isList, isMap, isUnclear, type Value } from '../../kubernetes/schema/model/value.ts';
import { plain, quoted } from '../../kubernetes/schema/model/quoted.ts';
import { faultOf } from './predicates.ts';
import { isRegexFault } from './regex.ts';
import type { Bounds, Field, FieldType } from './schema.ts';

const typeNames = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  set: 'a list',
  map: 'a map',
  record: 'a map',
} as const;

/** `{vault://env/it}`: a value that Kong looks up. */
export function isVaultReference(value: Value): boolean {
  return typeof value === 'string' && value.startsWith('{vault://') && value.endsWith('}');
}

/** What Kong expects of a value that it does not take, after "expects"; null for one that it takes, or may take. */
export function expectedOf(field: Field, value: Value): string | null {
  if (value === undefined) return null;
  if (!hasType(field, value)) return typeNames[field.type];
  if (field.type === 'string' && field.referenceable === true && isVaultReference(value)) return null;
  return boundOf(field.type === 'string' ? { lenMin: 1, ...field } : field, value);
}

/** The type that a value has not. */
export function missedType(field: Field, value: Value): FieldType | null {
  return hasType(field, value) ? null : field.type;
}

function hasType({ type }: Field, value: Value): boolean {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
    case 'set':
      return isList(value) || (isMap(value) && Object.keys(value).length === 0);
    case 'map':
    case 'record':
      return isMap(value) || isList(value);
  }
}

type Bound = (bounds: Bounds, value: Value) => string | null;

const list = (items: readonly Value[]): string => items.map(plain).join(', ');

const size = (value: Value): number => {
  if (typeof value === 'string') return bytesOf(value);
  return isList(value) ? value.length : isMap(value) ? Object.keys(value).length : 0;
};

const items = (value: Value, count: number): string =>
  typeof value === 'string' ? `${count} character${count === 1 ? '' : 's'}` : `${count} item${count === 1 ? '' : 's'}`;

/** Of a longer text no pattern is asked: some take a time that grows with its square. */
const longest = 1000;

const isShort = (value: Value): value is string => typeof value === 'string' && value.length <= longest;

const matches = (pattern: string, value: Value): boolean => isShort(value) && new RegExp(pattern, 's').test(value);

const misses = (pattern: string, value: Value): boolean => isShort(value) && !matches(pattern, value);

/** In the order in which Kong looks at them; the first that fails is told. */
const order: readonly Bound[] = [
  ({ equals }, value) => (equals === undefined || value === equals ? null : plain(equals)),
  ({ notOneOf }, value) =>
    typeof value === 'string' && notOneOf?.includes(value) === true ? `another name than ${list(notOneOf)}` : null,
  ({ oneOf }, value) => (oneOf === undefined || oneOf.some((each) => each === value) ? null : oneOfText(oneOf)),
  ({ above }, value) => (above === undefined || Number(value) > above ? null : `more than ${above}`),
  ({ isRegex }, value) =>
    isRegex === true && typeof value === 'string' && isRegexFault(value) ? 'a regular expression' : null,
  ({ between }, value) =>
    between === undefined || (Number(value) >= between[0] && Number(value) <= between[1])
      ? null
      : `${between[0]} to ${between[1]}`,
  ({ lenMin }, value) => (lenMin === undefined || size(value) >= lenMin ? null : `at least ${items(value, lenMin)}`),
  ({ lenMax }, value) => (lenMax === undefined || size(value) <= lenMax ? null : `at most ${items(value, lenMax)}`),
  ({ startsWith }, value) =>
    startsWith === undefined || (typeof value === 'string' && value.startsWith(startsWith))
      ? null
      : `a text that begins with ${quoted(startsWith)}`,
  ({ matchesNone = [] }, value) =>
    matchesNone.some((pattern) => matches(pattern, value)) ? 'another name than this' : null,
  ({ matches: pattern }, value) =>
    pattern === undefined || !misses(pattern, value) ? null : `a text that matches ${pattern}`,
  ({ matchesAll = [] }, value) =>
    matchesAll.some((pattern) => misses(pattern, value)) ? 'at most one wildcard' : null,
  ({ matchesAny }, value) =>
    matchesAny === undefined || !matchesAny.every((pattern) => misses(pattern, value))
      ? null
      : 'a wildcard as the first or last label',
  ({ contains }, value) =>
    contains === undefined || !isList(value) || value.some((each) => each === contains)
      ? null
      : `a list with ${quoted(contains)}`,
  ({ check }, value) => (check === undefined || isUnclear(value) ? null : faultOf(check, value)),
];

function oneOfText(options: readonly (string | number)[]): string {
  return options.length === 1 ? list(options) : `one of ${list(options)}`;
}

/** What a value lacks of its bounds, after "expects"; null where it lacks nothing. */
export function boundOf(bounds: Bounds, value: Value): string | null {
  for (const bound of order) {
    const expected = bound(bounds, value);
    if (expected !== null) return expected;
  }
  return null;
}

/** Kong counts the bytes of UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
