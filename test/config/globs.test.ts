import { describe, expect, test } from 'vitest';
import { globMatcher } from '../../src/config/globs.ts';

describe('globMatcher', () => {
  test.each([
    ['clusters/{prod,dev}/**', 'clusters/dev/a/b.yaml', true],
    ['{a,{b,c}}/x', 'c/x', true],
    ['a{,b}', 'ab', true],
    ['*.{yaml,yml}', 'a.json', false],
    ['d{1..3}', 'd2', true],
    ['[a]+', 'a+', true],
  ])('%s and %s', (pattern, path, expected) => {
    expect(globMatcher(pattern)?.(path)).toBe(expected);
  });

  test.each(['(a+)+$', '+(a|aa)b', `${'{a,a}'.repeat(30)}b`, `${'{a*,b}'.repeat(50)}c`, '{*,a*}{*,a*}{*,a*}{*,a*}b'])(
    '%s is not worth the risk',
    (pattern) => {
      expect(globMatcher(pattern)).toBeNull();
    },
  );

  test.each(['{{{a,b}+,c}+,c}+{{a,b}+,aa}+b', `${'[a]+'.repeat(20)}b`])('%s ends', (pattern) => {
    expect(globMatcher(pattern)?.('a'.repeat(390))).toBe(false);
  });
});
