import type { SchemaPool, SchemaNode } from './model/schema.ts';
import { isList, isMap, mapOf, type Path, type Value } from './model/value.ts';

/** A value with every default of its schema, and where those were filled in. */
export interface Defaulted {
  readonly value: Value;
  readonly filledIn: readonly { readonly path: Path; readonly value: Value }[];
}

/**
 * What the API server makes of a pruned object: a null where the schema wants none gives way to the default, or goes;
 * an absent field with a default is filled in, at any depth that is there.
 */
export function defaulted(value: Value, root: SchemaNode, pool: SchemaPool): Defaulted {
  const filledIn: { path: Path; value: Value }[] = [];

  function below(inner: Value, schema: SchemaNode | undefined, at: Path): Value {
    if (schema === undefined) return inner;
    if (isList(inner)) {
      const items = schema.items === undefined ? undefined : pool.nodeOf(schema.items);
      return inner.map((item, index) => below(item, items, [...at, index]));
    }
    if (!isMap(inner)) return inner;
    const entries = Object.entries(inner).flatMap(([key, each]): [string, Value][] => {
      const known = schemaOf(key, schema);
      // A null is as good as absent, unless the field may be null.
      if (each === null && known && known.nullable !== true) return [];
      return [[key, below(each, known, [...at, key])]];
    });
    const present = new Set(entries.map(([key]) => key));
    for (const [key, number] of Object.entries(schema.properties ?? {})) {
      const known = pool.nodeOf(number);
      if (present.has(key) || known.default === undefined) continue;
      const path = [...at, key];
      // Data of the CustomResourceDefinition: JSON, as the object is.
      const filled = below(known.default as Value, known, path);
      filledIn.push({ path, value: filled });
      entries.push([key, filled]);
    }
    return mapOf(entries);
  }

  function schemaOf(key: string, { properties, additionalProperties }: SchemaNode): SchemaNode | undefined {
    const number = properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    return number === undefined ? undefined : pool.nodeOf(number);
  }

  return { value: below(value, root, []), filledIn };
}
