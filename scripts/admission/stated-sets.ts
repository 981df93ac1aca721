import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { StatedDefinition } from '../../src/kubernetes/stated-definition.ts';
import { createExpressions } from '../../src/kubernetes/schema/expressions/expressions.ts';
import type { SchemaPool } from '../../src/kubernetes/schema/model/schema.ts';
import { createNodeShelf } from '../../src/kubernetes/schema/own-definition.ts';
import { createSchemaPool } from '../../src/kubernetes/schema/pool.ts';
import { Budget } from '../../src/source/budget.ts';
import { published } from '../schemas/definitions.ts';
import type { DefinitionSet } from './definition-sets.ts';

/** Sets of definitions as a repository may hold them, of which no rule and no pattern is known. */
export interface StatedSets {
  readonly sets: readonly DefinitionSet[];
  readonly pool: SchemaPool;
  /** How often a rule was asked. */
  readonly judged: () => number;
  /** How often that had no answer. */
  readonly open: () => number;
}

/** Kinds whose definition says nothing of any field are left out, as in a review. */
export function statedSets(sets: readonly DefinitionSet[]): StatedSets {
  const shelf = createNodeShelf(
    () => [],
    () => undefined,
  );
  const pool = createSchemaPool(shelf.nodeOf, {
    expressions: createExpressions(new Budget(Infinity)),
    isPublished: () => false,
  });
  let [judged, open] = [0, 0];
  const counting: SchemaPool = {
    ...pool,
    judge(...asked) {
      const verdict = pool.judge(...asked);
      judged++;
      if (verdict.outcome === null) {
        open++;
        if (open <= 20) console.log(`not to be told: ${asked[0].expression.slice(0, 200)}`);
      }
      return verdict;
    },
  };
  const read = sets.map(({ name, folder, kinds }): DefinitionSet => {
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const groups = new Set(kinds.map(({ group }) => group));
    const own = published(texts).definitions.flatMap(({ spec }) =>
      groups.has(spec.group) ? (shelf.define(statedOf(spec)) ?? []) : [],
    );
    return { name, folder, kinds: own };
  });
  return { sets: read, pool: counting, judged: () => judged, open: () => open };
}

function statedOf({
  group,
  scope,
  names,
  versions,
}: ReturnType<typeof published>['definitions'][number]['spec']): StatedDefinition {
  return {
    name: '',
    group,
    kind: names.kind,
    isNamespaced: scope === 'Namespaced',
    versions: versions
      .filter(({ served }) => served)
      .map(({ name, schema }) => ({ version: name, schema: stringify({ schema }) })),
    at: { path: '', line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 },
    hasPolicyBeside: false,
  };
}
