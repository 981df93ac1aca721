import type { StatedDefinition, StatedVersion } from '../stated-definition.ts';
import { parseYaml } from '../../source/parse.ts';
import { toJson } from '../../source/json.ts';
import { internSchema, publishedName, UnreadableSchema, type NodeStore } from './intern-schema.ts';
import type { SchemaNode, ServedKind } from './model/schema.ts';
import { member } from './model/value.ts';
import { isCompilable } from './pattern.ts';

/** Nodes of published schemas, and those of repositories behind them. */
export interface NodeShelf {
  nodeOf(number: number): SchemaNode;
  isPublished(pattern: string): boolean;
  /** What a definition of a repository serves; null for one that cannot be read, of which nothing is known then. */
  define(definition: StatedDefinition): readonly ServedKind[] | null;
}

/** A definition of Gateway API has a few hundred nodes, one of Kong Operator a thousand. */
const mostNodes = 20_000;

/**
 * @param published the nodes of published schemas, asked for when they are needed
 * @param nameOf our name of a rule; undefined for one that is not known
 */
export function createNodeShelf(
  published: () => readonly SchemaNode[],
  nameOf: (expression: string) => string | undefined = publishedName,
): NodeShelf {
  const own: SchemaNode[] = [];
  let numbers: Map<string, number> | null = null;
  let patterns: Set<string> | null = null;
  const known = (): Map<string, number> =>
    (numbers ??= new Map(published().map((node, number) => [JSON.stringify(node), number])));
  const store: NodeStore = {
    numberOf(node) {
      const key = JSON.stringify(node);
      const found = known().get(key);
      if (found !== undefined) return found;
      if (own.length >= mostNodes) throw new UnreadableSchema('there are too many schemas');
      const number = published().length + own.push(node) - 1;
      known().set(key, number);
      return number;
    },
    knowsPattern: (pattern) => isPublished(pattern) || isCompilable(pattern),
    ruleFor: (rule) => nameOf(rule.expression) ?? rule,
    missed: () => {},
  };
  const isPublished = (pattern: string): boolean => {
    patterns ??= new Set(published().flatMap((node) => node.pattern ?? []));
    return patterns.has(pattern);
  };
  const nodeOf = (number: number): SchemaNode => published()[number] ?? own[number - published().length] ?? {};
  const rootOf = ({ kind }: StatedDefinition, { version, schema }: StatedVersion): number => {
    const root = parseYaml(kind, schema).documents[0]?.root;
    // Plain data, as the API server decodes it.
    const value = root === undefined ? undefined : toJson(root);
    const number = internSchema(member(member(value, 'schema'), 'openAPIV3Schema'), store, `${kind} ${version} `);
    if (isAbridged(nodeOf(number))) throw new UnreadableSchema(`${kind} ${version} states no field`);
    return number;
  };
  return {
    nodeOf,
    isPublished,
    define(definition) {
      const { group, kind, isNamespaced, versions } = definition;
      if (versions === null) return null;
      try {
        return versions.map((each) => ({
          group,
          version: each.version,
          kind,
          isNamespaced,
          root: rootOf(definition, each),
        }));
      } catch (error) {
        if (error instanceof UnreadableSchema) return null;
        throw error;
      }
    },
  };
}

const ofEveryKind = ['apiVersion', 'kind', 'metadata', 'status'];

/** Whether nothing of the kind is stated: people shorten definitions in repositories that never reach a cluster. */
function isAbridged({ properties = {}, preservesUnknown }: SchemaNode): boolean {
  return preservesUnknown !== true && Object.keys(properties).every((key) => ofEveryKind.includes(key));
}
