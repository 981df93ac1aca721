import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from './trees/outcome.ts';
import type { Files } from '../src/review/in-memory.ts';

/** Every folder is a small repository, or the two sides of a change in `base/` and `head/`, beside what must come of it. */
const folder = join(import.meta.dirname, 'trees');

function filesBelow(directory: string): Files {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths
      .map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')] as const)
      .filter(([path]) => path !== 'expected.txt' && path !== 'README.md'),
  );
}

describe('whole repositories', () => {
  const scenarios = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(scenarios.map(({ name }) => name))('%s', (name) => {
    const path = join(folder, name);
    const expected = readFileSync(join(path, 'expected.txt'), 'utf8');
    const outcome = existsSync(join(path, 'head'))
      ? outcomeOf(filesBelow(join(path, 'head')), filesBelow(join(path, 'base')))
      : outcomeOf(filesBelow(path));
    expect(outcome).toBe(expected);
  });
});
