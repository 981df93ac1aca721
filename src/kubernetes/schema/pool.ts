import type { SchemaNode, SchemaPool } from './model/schema.ts';
import { compiled } from './pattern.ts';

/** The pool of nodes that are found by their numbers. */
export function createSchemaPool(nodeOf: (number: number) => SchemaNode): SchemaPool {
  const expressions = remembered(compiled);
  const defaultsOf = remembered((node: SchemaNode): string => {
    const below = (number: number | undefined): string => (number === undefined ? '' : defaultsOf(nodeOf(number)));
    const fields = Object.entries(node.properties ?? {}).flatMap(([key, number]) => {
      const inner = below(number);
      return inner === '' ? [] : [[key, inner]];
    });
    const [other, items] = [below(node.additionalProperties), below(node.items)];
    if (node.default === undefined && fields.length === 0 && other === '' && items === '') return '';
    return JSON.stringify([node.default, node.nullable, fields, other, items]);
  });
  const hasRules = remembered((node: SchemaNode): boolean => {
    const { rules = [], properties = {}, additionalProperties = [], items = [] } = node;
    const below = [...Object.values(properties), additionalProperties, items].flat();
    return rules.length > 0 || below.some((number) => hasRules(nodeOf(number)));
  });
  const fieldsWithDefault = remembered((node: SchemaNode) =>
    Object.entries(node.properties ?? {})
      .map(([key, number]) => [key, nodeOf(number)] as const)
      .filter(([, field]) => field.default !== undefined),
  );
  const matches = (pattern: string, text: string): boolean => expressions(pattern).test(text);
  return { nodeOf, matches, defaultsOf, fieldsWithDefault, hasRules };
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
