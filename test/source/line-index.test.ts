import { expect, test } from 'vitest';
import { lineIndex } from '../../src/source/line-index.ts';

test('a place as JSON is a place, whatever text it is in: keys are made of it', () => {
  const text = `a: 1\nb: 2\n${'#'.repeat(10_000)}\n`;
  expect(JSON.parse(JSON.stringify(lineIndex('a.yaml', text).location(5, 9)))).toEqual({
    path: 'a.yaml',
    start: 5,
    end: 9,
    line: 2,
    column: 1,
    endLine: 2,
    endColumn: 5,
  });
});
