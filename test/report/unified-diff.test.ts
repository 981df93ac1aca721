import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Suggestion } from '../../src/finding.ts';
import { unifiedDiff } from '../../src/report/unified-diff.ts';
import { withSuggestions } from '../../src/review/combine-fixes.ts';

const lines = (count: number, ending = '\n'): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}${ending}`).join('');
const at = (startLine: number, endLine: number, replacement: string): Suggestion => ({
  path: 'a.yaml',
  startLine,
  endLine,
  replacement,
});

test.each<[string, string, readonly Suggestion[]]>([
  ['one line', lines(12), [at(6, 6, 'new')]],
  ['a line more', lines(12), [at(6, 6, 'line 6\nnew')]],
  ['lines that go', lines(12), [at(5, 7, '')]],
  ['two that share their surroundings', lines(20), [at(6, 6, 'new'), at(10, 10, 'line 10\nother')]],
  ['two far apart', lines(30), [at(25, 25, 'b'), at(3, 3, 'a\na')]],
  ['the first line and the last', lines(5), [at(1, 1, 'a'), at(5, 5, 'line 5\nz')]],
  ['carriage returns', lines(9, '\r\n'), [at(4, 5, 'x\ny\nz')]],
  ['no line break at the end', `${lines(4)}last`, [at(5, 5, 'last\nmore')]],
  ['carriage returns, and none at the end', `${lines(4, '\r\n')}last`, [at(5, 5, 'more')]],
  ['before an end without a line break', `${lines(4)}last`, [at(3, 3, 'x')]],
  ['the whole file', 'a\n', [at(1, 1, 'b')]],
  ['an empty line at the end', 'a\n\n', [at(2, 2, 'b')]],
])('git applies the diff of %s', (_, text, suggestions) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-diff-'));
  try {
    writeFileSync(join(folder, 'a.yaml'), text);
    const input = unifiedDiff('a.yaml', text, suggestions);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input });
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(withSuggestions(text, suggestions));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('shows three lines around each change', () => {
  expect(unifiedDiff('clusters/a.yaml', lines(12), [at(6, 6, 'line 6\nnew')])).toBe(
    `--- a/clusters/a.yaml
+++ b/clusters/a.yaml
@@ -3,7 +3,8 @@
 line 3
 line 4
 line 5
 line 6
+new
 line 7
 line 8
 line 9
`,
  );
});
