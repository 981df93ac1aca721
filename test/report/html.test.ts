import { expect, test } from 'vitest';
import { htmlReport } from '../../src/report/html.ts';
import { lineOf, portUnavailable, sound } from './example-review.ts';

test('a suggestion keeps its lines, and shows what goes and what comes', () => {
  const { path } = portUnavailable.at;
  const suggestion = { path, startLine: 2, endLine: 3, replacement: `${lineOf(path, 2)}\n<b>new</b>` };
  const html = htmlReport({ ...sound, findings: [{ ...portUnavailable, suggestion }] }, { lineOf, compared: true });
  const [, block = ''] = /<pre tabindex="0"><code class="language-diff">([^]*?)<\/code><\/pre>/.exec(html) ?? [];
  const lines = block
    .replaceAll(/<\/?(?:ins|del)>/g, '')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => line[0])).toEqual([' ', ' ', '-', '+', ' ', ' ']);
  expect(block).toContain('\n<ins>+&lt;b&gt;new&lt;/b&gt;</ins>\n');
  expect(block).toMatch(/^<del>-.*<\/del>$/m);
});

test('what nobody would look through is left out, and how much that is stands there', () => {
  const findings = Array.from({ length: 40 }, () => portUnavailable);
  const html = htmlReport({ ...sound, findings }, { lineOf, compared: true, maxBytes: 8_000 });
  expect(html.match(/class="language-diff"/g)?.length).toBeLessThan(40);
  expect(html).toMatch(/… \d+ more findings/);
});
