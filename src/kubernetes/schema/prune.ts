import { childOf, type SchemaPool, type SchemaNode } from './model/schema.ts';
import { isList, isMap, mapOf, type Path, type Value, type ValueMap } from './model/value.ts';

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
  const at: (string | number)[] = [];

  function below(inner: Value, schema: SchemaNode | undefined): Value {
    if (isList(inner)) return itemsBelow(inner, schema?.items === undefined ? undefined : pool.nodeOf(schema.items));
    return isMap(inner) ? fieldsBelow(inner, schema) : inner;
  }

  /** Most lists and maps stay as they are, and are not copied. */
  function itemsBelow(list: readonly Value[], schema: SchemaNode | undefined): readonly Value[] {
    let isChanged = false;
    const kept = list.map((item, index) => {
      at.push(index);
      const itemKept = below(item, schema);
      at.pop();
      isChanged ||= itemKept !== item;
      return itemKept;
    });
    return isChanged ? kept : list;
  }

  function fieldsBelow(map: ValueMap, schema: SchemaNode | undefined): ValueMap {
    let isChanged = false;
    const kept: [string, Value][] = [];
    for (const key of Object.keys(map)) {
      const each = map[key];
      const known = schema && schemaOf(key, schema, at.length === 0);
      at.push(key);
      if (known === undefined) unknownFields.push([...at]);
      else kept.push([key, known === 'untouched' ? each : below(each, known)]);
      at.pop();
      isChanged ||= known === undefined || kept.at(-1)?.[1] !== each;
    }
    return isChanged ? mapOf(kept) : map;
  }

  function schemaOf(key: string, schema: SchemaNode, isRoot: boolean): SchemaNode | 'untouched' | undefined {
    if ((isRoot || schema.isEmbedded) && ofEveryObject.includes(key)) return 'untouched';
    const number = childOf(schema, key);
    if (number !== undefined) return pool.nodeOf(number);
    return schema.preservesUnknown ? 'untouched' : undefined;
  }

  return { value: below(value, root), unknownFields };
}
