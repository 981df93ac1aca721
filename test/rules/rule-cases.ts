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
