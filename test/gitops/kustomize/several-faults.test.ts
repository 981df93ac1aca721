import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import { generatedFaults } from './generated-faults.ts';
import type { Files } from './oracle.ts';

/** Every fault of a build, as `path:line what stops it`. */
function stopsOf(files: Files): readonly string[] {
  const { failure, further } = buildKustomization(sourcesOf(files), 'top');
  return [...(failure === null ? [] : [failure]), ...further].map(
    ({ reason, fault }) => `${fault?.at?.path}:${fault?.at?.line} ${reason}`,
  );
}

const top = (text: string, more: Files = {}): Files => ({ 'top/kustomization.yaml': text, ...more });

describe('a build with several faults tells', () => {
  test('each resource that is missing', () => {
    expect(stopsOf(top('resources:\n- a.yaml\n- b.yaml\n- ../c\n'))).toEqual([
      'top/kustomization.yaml:2 a.yaml does not exist',
      'top/kustomization.yaml:3 b.yaml does not exist',
      'top/kustomization.yaml:4 ../c does not exist',
    ]);
  });

  test('what is missing in every other field', () => {
    const fields = [
      'resources: [a.yaml]',
      'configMapGenerator: [{name: c, files: [b.txt, c.txt]}]',
      'components: [d]',
      'patches: [{path: e.yaml}, {path: f.yaml}]',
      'replacements: [{path: g.yaml}]',
    ];
    const reasons = stopsOf(top(`${fields.join('\n')}\n`)).map((each) => each.replace(/.* (\S+) does not exist/, '$1'));
    expect(reasons).toEqual(['a.yaml', 'b.txt', 'c.txt', 'd', 'e.yaml', 'f.yaml', 'g.yaml']);
  });

  test('what is wrong in the directories that it takes in', () => {
    const files = top('resources: [../one, ../two, x.yaml]\n', {
      'one/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
      'two/kustomization.yaml': 'ressources: []\n',
    });
    expect(stopsOf(files)).toEqual([
      'one/kustomization.yaml:1 a.yaml does not exist',
      'one/kustomization.yaml:1 b.yaml does not exist',
      expect.stringMatching(/^two\/kustomization.yaml:1 .*ressources/),
      'top/kustomization.yaml:1 x.yaml does not exist',
    ]);
  });

  test('nothing that the missing part may put right', () => {
    const patch = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}';
    expect(stopsOf(top(`resources: [a.yaml]\npatches: [{patch: "${patch}"}]\n`))).toEqual([
      'top/kustomization.yaml:1 a.yaml does not exist',
    ]);
    expect(stopsOf(top(`resources: []\npatches: [{path: a.yaml}, {patch: "${patch}"}]\n`))).toEqual([
      'top/kustomization.yaml:2 a.yaml does not exist',
    ]);
  });
});

test('each of several faults stops the build alone as well, and what is missing is told whatever else is wrong', () => {
  fc.assert(
    fc.property(generatedFaults, ({ files, faults, apart }) => {
      const all = stopsOf(files).map(withoutLine);
      const alone = apart.flatMap((each) => stopsOf(each).map(withoutLine));
      const isTold = (stop: string): boolean => all.includes(stop);
      const untold = faults.every((kind) => kind === 'missing') ? alone.filter((stop) => !isTold(stop)) : [];
      expect({ more: all.filter((stop) => !alone.includes(stop)), untold }).toEqual({ more: [], untold: [] });
    }),
    { numRuns: 150 },
  );
});

/** Lines move with what else stands in the file. */
function withoutLine(stop: string): string {
  return stop.replace(/:\d+ /, ' ');
}
