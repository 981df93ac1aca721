import { createHash } from 'node:crypto';
import type { Definition } from './definitions.ts';
import ruleNames from './rule-names.json' with { type: 'json' };

/** OpenAPI v3 as CustomResourceDefinitions use it. */
export interface PublishedSchema {
  readonly [keyword: string]: unknown;
}

/** Groups whose objects are judged. */
const groups = [
  'gateway.networking.k8s.io',
  'gateway.networking.x-k8s.io',
  'configuration.konghq.com',
  'gateway-operator.konghq.com',
];

/** Our name of a keyword; those that are not here say nothing about what is valid. */
const keywords: Readonly<Record<string, string>> = {
  type: 'type',
  required: 'required',
  enum: 'enum',
  default: 'default',
  nullable: 'nullable',
  minimum: 'minimum',
  maximum: 'maximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
  minProperties: 'minProperties',
  maxProperties: 'maxProperties',
  pattern: 'pattern',
  format: 'format',
  'x-kubernetes-list-type': 'listType',
  'x-kubernetes-list-map-keys': 'listMapKeys',
  'x-kubernetes-preserve-unknown-fields': 'preservesUnknown',
  'x-kubernetes-int-or-string': 'isIntOrString',
  'x-kubernetes-embedded-resource': 'isEmbedded',
};
const ignored = ['description', 'title', 'example', 'externalDocs', 'x-kubernetes-map-type', 'uniqueItems'];

type SetRow = readonly [
  group: string,
  version: string,
  kind: string,
  isNamespaced: boolean,
  root: number,
  isDeprecated: boolean,
];

export interface Pool {
  /** Takes in the definitions of one release and gives back the number of its set; equal ones share theirs. */
  add(definitions: readonly Definition[]): number;
  result(): { nodes: readonly object[]; sets: readonly (readonly SetRow[])[]; unnamedRules: readonly string[] };
}

/** Schemas of many releases with every equal part once. */
export function createPool(): Pool {
  const nodes: object[] = [];
  const numbers = new Map<string, number>();
  const sets: (readonly SetRow[])[] = [];
  const setNumbers = new Map<string, number>();
  const unnamedRules = new Set<string>();

  function intern(schema: PublishedSchema, where: string): number {
    const node: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(schema).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const below = (inner: unknown, part: string): number => intern(inner as PublishedSchema, `${where}${part}`);
      if (keyword === 'properties') {
        const properties = Object.entries(value as object).toSorted(([a], [b]) => (a < b ? -1 : 1));
        node['properties'] = Object.fromEntries(properties.map(([key, inner]) => [key, below(inner, `.${key}`)]));
      } else if (keyword === 'items') node['items'] = below(value, '[]');
      else if (keyword === 'not') node['not'] = below(value, '');
      else if (keyword === 'additionalProperties') {
        if (typeof value === 'object') node['additionalProperties'] = below(value, '{}');
        else if (value === true) node['preservesUnknown'] = true;
      } else if (['oneOf', 'anyOf', 'allOf'].includes(keyword)) {
        node[keyword] = (value as PublishedSchema[]).map((inner) => below(inner, ''));
      } else if (keyword === 'x-kubernetes-validations') {
        node['rules'] = (value as { rule: string }[]).map(({ rule }) => nameOf(rule, where));
      } else if (Object.hasOwn(keywords, keyword)) node[keywords[keyword] ?? ''] = value;
      else if (!ignored.includes(keyword)) throw new Error(`${where}: ${keyword} is not known here`);
    }
    const key = JSON.stringify(node);
    const number = numbers.get(key) ?? nodes.push(node) - 1;
    numbers.set(key, number);
    return number;
  }

  /** An expression is known by its digest, so that none of it stands here. */
  function nameOf(rule: string, where: string): string | null {
    const digest = createHash('sha256').update(rule).digest('hex').slice(0, 12);
    const name = (ruleNames as Readonly<Record<string, string>>)[digest] ?? null;
    if (name === null) unnamedRules.add(`${digest} ${where}`);
    return name;
  }

  return {
    add(definitions) {
      const rows = definitions
        .filter(({ spec }) => groups.includes(spec.group))
        .flatMap(({ spec: { group, scope, names, versions } }) =>
          versions
            .filter(({ served }) => served)
            .map(({ name, deprecated = false, schema }): SetRow => {
              const root = intern(withoutStatus(schema.openAPIV3Schema), `${names.kind} ${name} `);
              return [group, name, names.kind, scope === 'Namespaced', root, deprecated];
            }),
        )
        .toSorted((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1));
      const key = JSON.stringify(rows);
      const number = setNumbers.get(key) ?? sets.push(rows) - 1;
      setNumbers.set(key, number);
      return number;
    },
    result: () => ({ nodes, sets, unnamedRules: [...unnamedRules] }),
  };
}

/** A status that somebody writes into a manifest is dropped without a look. */
function withoutStatus(schema: PublishedSchema): PublishedSchema {
  const properties = schema['properties'] as Record<string, PublishedSchema>;
  if (!Object.hasOwn(properties, 'status')) return schema;
  return { ...schema, properties: { ...properties, status: { 'x-kubernetes-preserve-unknown-fields': true } } };
}
