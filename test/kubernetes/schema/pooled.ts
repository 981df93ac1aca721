import { createSchemaPool } from '../../../src/kubernetes/schema/pool.ts';
import type { SchemaPool, SchemaNode } from '../../../src/kubernetes/schema/model/schema.ts';

/** A schema with its parts within, as it is written down. */
export type Nested = Omit<
  SchemaNode,
  'properties' | 'additionalProperties' | 'items' | 'oneOf' | 'anyOf' | 'allOf' | 'not'
> & {
  readonly properties?: Readonly<Record<string, Nested>>;
  readonly additionalProperties?: Nested;
  readonly items?: Nested;
  readonly oneOf?: readonly Nested[];
  readonly anyOf?: readonly Nested[];
  readonly allOf?: readonly Nested[];
  readonly not?: Nested;
};

/** The same schema with its parts in a pool. */
export function pooled(schema: Nested): {
  readonly root: SchemaNode;
  readonly number: number;
  readonly pool: SchemaPool;
} {
  const nodes: SchemaNode[] = [];
  const add = ({ properties, additionalProperties, items, oneOf, anyOf, allOf, not, ...rest }: Nested): number => {
    const all = (list: readonly Nested[]): number[] => list.map(add);
    const node: SchemaNode = {
      ...rest,
      ...(properties && {
        properties: Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, add(inner)])),
      }),
      ...(additionalProperties && { additionalProperties: add(additionalProperties) }),
      ...(items && { items: add(items) }),
      ...(oneOf && { oneOf: all(oneOf) }),
      ...(anyOf && { anyOf: all(anyOf) }),
      ...(allOf && { allOf: all(allOf) }),
      ...(not && { not: add(not) }),
    };
    return nodes.push(node) - 1;
  };
  const number = add(schema);
  const pool = createSchemaPool((each) => nodes[each] ?? {});
  return { root: pool.nodeOf(number), number, pool };
}
