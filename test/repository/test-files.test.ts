import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { full, isolated } from '../../vitest.config.ts';

const root = join(import.meta.dirname, '../..');

/** What outlives a test file in the worker that it shares with others. */
const globals = /\bvi\.|process\.(chdir|umask|env\[?.*\s=\s)|globalThis\.\w+ =/;

test('files that share a worker change nothing that the next one sees', () => {
  const own = new Set(globSync([...isolated, ...full], { cwd: root }));
  const shared = globSync('test/**/*.test.ts', { cwd: root }).filter((path) => !own.has(path));
  expect(own.size).toBeGreaterThan(0);
  expect(shared.length).toBeGreaterThan(own.size);
  expect(shared.filter((path) => globals.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

/** A time limit behind the function of a test, or in its options. */
const ownLimit = /^\s*\},\s*\d[\d_]{3,},?\s*\);|\b(test|describe|it)\([^\n]*timeout:/m;

test('no test has a time limit of its own, which a busy machine would make fail', () => {
  expect('test(1, () => {\n}, 60_000);').toMatch(ownLimit);
  const paths = globSync('test/**/*.test.ts', { cwd: root, exclude: ['test/repository/**'] });
  expect(paths).not.toHaveLength(0);
  expect(paths.filter((path) => ownLimit.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});
