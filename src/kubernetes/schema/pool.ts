import { commonDefaults, defaultsTree } from './common-defaults.ts';
import type { Expressions, ReadyRule } from './model/expressions.ts';
import type { StatedRule } from './model/stated-rule.ts';
import type { DefaultsTree, SchemaNode, SchemaPool } from './model/schema.ts';
import { compiled, foundBy } from './pattern.ts';

/** What a pool does with what was published nowhere. */
export interface StatedParts {
  /** Evaluates rules; null where none can be. */
  readonly expressions: Expressions | null;
  /** Whether a pattern was published, so that it is known to take time in proportion to its text. */
  readonly isPublished: (pattern: string) => boolean;
}

const nothingStated: StatedParts = { expressions: null, isPublished: () => true };

/** The pool of nodes that are found by their numbers. */
export function createSchemaPool(
  nodeOf: (number: number) => SchemaNode,
  { expressions, isPublished }: StatedParts = nothingStated,
): SchemaPool {
  const published = remembered(compiled);
  const stated = remembered(foundBy);
  const rules = remembered((node: SchemaNode) =>
    remembered((rule: StatedRule): ReadyRule | null => expressions && expressions.ready(rule, node, nodeOf)),
  );
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
    matches: (pattern, text) => (isPublished(pattern) ? published(pattern).test(text) : stated(pattern)(text)),
    judge(rule, node, value, old) {
      const ready = rules(node)(rule);
      if (ready === null) return { outcome: null, readsOld: false };
      const { readsOld } = ready;
      return { outcome: readsOld && old === undefined ? 'kept' : ready.judge(value, old), readsOld };
    },
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
