import { describe, expect, test } from 'vitest';
import { readSuppressions, suppress, type Suppression } from '../../src/review/suppress.ts';
import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { candidate, lines } from './candidates.ts';

const rule = 'listener-port-unavailable';

/** A suppression that speaks of a line, written on the line above. */
function suppression(path: string, line: number, parts: Partial<Suppression> = {}): Suppression {
  return { rule, line, at: lines(path, line - 1), fault: null, reason: 'known', ...parts };
}

describe('a suppression silences a finding', () => {
  const finding = candidate({
    at: lines('gateway.yaml', 9),
    related: [
      { at: lines('class.yaml', 4), message: 'a class' },
      { at: lines('values.yaml', 2), message: 'a port' },
    ],
    restsOn: [{ default: 'kong/kong 3.4.1' }, lines('values.yaml', 5)],
  });

  test.each<[name: string, one: Suppression, silenced: boolean]>([
    ['where it stands', suppression('gateway.yaml', 9), true],
    ['where it is related to', suppression('values.yaml', 2), true],
    ['where it rests on', suppression('values.yaml', 5), true],
    ['where a change shows it', suppression('shown.yaml', 7), true],
    ['only in its own file', suppression('other.yaml', 9), false],
    ['only on its own line', suppression('gateway.yaml', 8), false],
    ['only of its own rule', suppression('gateway.yaml', 9, { rule: 'listener-conflict' }), false],
    ['only while it is in force', suppression('gateway.yaml', 9, { fault: 'it expired' }), false],
  ])('%s', (_, one, silenced) => {
    const { kept, problems } = suppress([finding], [one], {
      shownAt: () => lines('shown.yaml', 7),
      isHonoured: () => true,
    });
    expect(kept).toEqual(silenced ? [] : [finding]);
    const message = one.fault ?? `unused suppression: no finding of ${one.rule} stands here`;
    expect(problems).toEqual(silenced ? [] : [{ at: one.at, rule: one.rule, message }]);
  });

  test('and each of several its own, also two the same', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => candidate({ at: lines(`${name}.yaml`, 2) })) as [
      CandidateFinding,
      CandidateFinding,
      CandidateFinding,
    ];
    const all = [
      suppression('a.yaml', 2),
      suppression('a.yaml', 2),
      suppression('c.yaml', 2),
      suppression('c.yaml', 3),
    ];
    const { kept, problems } = suppress([a, b, c], all, { shownAt: ({ at }) => at, isHonoured: () => true });
    expect(kept).toEqual([b]);
    expect(problems.map(({ at }) => `${at.path}:${at.line}`)).toEqual(['c.yaml:2']);
  });
});

describe('suppressions are read', () => {
  const comment = `# portcullis-ignore ${rule}: known`;

  test.each<[path: string, read: boolean]>([
    ['a.yaml', true],
    ['a.yml', true],
    ['values.yaml.bak', false],
    ['ayml', false],
    ['README.md', false],
  ])('from %s: %j', (path, read) => {
    const found = readSuppressions(sourcesOf({ [path]: `a: 1 ${comment}\n` }), new Set([rule]), null);
    expect(found).toHaveLength(read ? 1 : 0);
  });

  test.each<[name: string, text: string, spoken: readonly number[]]>([
    ['on a line of its own for the line below', `${comment}\na: 1\n`, [2]],
    ['behind a value for its own line', `a: 1 ${comment}\nb: 1\n`, [1]],
    ['on two lines for the line below both', `${comment}\n${comment}\na: 1\n`, [3, 3]],
    ['on two lines apart each for its own', `${comment}\na: 1\n${comment}\nb: 1\n`, [2, 4]],
    ['above a value and behind it', `${comment}\na: 1 ${comment}\nb: 1\n`, [2, 2]],
    ['behind a value and then on its own', `a: 1 ${comment}\n${comment}\nb: 1\n`, [1, 3]],
  ])('%s', (_, text, spoken) => {
    const found = readSuppressions(sourcesOf({ 'a.yaml': text }), new Set([rule]), null);
    expect(found.map(({ line, fault }) => [line, fault])).toEqual(spoken.map((line) => [line, null]));
  });

  test.each<[text: string, fault: string | null]>([
    [`#portcullis-ignore ${rule}: known`, null],
    [`# portcullis-ignore ${rule} until=2026-06-15: known`, null],
    [`# portcullis-ignore ${rule} until=2026-02-28 : known`, null],
    [`# portcullis-ignore ${rule} until=99999-01-01: known`, '"99999-01-01" is not a date of the form YYYY-MM-DD'],
    [`# portcullis-ignore ${rule} until=2026-13-01: known`, '"2026-13-01" is not a date of the form YYYY-MM-DD'],
    [
      `# portcullis-ignore ${rule} until=2026-06-15`,
      `this suppression of ${rule} gives no reason; write it after a colon`,
    ],
    ['# portcullis-ignore Listener: known', form()],
    [`# portcullis-ignore ${rule} known`, form()],
  ])('%s, without a day of today', (text, fault) => {
    const found = readSuppressions(sourcesOf({ 'a.yaml': `${text}\na: 1\n` }), new Set([rule]), null);
    expect(found.map((each) => each.fault)).toEqual([fault]);
  });

  test.each(['# portcullis-ignored: x', '# portcullis-ignore-me: x', '# see portcullis-ignore', '# Portcullis-ignore'])(
    'not from a comment that only sounds like one: %s',
    (text) => {
      expect(readSuppressions(sourcesOf({ 'a.yaml': `${text}\na: 1\n` }), new Set([rule]), null)).toEqual([]);
    },
  );
});

function form(): string {
  return 'this suppression is not of the form "portcullis-ignore <rule> until=YYYY-MM-DD: reason"';
}
