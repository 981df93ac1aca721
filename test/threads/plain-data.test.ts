import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configPath, defaultConfig } from '../../src/config/config.ts';
import { engine } from '../../src/review/engine.ts';
import type { OperationName, Operations } from '../../src/session/operations.ts';
import { inProcess } from '../../src/session/in-process.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { packTrees } from '../../src/source/packed-trees.ts';

const session = inProcess(engine).open(() => Infinity);

/** The answer of a step, which has to be the same when another thread gets it. */
async function answer<K extends OperationName>(
  step: K,
  input: Operations[K]['input'],
): Promise<Operations[K]['output']> {
  const output = await session.ask(step, input);
  expect(structuredClone(output)).toStrictEqual(output);
  return output;
}

const tree = join(import.meta.dirname, '../trees/routes-of-several-teams');
const files = Object.fromEntries(
  ['platform/class.yaml', 'platform/edge.yaml', 'platform/kong.yaml', 'teams/news/route.yaml'].map(
    (path): [string, string] => [path, readFileSync(join(tree, path), 'utf8')],
  ),
);
/** The same with a configuration, and with another port for a Service. */
const changed = (severity: string, port: number): Record<string, string> => ({
  ...files,
  [configPath]: setting(severity),
  'teams/news/route.yaml': (files['teams/news/route.yaml'] ?? '').replace('port: 8080', `port: ${port}`),
});
const setting = (severity: string): string => `clusters:
  - name: main
    paths: ['**']
rules: { backend-port-not-found: ${severity} }
`;

test('places of findings and of a configuration are plain data in every answer', async () => {
  const read = await answer('readConfig', { path: configPath, text: setting('error') });
  expect(read.config.clusters[0]?.at.line).toBe(2);
  expect((await answer('readConfig', { path: configPath, text: setting('loud') })).problems[0]?.at.line).toBe(4);
  const reviewed = await answer('review', {
    trees: packTrees([sourcesOf(changed('error', 80)), sourcesOf(changed('loud', 8080))]),
    config: { ...defaultConfig, clusters: read.config.clusters },
    failOn: null,
    today: null,
    branch: null,
    configUsable: true,
  });
  expect(reviewed.configProblems[0]?.at.line).toBe(4);
  expect(reviewed.introduced.size).toBe(1);
  const fixes = await answer('proveFixes', null);
  expect(fixes.kept.flatMap(({ findings }) => findings.map(({ at }) => at.line))).toEqual([16]);
});
