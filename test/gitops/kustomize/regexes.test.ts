import { expect, test } from 'vitest';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { get } from '../../../src/source/node.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import { filesOf, regexCases } from './regexes.ts';

test.each(regexCases)('$pattern is read as Go reads it', (each) => {
  const { objects, problems } = buildKustomization(sourcesOf(filesOf(each)), '');
  const matched = objects.filter(({ root }) => get(root, 'metadata', 'labels') !== undefined);
  expect(matched.map(({ name }) => name.value)).toEqual(each.matches ?? []);
  expect(problems.map(({ fault }) => fault?.kind)).toEqual(each.matches === null ? ['refused'] : []);
});

test.each([
  ['of a length that nobody writes', 'a'.repeat(1_001)],
  ['whose program is too much work for the text', '(?i)(a{100}|b){9}'],
])('nothing is said of an expression %s', (_what, pattern) => {
  const files = filesOf({ pattern, matches: null });
  const long = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${'a'.repeat(5_000)} }\n`;
  const { problems } = buildKustomization(sourcesOf({ ...files, 'a.yaml': long }), '');
  expect(problems.map(({ cause, fault }) => [cause, fault])).toEqual([['limit', undefined]]);
});
