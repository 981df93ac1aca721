import { describe, expect, test } from 'vitest';
import { kustomizationRoots } from '../../../src/gitops/kustomize/roots.ts';
import { sourcesOf } from '../../../src/source/load.ts';
import { comparison, kubectl, ourBuild, realBuild } from './oracle.ts';
import { readTree, treeNames } from './read-tree.ts';

/** Trees whose name begins with `fails-` are refused by kustomize. */
const cases = treeNames().flatMap((name) => {
  const files = readTree(name);
  const roots = name === 'fails-cycle' ? ['x/y'] : kustomizationRoots(sourcesOf(files)).roots;
  return roots.map((directory) => ({ name, directory, files }));
});

describe.skipIf(kubectl === null)('a tree comes to what kustomize build makes of it, order included', () => {
  test.each(cases)('$name: $directory', ({ name, directory, files }) => {
    const { real, ours } = comparison(realBuild(files, directory), ourBuild(files, directory));
    expect(ours).toEqual(real);
    expect(real.builds).toBe(!name.startsWith('fails-'));
  });
});
