import { describe, expect, test } from 'vitest';
import { combineFixes, textsWith, type CombinedFixes } from '../../src/review/combine-fixes.ts';
import type { Finding, Suggestion } from '../../src/finding.ts';
import type { Review } from '../../src/review/review.ts';
import { sourcesOf } from '../../src/source/load.ts';
import type { Sources } from '../../src/source/sources.ts';
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

/** Combines the fixes of findings; `left` says which are still there, by the text of the file. */
function combined(
  findings: readonly Finding[],
  text: string,
  left: (text: string) => readonly Finding[] = () => [],
  mayChange = anyPath,
): CombinedFixes & { readonly text: string | undefined; readonly proofs: number } {
  let proofs = 0;
  const reviewHead = (edited: Sources): Review => {
    proofs += 1;
    return reviewOf(left(edited.text(path) ?? ''));
  };
  const fixes = combineFixes(reviewOf(findings), sourcesOf({ [path]: text }), { reviewHead, mayChange });
  const texts = textsWith(sourcesOf({ [path]: text }), fixes.suggestions);
  return { ...fixes, text: texts.get(path), proofs };
}

describe('fixes are combined', () => {
  test('in one proof where they leave nothing', () => {
    const findings = [
      wrong('one', { startLine: 1, endLine: 2 }, { rule: 'rule-b' }),
      wrong('two', { startLine: 3, endLine: 3 }),
    ];
    expect(combined(findings, 'a\nb\nc\nd\n')).toMatchObject({
      text: 'right-one\nright-two\nd\n',
      rules: ['rule-b', 'toy-rule'],
      proofs: 1,
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
    expect(combined([wrong('one', {})], 'a\n', undefined, (file) => file !== path).suggestions).toEqual([]);
  });

  test('with the first of two that touch one line', () => {
    const findings = [wrong('one', { startLine: 1, endLine: 2 }), wrong('two', { startLine: 2, endLine: 3 })];
    expect(combined(findings, 'a\nb\nc\n').text).toBe('right-one\nc\n');
  });

  test('one by one where together they undo each other', () => {
    const findings = [wrong('one', { startLine: 1, endLine: 1 }), wrong('two', { startLine: 2, endLine: 2 })];
    const left = (text: string): readonly Finding[] =>
      text.includes('right-one') && text.includes('right-two') ? [findingAt(path, 1, { key: 'one' })] : [];
    expect(combined(findings, 'a\nb\n', left)).toMatchObject({ text: 'right-one\nb\n', proofs: 3 });
  });

  const other = findingAt(path, 9, { key: 'other' });
  test.each<[string, readonly Finding[], Finding, string | undefined]>([
    ['not where they bring something new', [], other, undefined],
    ['not where they bring back what the change put right', [{ ...other, status: 'fixed' }], other, undefined],
    ['where they leave what was there before', [{ ...other, status: 'existing' }], other, 'right-one\n'],
    ['where something else is gone', [], { ...other, status: 'fixed' }, 'right-one\n'],
  ])('%s', (_, known, left, text) => {
    expect(combined([wrong('one', {}), ...known], 'a\n', () => [left]).text).toBe(text);
  });

  test('with no more than twenty proofs one by one', () => {
    const findings = Array.from({ length: 24 }, (_, index) =>
      wrong(`n${index}`, { startLine: index + 1, endLine: index + 1, replacement: `right-${index}.` }),
    );
    const lines = findings.map((__, index) => `l${index}`).join('\n');
    const left = (text: string): readonly Finding[] =>
      text.includes('right-23.') ? [findingAt(path, 1, { key: 'stranger' })] : [];
    const { text, proofs } = combined(findings, lines, left);
    expect(proofs).toBe(21);
    expect(text).toContain('right-19.');
    expect(text).not.toContain('right-20.');
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
