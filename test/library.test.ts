import { describe, expect, test } from 'vitest';
import { check, formats, predict, review, rules } from '../src/library.ts';
import { formats as printed } from '../src/report/format.ts';
import { rules as allRules } from '../src/rules/index.ts';
import { brokenTree, soundTree } from './cli/example-tree.ts';

describe('the library', () => {
  test('checks files in memory, and says whether they pass', () => {
    const { verdict, report } = check(brokenTree);
    expect(verdict).toBe('fail');
    expect(report).toMatchObject({
      version: 1,
      findings: [{ rule: 'listener-port-unavailable', status: 'existing', path: 'prod/gateway.yaml' }],
    });
    expect(check(soundTree).verdict).toBe('pass');
  });

  test('reviews a change by its base', () => {
    const { verdict, report } = review(soundTree, brokenTree);
    expect([verdict, report.findings.map(({ status }) => status)]).toEqual(['fail', ['introduced']]);
    expect(review(brokenTree, brokenTree).verdict).toBe('pass');
  });

  test('fails from the threshold on that is asked for', () => {
    expect(check(brokenTree, { failOn: 'never' }).verdict).toBe('pass');
  });

  test('takes the configuration among the files, and refuses one that is not valid', () => {
    const off = { '.github/portcullis.yml': 'rules: { listener-port-unavailable: off }\n' };
    expect(check({ ...brokenTree, ...off }).verdict).toBe('pass');
    expect(() => check({ ...brokenTree, '.github/portcullis.yml': 'failon: error\n' })).toThrow(/failon/);
  });

  test.for(['', '/a.yaml', './a.yaml', '../a.yaml', 'a//b.yaml', 'a/', 'a/../b.yaml'])(
    'refuses the path "%s", on either side',
    (path) => {
      expect(() => check({ [path]: '' })).toThrow(/is no path of a repository/);
      expect(() => review({ [path]: '' }, {})).toThrow(/is no path of a repository/);
    },
  );

  test.for<[unknown, string]>([
    [null, 'files must be an object of texts by path'],
    [undefined, 'files must be an object of texts by path'],
    [['a: 1'], 'files must be an object of texts by path'],
    [{ 'a.yaml': null }, 'the text of "a.yaml" must be a string, and it is null'],
    [{ 'a.yaml': 1 }, 'the text of "a.yaml" must be a string, and it is of the type number'],
    [{ 'a.yaml': ['a'] }, 'the text of "a.yaml" must be a string, and it is a list'],
    [{ 'a.yaml': Buffer.from('a: 1') }, 'the text of "a.yaml" must be a string, and it is bytes'],
  ])('refuses files that are none: %j', ([files, message]) => {
    expect(() => check(files as Record<string, string>)).toThrow(message);
    const side = message.replace(/^files/, 'base');
    expect(() => review(files as Record<string, string>, {})).toThrow(side);
    expect(() => review({}, files as Record<string, string>)).toThrow(message.replace(/^files/, 'head'));
    expect(() => predict(files as Record<string, string>)).toThrow(message);
  });

  test('refuses options that are none', () => {
    const options: unknown = null;
    expect(() => check({}, options as object)).toThrow('options must be an object');
  });

  test('refuses options that say nothing, which programs without types can give', async () => {
    const failOn: unknown = 'eror';
    expect(() => check(brokenTree, { failOn: failOn as 'error' })).toThrow(
      'failOn must be one of error, warning, notice, never; the nearest is "error"',
    );
    expect(() => check(brokenTree, { today: 'tomorrow' })).toThrow('today must be a date as 2026-01-31');
    const format: unknown = 'jsn';
    await expect(check(brokenTree).print(format as 'json')).rejects.toThrow(
      /^format must be one of .*; the nearest is "json"$/,
    );
  });

  test('knows expired suppressions where it is told the date', () => {
    const suppressed = {
      'a.yaml': '# portcullis-ignore listener-conflict until=2026-01-31: soon\nkind: A\napiVersion: v1\n',
    };
    const messages = (today: string): string =>
      check(suppressed, { today })
        .report.findings.map(({ message }) => message)
        .join(' ');
    expect(messages('2026-02-01')).not.toBe(messages('2026-01-01'));
  });

  test('predicts what controllers write', () => {
    const [cluster] = predict(soundTree).clusters;
    expect(cluster?.gateways[0]?.listeners[0]?.conditions).toMatchObject({ Accepted: { status: 'True' } });
  });

  test('prints every format', async () => {
    const { print } = check(brokenTree);
    const texts = await Promise.all(formats.map(print));
    expect(texts.filter((text) => !text.endsWith('\n'))).toEqual([]);
    expect(formats).toEqual(printed);
  });

  test('lists every rule', () => {
    expect(rules.map(({ id }) => id)).toEqual(allRules.map(({ id }) => id));
  });
});
