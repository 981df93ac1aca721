import { expect, test } from 'vitest';
import { missingPaths } from '../../../src/gitops/tree/missing-paths.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';

test('a script that names a path may make it, for everybody but itself', () => {
  const sources = sourcesOf({ 'helmfile.yaml': 'values: [edge/extra.yaml]\n', 'edge/gateway.yaml': 'a: 1\n' });
  const askedBy = (...files: readonly string[]): readonly boolean[] => {
    const { isMissing } = missingPaths(sources, (path) => path === 'helmfile.yaml');
    return files.map((file) => isMissing('edge/extra.yaml', file));
  };
  expect(askedBy('helmfile.yaml', 'edge/kustomization.yaml')).toEqual([true, false]);
  expect(askedBy('edge/kustomization.yaml', 'helmfile.yaml')).toEqual([false, true]);
});
