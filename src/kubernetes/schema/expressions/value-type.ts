import type { SchemaNode } from '../model/schema.ts';

/** What rules may do with the values of a schema. */
export type ValueType = 'scalar' | 'list' | 'object' | 'map';

/** Formats whose texts are no texts to rules. */
const otherThanText = ['byte', 'binary', 'date', 'date-time', 'datetime', 'duration'];

/** Null for a schema whose values are not evaluated here. */
export function typeOf(node: SchemaNode): ValueType | null {
  const { type, format, nullable, properties, additionalProperties, items, isIntOrString } = node;
  if (nullable === true) return null;
  if (isIntOrString === true) return 'scalar';
  if (type === 'string') return format !== undefined && otherThanText.includes(format) ? null : 'scalar';
  if (type === 'array') return items === undefined ? null : 'list';
  if (type === 'object') {
    if (properties !== undefined) return 'object';
    return additionalProperties === undefined ? null : 'map';
  }
  return type === undefined ? null : 'scalar';
}
