import { expect, test } from 'vitest';
import { shownLines } from '../../src/report/shown-lines.ts';

test('what a file shows is worked out once, however often it is asked', () => {
  let compared = 0;
  const head = (): string => {
    compared += 1;
    return 'a\nb\nc\n';
  };
  const lines = shownLines([{ path: 'a.yaml', patch: null }], () => 'a\nc\n', head);
  expect([lines('a.yaml'), lines('a.yaml'), lines('b.yaml')]).toEqual([
    [{ start: 1, end: 3 }],
    [{ start: 1, end: 3 }],
    [],
  ]);
  expect(compared).toBe(1);
});
