import { defaulted } from './defaults.ts';
import type { DefaultsTree, SchemaNode, SchemaPool } from './model/schema.ts';
import { has, isEqual, isList, isMap, type Path, type Value } from './model/value.ts';

/** A field that is left out, and what is filled in. */
export interface FilledIn {
  readonly path: Path;
  readonly value: Value;
}

/** The defaults of one schema; null where it has none. Its parts are asked of `treeOf`, which may know them. */
export function defaultsTree(
  node: SchemaNode,
  pool: Pick<SchemaPool, 'nodeOf' | 'hasDefaults' | 'fieldsWithDefault'>,
  treeOf: (node: SchemaNode) => DefaultsTree | null,
): DefaultsTree | null {
  if (!pool.hasDefaults(node)) return null;
  const below = (number: number | undefined): DefaultsTree | null =>
    number === undefined ? null : treeOf(pool.nodeOf(number));
  return {
    // Data of the CustomResourceDefinition: JSON, as the object is.
    value: node.default === undefined ? undefined : defaulted(node.default as Value, node, pool).value,
    nullable: node.nullable === true,
    fields: fieldsOf(Object.entries(node.properties ?? {}).map(([key, number]) => [key, below(number)])),
    others: below(node.additionalProperties),
    items: below(node.items),
  };
}

/** The defaults that all of the trees have; null where there are none. */
export function commonDefaults([first = null, ...rest]: readonly (DefaultsTree | null)[]): DefaultsTree | null {
  return rest.reduce<DefaultsTree | null>((common, tree) => common && tree && agreed(common, tree), first);
}

function fieldsOf(fields: readonly (readonly [string, DefaultsTree | null])[]): DefaultsTree['fields'] {
  return new Map(fields.flatMap(([key, tree]) => (tree === null ? [] : [[key, tree]])));
}

function agreed(one: DefaultsTree, other: DefaultsTree): DefaultsTree | null {
  if (one === other) return one;
  const below = (a: DefaultsTree | null | undefined, b: DefaultsTree | null | undefined): DefaultsTree | null =>
    a && b ? agreed(a, b) : null;
  const value = one.value !== undefined && isEqual(one.value, other.value) ? one.value : undefined;
  const fields = fieldsOf([...one.fields].map(([key, tree]) => [key, below(tree, other.fields.get(key))]));
  const [others, items] = [below(one.others, other.others), below(one.items, other.items)];
  if (value === undefined && fields.size === 0 && others === null && items === null) return null;
  return { value, nullable: one.nullable || other.nullable, fields, others, items };
}

/** What is filled in of an object that is created: nobody can state a status by applying one. */
export function filledIn(object: Value, tree: DefaultsTree): readonly FilledIn[] {
  const found: FilledIn[] = [];
  const at: (string | number)[] = [];

  function inside(step: string | number, inner: Value, known: DefaultsTree | null | undefined): void {
    if (!known) return;
    at.push(step);
    below(inner, known);
    at.pop();
  }

  function below(inner: Value, { fields, others, items }: DefaultsTree): void {
    if (isList(inner)) inner.forEach((item, index) => inside(index, item, items));
    else if (isMap(inner)) {
      const isRoot = at.length === 0;
      for (const key of Object.keys(inner)) {
        if (!(isRoot && key === 'status')) inside(key, inner[key], fields.get(key) ?? others);
      }
      for (const [key, { value, nullable }] of fields) {
        const isLeftOut = !has(inner, key) || (inner[key] === null && !nullable) || (isRoot && key === 'status');
        if (value !== undefined && isLeftOut) found.push({ path: [...at, key], value });
      }
    }
  }

  below(object, tree);
  return found;
}
