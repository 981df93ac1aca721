import { expect, test } from 'vitest';
import { fingerprint } from '../../src/review/fingerprint.ts';

// Comments and check runs of earlier releases hold these digits: another value would call every finding new.
test('a fingerprint stays what it was', () => {
  expect(fingerprint('prod', 'listener-port-unavailable', 'Gateway kong/edge', 'listeners[tcp].port')).toBe(
    'd405a00301e2c0d3',
  );
});

test('parts do not run into each other, and each of them counts', () => {
  const all = [['a', 'bc'], ['ab', 'c'], ['abc'], ['abc', ''], ['', 'abc'], ['bc', 'a'], []].map((parts) =>
    fingerprint(...parts),
  );
  expect(new Set(all).size).toBe(7);
});

test('a fingerprint has sixteen digits, also where one half begins with a zero', () => {
  const short = Array.from({ length: 100 }, (_, index) => fingerprint(String(index))).map(({ length }) => length);
  expect(new Set(short)).toEqual(new Set([16]));
});
