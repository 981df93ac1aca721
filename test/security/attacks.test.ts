import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { engine } from '../../src/review/engine.ts';
import { loadedExpressions } from '../../src/review/loaded-expressions.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { slowAttacks } from './attacks.ts';

test.each(slowAttacks.map((attack) => [attack.what, attack] as const))('%s', (_, { files, seen }) => {
  const sources = sourcesOf(files);
  const { findings, unread, unverified } = engine.review(null, sources, defaultConfig, null, null, loadedExpressions());
  const found = [
    ...findings.map(({ at, rule }) => `${at.path}: ${rule}`),
    ...unread.map(({ path }) => `${path}: not read`),
    ...unverified.map(({ about }) => `${about}: not verified`),
  ];
  expect(new Set(found)).toEqual(new Set([...found, ...seen]));
});
