import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './oracle.ts';

const trees = join(import.meta.dirname, 'trees');

/** The names of the trees beside this file. */
export function treeNames(): string[] {
  return readdirSync(trees).toSorted();
}

/** The files of one tree, text by path. */
export function readTree(name: string): Files {
  const root = join(trees, name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
