/**
 * Plain data of an object as the API server decodes it. `undefined` as a value means that something stands there
 * which the tree does not tell (a variable, a Secret); an absent key means that nothing does.
 */
export type Value = string | number | boolean | null | undefined | readonly Value[] | ValueMap;

export interface ValueMap {
  readonly [key: string]: Value;
}

/** Keys and list indexes from an object's root. */
export type Path = readonly (string | number)[];

export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** `Array.isArray` does not narrow readonly arrays. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Own keys only: a manifest may well have a key `constructor`. */
export function has(value: Value, key: string): boolean {
  return isMap(value) && Object.hasOwn(value, key);
}

/** The value of an own key; undefined where there is none. */
export function member(value: Value, key: string): Value {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Whether anything in the value is not told by the tree. */
export function isUnclear(value: Value): boolean {
  if (value === undefined) return true;
  if (isList(value)) return value.some(isUnclear);
  return isMap(value) && Object.values(value).some(isUnclear);
}

/** A map of the entries; a key `__proto__` stays an ordinary key. */
export function mapOf(entries: Iterable<readonly [string, Value]>): ValueMap {
  const map: Record<string, Value> = {};
  for (const [key, value] of entries) put(map, key, value);
  return map;
}

/** One more key of a map that nobody else has yet. */
export function put(map: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** Equal data, whatever the order of keys. */
export function isEqual(one: Value, other: Value): boolean {
  if (isList(one)) {
    return isList(other) && one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  }
  if (!isMap(one)) return one === other;
  const keys = Object.keys(one);
  return (
    isMap(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}

/** As the API server writes paths: `spec.rules[0].backendRefs[1].port`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

/** Characters, and not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
