import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from '../../src/source/diff.ts';

test.each([
  ['nothing', 'a\n', 'a\n', []],
  ['a changed line', 'a\nb\nc\n', 'a\nx\nc\n', [{ oldStart: 2, oldLines: 1, newStart: 2, newLines: 1 }]],
  ['an added line', 'a\nc\n', 'a\nb\nc\n', [{ oldStart: 2, oldLines: 0, newStart: 2, newLines: 1 }]],
  ['a removed line', 'a\nb\nc\n', 'a\nc\n', [{ oldStart: 2, oldLines: 1, newStart: 2, newLines: 0 }]],
  ['a line at the end', 'a\n', 'a\nb\n', [{ oldStart: 2, oldLines: 0, newStart: 2, newLines: 1 }]],
  ['a new file', '', 'a\nb\n', [{ oldStart: 1, oldLines: 0, newStart: 1, newLines: 2 }]],
  ['a removed file', 'a\n', '', [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 0 }]],
  ['a final newline', 'a', 'a\n', [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1 }]],
  ['line endings', 'a\nb\n', 'a\r\nb\n', [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1 }]],
  [
    'two places',
    'a\nb\nc\nd\n',
    'x\nb\nc\nd\ne\n',
    [
      { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1 },
      { oldStart: 5, oldLines: 0, newStart: 5, newLines: 1 },
    ],
  ],
])('%s', (_name, before, after, hunks) => {
  expect(lineDiff(before, after)).toEqual(hunks);
});

test('long texts that share nothing give one hunk', () => {
  const before = Array.from({ length: 50_000 }, (_, index) => `a${index}\n`).join('');
  const after = Array.from({ length: 60_000 }, (_, index) => `b${index}\n`).join('');
  expect(lineDiff(`x\n${before}`, `x\n${after}`)).toEqual([
    { oldStart: 2, oldLines: 50_000, newStart: 2, newLines: 60_000 },
  ]);
});

test('the lines outside the hunks are the same on both sides', () => {
  const line = fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'a\r\n');
  const text = fc.array(line, { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const rebuilt = [...before];
      for (const hunk of lineDiff(before.join(''), after.join('')).toReversed()) {
        const lines = after.slice(hunk.newStart - 1, hunk.newStart - 1 + hunk.newLines);
        rebuilt.splice(hunk.oldStart - 1, hunk.oldLines, ...lines);
      }
      expect(rebuilt).toEqual(after);
    }),
    { numRuns: 300 },
  );
});
