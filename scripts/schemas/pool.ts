import type { Definition } from './definitions.ts';
import { internSchema, publishedName, type NodeStore } from '../../src/kubernetes/schema/intern-schema.ts';
import type { Value } from '../../src/kubernetes/schema/model/value.ts';

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

  const store: NodeStore = {
    numberOf(node) {
      const key = JSON.stringify(node);
      const number = numbers.get(key) ?? nodes.push(node) - 1;
      numbers.set(key, number);
      return number;
    },
    knowsPattern: () => true,
    ruleFor: ({ expression }) => publishedName(expression) ?? null,
    missed(part, what) {
      if (part !== 'rule') throw new Error(`${part} is not known here: ${what}`);
      unnamedRules.add(what);
    },
  };

  return {
    add(definitions) {
      const rows = definitions
        .filter(({ spec }) => groups.includes(spec.group))
        .flatMap(({ spec: { group, scope, names, versions } }) =>
          versions
            .filter(({ served }) => served)
            .map(({ name, deprecated = false, schema }): SetRow => {
              const root = internSchema(schema.openAPIV3Schema as Value, store, `${names.kind} ${name} `);
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
