import type { SchemaPool, SchemaNode } from './model/schema.ts';
import { isList, isMap, mapOf, type Path, type Value } from './model/value.ts';

/** A value without the fields that its schema does not know, and where those stood. */
export interface Pruned {
  readonly value: Value;
  readonly unknownFields: readonly Path[];
}

/** At the root of an object these are decoded apart, whatever the schema says. */
const ofEveryObject: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** What the API server drops from an object before it looks at it any further. */
export function pruned(value: Value, root: SchemaNode, pool: SchemaPool): Pruned {
  const unknownFields: Path[] = [];

  function below(inner: Value, schema: SchemaNode | undefined, at: Path): Value {
    if (isList(inner)) {
      const items = schema?.items === undefined ? undefined : pool.nodeOf(schema.items);
      return inner.map((item, index) => below(item, items, [...at, index]));
    }
    if (!isMap(inner)) return inner;
    const kept: [string, Value][] = [];
    for (const [key, each] of Object.entries(inner)) {
      const path = [...at, key];
      const known = schema && schemaOf(key, schema, at.length === 0);
      if (known === 'untouched') kept.push([key, each]);
      else if (known) kept.push([key, below(each, known, path)]);
      else unknownFields.push(path);
    }
    return mapOf(kept);
  }

  function schemaOf(key: string, schema: SchemaNode, isRoot: boolean): SchemaNode | 'untouched' | undefined {
    if ((isRoot || schema.isEmbedded) && ofEveryObject.includes(key)) return 'untouched';
    const number =
      schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : schema.additionalProperties;
    if (number !== undefined) return pool.nodeOf(number);
    return schema.preservesUnknown ? 'untouched' : undefined;
  }

  return { value: below(value, root, []), unknownFields };
}
