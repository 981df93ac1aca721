import { childOf, type SchemaPool, type SchemaNode } from './model/schema.ts';
import { has, isList, isMap, mapOf, type Path, type Value, type ValueMap } from './model/value.ts';

/** A value with every default of its schema, and where those were filled in. */
export interface Defaulted {
  readonly value: Value;
  readonly filledIn: readonly { readonly path: Path; readonly value: Value }[];
}

/** What filling in asks of a pool. */
type DefaultsPool = Pick<SchemaPool, 'nodeOf' | 'hasDefaults' | 'fieldsWithDefault'>;

/**
 * What the API server makes of a pruned object: a null where the schema wants none gives way to the default, or goes;
 * an absent field with a default is filled in, at any depth that is there.
 */
export function defaulted(value: Value, root: SchemaNode, pool: DefaultsPool): Defaulted {
  const filledIn: { path: Path; value: Value }[] = [];
  const at: (string | number)[] = [];
  const hasNulls = holdsNull(value);

  function below(inner: Value, schema: SchemaNode | undefined): Value {
    if (schema === undefined || typeof inner !== 'object' || inner === null) return inner;
    // Nothing changes where there is neither a default nor a null.
    if (!hasNulls && !pool.hasDefaults(schema)) return inner;
    if (isList(inner)) {
      const items = schema.items === undefined ? undefined : pool.nodeOf(schema.items);
      return inner.map((item, index) => inside(index, item, items));
    }
    return isMap(inner) ? filled(inner, schema) : inner;
  }

  function inside(step: string | number, inner: Value, schema: SchemaNode | undefined): Value {
    at.push(step);
    const made = below(inner, schema);
    at.pop();
    return made;
  }

  function filled(map: ValueMap, schema: SchemaNode): ValueMap {
    const entries: [string, Value][] = [];
    for (const key of Object.keys(map)) {
      const each = map[key];
      const known = schemaOf(key, schema);
      // A null is as good as absent, unless the field may be null.
      if (each === null && known && known.nullable !== true) continue;
      entries.push([key, inside(key, each, known)]);
    }
    for (const [key, known] of pool.fieldsWithDefault(schema)) {
      if (has(map, key) && !(map[key] === null && known.nullable !== true)) continue;
      const path = [...at, key];
      // Data of the CustomResourceDefinition: JSON, as the object is.
      const filling = inside(key, known.default as Value, known);
      filledIn.push({ path, value: filling });
      entries.push([key, filling]);
    }
    return mapOf(entries);
  }

  function schemaOf(key: string, schema: SchemaNode): SchemaNode | undefined {
    const number = childOf(schema, key);
    return number === undefined ? undefined : pool.nodeOf(number);
  }

  return { value: below(value, root), filledIn };
}

function holdsNull(value: Value): boolean {
  if (value === null) return true;
  if (isList(value)) return value.some(holdsNull);
  return isMap(value) && Object.values(value).some(holdsNull);
}
