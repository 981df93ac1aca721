import { describe, expect, test } from 'vitest';
import { engine } from '../../src/review/engine.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

export interface RuleCases {
  /** Files in which the rule finds nothing, by what is special about them. */
  readonly valid: Readonly<Record<string, Files>>;
  /** Wrong files, and each finding of the rule as `path:line part of the message`, in the order of path and line. */
  readonly invalid: Readonly<Record<string, readonly [Files, string, ...string[]]>>;
}

/** `gateway.yaml:9 a message` in two: the place, and what the message holds. */
function partsOf(finding: string): readonly [place: string, message: string] {
  const [, place, message] = /^(\S+:\d+) (.+)$/s.exec(finding) ?? [];
  if (place === undefined || message === undefined) throw new Error(`not "path:line part of the message": ${finding}`);
  return [place, message];
}

/**
 * The tests of one rule, with all others off: a new rule moves no test of another. What several rules
 * make of one tree is tested in `one-cause.test.ts`.
 * @param besides Ids of rules that stay on, of which suppressions in the files speak.
 */
export function testRule(id: string, { valid, invalid }: RuleCases, besides: readonly string[] = []): void {
  const findingsOf = (files: Files) =>
    reviewFiles(files, null, [id, ...besides]).findings.filter(({ rule }) => rule === id);

  test('there are such a rule and cases of both kinds', () => {
    expect(engine.ruleIds).toContain(id);
    expect(Object.keys(valid)).not.toHaveLength(0);
    expect(Object.keys(invalid)).not.toHaveLength(0);
  });

  describe('finds nothing', () => {
    test.each(Object.entries(valid))('%s', (_, files) => {
      expect(findingsOf(files).map(({ at, message }) => `${at.path}:${at.line} ${message}`)).toEqual([]);
    });
  });

  describe('finds', () => {
    test.each(Object.entries(invalid))('%s', (_, [files, ...findings]) => {
      const expected = findings.map(partsOf);
      const found = findingsOf(files);
      expect(found.map(({ at }) => `${at.path}:${at.line}`)).toEqual(expected.map(([place]) => place));
      expect(found.map(({ message }) => message)).toEqual(
        expected.map(([, message]) => expect.stringContaining(message)),
      );
    });
  });
}

export interface ChangeCases {
  /** Base and head between which the rule introduces nothing. */
  readonly silent: Readonly<Record<string, readonly [base: Files, head: Files]>>;
  /** Base, head, and each finding of the rule that the change introduces, as `path:line part of the message`. */
  readonly told: Readonly<Record<string, readonly [base: Files, head: Files, string, ...string[]]>>;
}

/** The tests of what one rule says of a change, with all others off. */
export function testChange(id: string, { silent, told }: ChangeCases): void {
  const introduced = (base: Files, head: Files) =>
    reviewFiles(head, base, [id]).findings.filter(({ rule, status }) => rule === id && status === 'introduced');

  describe('a change that introduces nothing', () => {
    test.each(Object.entries(silent))('%s', (_, [base, head]) => {
      expect(introduced(base, head).map(({ at, message }) => `${at.path}:${at.line} ${message}`)).toEqual([]);
    });
  });

  describe('a change that introduces', () => {
    test.each(Object.entries(told))('%s', (_, [base, head, ...findings]) => {
      const expected = findings.map(partsOf);
      const found = introduced(base, head);
      expect(found.map(({ at }) => `${at.path}:${at.line}`)).toEqual(expected.map(([place]) => place));
      expect(found.map(({ message }) => message)).toEqual(
        expected.map(([, message]) => expect.stringContaining(message)),
      );
    });
  });
}
