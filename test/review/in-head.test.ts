import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { engine } from '../../src/review/engine.ts';
import { headPlaces } from '../../src/review/head-places.ts';
import { pathsOf, reviewInHead } from '../../src/review/in-head.ts';
import type { Review } from '../../src/review/review.ts';
import { jsonReport } from '../../src/report/json.ts';
import { sentenceOf } from '../../src/rules/model/statement.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { soundTree } from '../cli/example-tree.ts';
import { mergeText } from '../fake-github/merge-text.ts';
import { findingAt, fixedEngine } from '../github/harness.ts';

const parted = Array.from({ length: 9 }, (_, index) => `line${index + 1}: 1\n`).join('');
/** Base adds two lines at the top, of which lines 1 and 2 of the merge come. */
const base = `base1: 1\nbase2: 1\n${parted}`;
const head = parted.replace('line5: 1\n', 'line5: 1\nhead: 1\n');
const merged = mergeText(parted, base, head) ?? '';

const places = headPlaces({
  base: sourcesOf({ 'a.yaml': base, 'b.yaml': 'b1: 1\nb2: 1\n' }),
  merged: sourcesOf({ 'a.yaml': merged, 'b.yaml': 'b1: 1\nb2: 1\n' }),
  head: sourcesOf({ 'a.yaml': head, 'b.yaml': 'b2: 1\n' }),
});

const reviewed = (finding: Finding): Finding | undefined =>
  reviewInHead(fixedEngine({ findings: [finding] }).review(null, sourcesOf({}), defaultConfig, null), places)
    .findings[0];

describe('a finding of the merge', () => {
  test('stands on the line of head, with its related places and its suggestion', () => {
    const suggestion = { path: 'a.yaml', startLine: 8, endLine: 8, replacement: 'new: 1' };
    const related = [{ at: findingAt('a.yaml', 5).at, message: 'the other half' }];
    expect(reviewed({ ...findingAt('a.yaml', 8, { suggestion }), related })).toMatchObject({
      at: { path: 'a.yaml', line: 6 },
      related: [{ at: { line: 3 }, message: 'the other half' }],
      suggestion: { startLine: 6, endLine: 6, replacement: 'new: 1' },
    });
  });

  test('on a line that only base has stands on the nearest line of the change, with that line as related', () => {
    const found = reviewed(findingAt('a.yaml', 2));
    expect(found).toMatchObject({
      at: { path: 'a.yaml', line: 6 },
      related: [{ at: { line: 2 }, side: 'base', message: 'the line at fault, which only the base branch has' }],
    });
    expect(found).not.toHaveProperty('side');
  });

  test('in a file that the change leaves alone stays on the line of base, and says so', () => {
    expect(reviewed(findingAt('b.yaml', 1))).toMatchObject({ at: { path: 'b.yaml', line: 1 }, side: 'base' });
    expect(reviewed(findingAt('b.yaml', 2))).toMatchObject({ at: { path: 'b.yaml', line: 1 } });
  });

  test('that was there before stays on the line of base where head has none', () => {
    const existing = { ...findingAt('a.yaml', 2), status: 'existing' as const };
    expect(reviewed(existing)).toMatchObject({ at: { line: 2 }, side: 'base' });
  });

  test('names places in its sentence as head has them, and what only base has by its line there', () => {
    const { text, named } = sentenceOf(['see ', findingAt('a.yaml', 8).at, ', ', findingAt('b.yaml', 1).at, '.']);
    expect(text).toBe('see a.yaml:8, b.yaml:1.');
    const outcome = { effect: 'no-status', conditions: [], sentence: 'nothing' } as const;
    expect(reviewed({ ...findingAt('a.yaml', 8), statement: text, named, outcome })).toMatchObject({
      statement: 'see a.yaml:6, b.yaml:1.',
      message: 'see a.yaml:6, b.yaml:1. After merge: nothing.',
    });
  });

  test('has no suggestion for lines that head has not, or that stand beside some', () => {
    const at = (startLine: number): Finding['suggestion'] =>
      reviewed(
        findingAt('a.yaml', 8, { suggestion: { path: 'a.yaml', startLine, endLine: startLine, replacement: '' } }),
      )?.suggestion ?? null;
    expect([at(2), at(3), at(4)]).toMatchObject([null, null, { startLine: 2 }]);
  });
});

test('what reports show of Gateways stands on the lines of head', () => {
  const gateway = soundTree['prod/gateway.yaml'] ?? '';
  const after = sourcesOf({ ...soundTree, 'prod/gateway.yaml': `# base\n${gateway}` });
  const review: Review = engine.review(after, after, defaultConfig, null);
  const inHead = reviewInHead(review, headPlaces({ base: after, merged: after, head: sourcesOf(soundTree) }));
  const lines = (each: Review): unknown =>
    (
      JSON.parse(jsonReport(each)) as { clusters: { gateways: { line: number; listeners: { chain: object[] }[] }[] }[] }
    ).clusters[0]?.gateways.map(({ line, listeners }) => [line, listeners[0]?.chain[0]]);
  expect(lines(review)).toMatchObject([[5, { line: 11 }]]);
  expect(lines(inHead)).toMatchObject([[4, { line: 10 }]]);
  expect(pathsOf(review).has('prod/gateway.yaml')).toBe(true);
});
