import { expect, test } from 'vitest';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { slowAttacks } from './attacks.ts';

test.each(slowAttacks.map((attack) => [attack.what, attack] as const))('%s', (_, { files, seen }) => {
  const { findings, unread } = reviewFiles(files);
  const found = [
    ...findings.map(({ at, rule }) => `${at.path}: ${rule}`),
    ...unread.map(({ path }) => `${path}: not read`),
  ];
  expect(new Set(found)).toEqual(new Set([...found, ...seen]));
});
