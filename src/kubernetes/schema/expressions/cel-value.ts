import { childOf, type SchemaNode } from '../model/schema.ts';
import { isList, isMap, type Value } from '../model/value.ts';
import { nameInRules } from './field-names.ts';
import { typeOf } from './value-type.ts';

/** Stands for what has a type that is not evaluated here: whatever is done with it ends the evaluation. */
class Opaque {
  readonly isOpaque = true;
}

type CelValue = string | bigint | number | boolean | Opaque | CelValue[] | { [key: string]: CelValue };

/** A value as CEL has it by its schema: integers apart from other numbers, fields under the names that rules use. */
export function celValue(value: Value, node: SchemaNode, nodeOf: (number: number) => SchemaNode): CelValue {
  const type = typeOf(node);
  if (type === null || value === undefined || value === null) return new Opaque();
  if (isList(value)) {
    const { items } = node;
    if (items === undefined) return new Opaque();
    return value.map((item) => celValue(item, nodeOf(items), nodeOf));
  }
  if (isMap(value)) {
    const entries = Object.entries(value).flatMap(([key, each]): [string, CelValue][] => {
      const number = childOf(node, key);
      const name = node.properties && Object.hasOwn(node.properties, key) ? nameInRules(key) : key;
      return number === undefined || name === null ? [] : [[name, celValue(each, nodeOf(number), nodeOf)]];
    });
    return Object.fromEntries(entries);
  }
  if (typeof value === 'number') {
    if (node.type === 'number') return value;
    return Number.isSafeInteger(value) ? BigInt(value) : new Opaque();
  }
  // Lengths and places count characters there, and units of UTF-16 in the library.
  if (typeof value === 'string' && /[\u{10000}-\u{10ffff}]/u.test(value)) return new Opaque();
  return value;
}
