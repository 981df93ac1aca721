import { describe, expect, test } from 'vitest';
import { combineFixes, textsWith, type CombinedFixes } from '../../src/review/combine-fixes.ts';
import type { Finding, Suggestion } from '../../src/finding.ts';
import type { Review } from '../../src/review/review.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { findingAt, fixedEngine } from '../github/harness.ts';

const path = 'a.yaml';
const twelve = Array.from({ length: 12 }, (_, index) => `line-${index + 1}`).join('\n');

const reviewOf = (findings: readonly Finding[]): Review =>
  fixedEngine({ findings }).review(null, sourcesOf({}), defaultConfig, null);

/** A finding whose suggestion replaces lines. */
const wrong = (key: string, replaced: Partial<Suggestion>, more: Partial<Finding> = {}): Finding => {
  const suggestion = { path, startLine: 1, endLine: 1, replacement: `right-${key}`, ...replaced };
  return { ...findingAt(path, suggestion.startLine, { key, suggestion }), ...more };
};

const anyPath = (file: string): boolean => file !== '';

/** Combines the fixes of findings of one file. */
function combined(
  findings: readonly Finding[],
  text: string,
  mayChange = anyPath,
): CombinedFixes & { readonly text: string | undefined } {
  const fixes = combineFixes(reviewOf(findings), mayChange);
  return { ...fixes, text: textsWith(sourcesOf({ [path]: text }), fixes.suggestions).get(path) };
}

describe('fixes are combined', () => {
  test('of all findings that the change introduces', () => {
    const findings = [
      wrong('one', { startLine: 1, endLine: 2 }, { rule: 'rule-b' }),
      wrong('two', { startLine: 3, endLine: 3 }),
    ];
    expect(combined(findings, 'a\nb\nc\nd\n')).toMatchObject({
      text: 'right-one\nright-two\nd\n',
      rules: ['rule-b', 'toy-rule'],
    });
  });

  test.each<[string, Partial<Finding>]>([
    ['that was there before', { status: 'existing' }],
    ['that is gone', { status: 'fixed' }],
    ['without a suggestion', { suggestion: null }],
  ])('without a finding %s', (_, more) => {
    expect(combined([wrong('one', {}, more)], 'a\n').suggestions).toEqual([]);
  });

  test('only in files that may be changed', () => {
    expect(combined([wrong('one', {})], 'a\n', (file) => file !== path).suggestions).toEqual([]);
  });

  test('once where several findings have the same', () => {
    const same = { startLine: 1, endLine: 1, replacement: 'right\nand more' };
    expect(combined([wrong('one', same), wrong('two', same)], 'a\nb\n').text).toBe('right\nand more\nb\n');
  });
});

describe('lines are replaced', () => {
  test.each<[string, string, Partial<Suggestion>, string]>([
    ['with their carriage returns', 'a\r\nb\r\n', { startLine: 1, endLine: 1, replacement: 'x\ny' }, 'x\r\ny\r\nb\r\n'],
    ['after a byte order mark', '\uFEFFa\nb\n', { startLine: 1, endLine: 1, replacement: 'x' }, '\uFEFFx\nb\n'],
    ['by nothing', 'a\nb\n', { startLine: 1, endLine: 1, replacement: '' }, 'b\n'],
    ['at an end without a line break', 'a\r\nb', { startLine: 2, endLine: 2, replacement: 'x' }, 'a\r\nx'],
    [
      'by fewer lines than there were',
      `${twelve}\n`,
      { startLine: 2, endLine: 11, replacement: 'x' },
      'line-1\nx\nline-12\n',
    ],
  ])('%s', (_, text, suggestion, expected) => {
    expect(combined([wrong('one', suggestion)], text).text).toBe(expected);
  });
});
