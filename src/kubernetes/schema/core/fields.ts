import { isList, member, type Value } from '../model/value.ts';

/** The items of a list, which may not be there. */
export function listOf(value: Value, key: string): readonly Value[] {
  const list = member(value, key);
  return isList(list) ? list : [];
}

/** A text, or undefined where there is none. */
export function textIn(value: Value, key: string): string | undefined {
  const text = member(value, key);
  return typeof text === 'string' ? text : undefined;
}
