import { commonDefaults, defaultsTree } from './common-defaults.ts';
import type { DefaultsTree, SchemaNode, SchemaPool } from './model/schema.ts';
import { compiled } from './pattern.ts';

/** The pool of nodes that are found by their numbers. */
export function createSchemaPool(nodeOf: (number: number) => SchemaNode): SchemaPool {
  const expressions = remembered(compiled);
  const below = ({ properties = {}, additionalProperties, items }: SchemaNode): readonly SchemaNode[] =>
    [...Object.values(properties), additionalProperties, items].flatMap((number) =>
      number === undefined ? [] : [nodeOf(number)],
    );
  const hasDefaults = remembered(
    (node: SchemaNode): boolean => node.default !== undefined || below(node).some((each) => hasDefaults(each)),
  );
  const hasRules = remembered(
    (node: SchemaNode): boolean => (node.rules ?? []).length > 0 || below(node).some((each) => hasRules(each)),
  );
  const fieldsWithDefault = remembered((node: SchemaNode) =>
    Object.entries(node.properties ?? {})
      .map(([key, number]) => [key, nodeOf(number)] as const)
      .filter(([, field]) => field.default !== undefined),
  );
  const treeOf = remembered((node: SchemaNode): DefaultsTree | null =>
    defaultsTree(node, { nodeOf, hasDefaults, fieldsWithDefault }, treeOf),
  );
  const common = remembered((numbers: string) =>
    commonDefaults(numbers.split(' ').map((number) => treeOf(nodeOf(Number(number))))),
  );
  return {
    nodeOf,
    matches: (pattern, text) => expressions(pattern).test(text),
    hasDefaults,
    fieldsWithDefault,
    commonDefaults: (numbers) => (numbers.length === 0 ? null : common([...new Set(numbers)].join(' '))),
    hasRules,
  };
}

/** A function that works out each of its values once. */
export function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
