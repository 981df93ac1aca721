import { expect, test } from 'vitest';
import { fingerprint } from '../../src/review/fingerprint.ts';

test('is the same on every machine and in every release', () => {
  expect(fingerprint('prod', 'listener-port-unavailable', '["Gateway","kong","edge"]', 'port')).toBe(
    '7c2fce881881ef59e71b490efc0ec1b9',
  );
});

test('keeps its parts apart', () => {
  const parts = [['a', 'bc'], ['ab', 'c'], ['abc'], ['abc', ''], ['a\u0000bc'], ['a","bc'], ['a', 'b', 'c']];
  expect(new Set(parts.map((each) => fingerprint(...each))).size).toBe(parts.length);
});
