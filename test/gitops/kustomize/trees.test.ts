import { describe, expect, test } from 'vitest';
import { comparison, kubectl, ourBuild, realBuild } from './oracle.ts';
import { readTree, treeNames } from './read-tree.ts';

/** Every directory of every tree that can be built by itself. */
const cases = treeNames().map((name) => {
  const files = readTree(name);
  const kustomizations = Object.entries(files).filter(([path]) => path.endsWith('kustomization.yaml'));
  const directories = kustomizations
    .filter(([, text]) => !text.includes('kind: Component'))
    .map(([path]) => path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return { name, files, directories };
});

describe.skipIf(kubectl === null)('a tree comes to what kustomize build makes of it, order included', () => {
  test.each(cases)('$name', ({ name, files, directories }) => {
    const results = directories.map((directory) => comparison(realBuild(files, directory), ourBuild(files, directory)));
    expect(results.map(({ ours }) => ours)).toEqual(results.map(({ real }) => real));
    // Trees called so hold a directory that kustomize refuses.
    expect(results.some(({ real }) => !real.builds)).toBe(name.startsWith('fails-'));
  });
});
