import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { summariseRenders, type ValuesSummary } from '../../src/kong/charts/summary.ts';
import { renderValues } from '../../src/kong/charts/values.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import type { MapNode } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';

type Case = { release: string; namespace: string } & (
  | { renders: false }
  | Extract<ValuesSummary, { renders: true }>
);

const here = import.meta.dirname;
const agreed = new Map<string, number>();

for (const file of readdirSync(join(here, 'rendered')).toSorted()) {
  const [chart = '', version = ''] = file.replace('.json', '').split(/-(.*)/s);
  const cases = readJson(join(here, 'rendered', file)) as Record<string, Case>;
  describe(`${chart} ${version}`, () => {
    test.each(Object.entries(cases))('%s', (name, expected) => {
      const { release, namespace, ...rendered } = expected;
      const layers = [{ label: name, root: readValues(join(here, 'values', `${name}.yaml`)) }];
      const question = { layers, chart: `kong/${chart}` as 'kong/kong' | 'kong/ingress', version, release, namespace };
      expect(answer(summariseRenders(renderValues(question)))).toEqual(rendered);
      count(`${chart} ${version}`);
    });
  });
}

describe('umbrella charts', () => {
  test.each(readdirSync(join(here, 'umbrella')))('%s', (name) => {
    const dir = join(here, 'umbrella', name);
    const texts = ['Chart.yaml', 'values.yaml'].map((file) => [file, readFileSync(join(dir, file), 'utf8')] as const);
    const { release, namespace, ...rendered } = readJson(join(dir, 'rendered.json')) as Case;
    const chart = { sources: sourcesOf(Object.fromEntries(texts)), dir: '' };
    expect(answer(summariseRenders(renderValues({ layers: [], chart, release, namespace })))).toEqual(rendered);
    count('umbrella charts');
  });
});

afterAll(() => {
  const total = [...agreed.values()].reduce((sum, n) => sum + n, 0);
  process.stdout.write(`agreement with Helm: ${total} cases of ${agreed.size} charts and versions\n`);
});

/** Helm's refusal is the answer; its words are not ours. */
function answer(ours: ValuesSummary): object {
  return ours.renders ? ours : { renders: false };
}

function count(chart: string): void {
  agreed.set(chart, (agreed.get(chart) ?? 0) + 1);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function readValues(path: string): MapNode {
  const root = parseYaml(path, readFileSync(path, 'utf8')).documents[0]?.root;
  if (root?.kind === 'map') return root;
  throw new Error(`${path} is not a map`);
}
