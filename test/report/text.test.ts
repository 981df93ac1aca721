import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { textReport } from '../../src/report/text.ts';
import { example, lineOf, portUnavailable, sound } from './example-review.ts';

describe('a change', () => {
  test('shows what it introduces in full and the rest in brief', () => {
    expect(textReport(example, { lineOf, compared: true })).toBe(
      `
prod/gateway.yaml:8:13  error  listener-port-unavailable
listener "mqtt" asks for TCP 1883, but no port of Service kong/kong-proxy is 1883.
  7 │     - name: mqtt
  8 │       port: 1883
    │             ^^^^ After merge: Accepted=False, PortUnavailable
see: prod/kong.yaml:3:3  the stream ports of the proxy are set here
  3 │   stream:
    │   ^^^^^^
suggestion: prod/kong.yaml
  2 │   http: { servicePort: 80 }
  3 │   stream:
  + │     - servicePort: 1883
  + │       containerPort: 1883
  4 │     - servicePort: 9000
  5 │       containerPort: 9000

existing before this change:
  prod/kong.yaml:4:20  warning  listen-without-service-port  stream listen 9000 has no Service port.

could not verify:
  GatewayClass kong (cluster prod): it is not in the repository

could not read:
  prod/chart.tgz: larger than 1 MiB

1 error introduced, 1 existing.
Looked at 1 cluster, 1 Gateway, 2 listeners.
`.trimStart(),
    );
  });

  test('that is sound says what was looked at', () => {
    expect(textReport(sound, { lineOf, compared: true })).toBe(
      'No findings introduced.\nLooked at 1 cluster, 1 Gateway, 1 listener.\n',
    );
  });

  test('without bearing on Kong says so', () => {
    expect(textReport({ ...sound, relevant: false }, { lineOf, compared: true })).toBe(
      'No Gateway API or Kong configuration in this change.\n',
    );
  });
});

describe('the marker', () => {
  const reportOf = (line: string, what: string): string => {
    const start = line.indexOf(what) + 1;
    const at = {
      ...portUnavailable.at,
      path: 'a.yaml',
      line: 1,
      endLine: 1,
      column: start,
      endColumn: start + what.length,
    };
    const finding = { ...portUnavailable, at, statement: 'm', outcome: null, related: [], suggestion: null };
    return textReport({ ...sound, findings: [finding] }, { lineOf: () => line, compared: true });
  };

  test.each([
    ['stands under the value', 'port: 80', '80', '  1 │ port: 80\n    │       ^^\n'],
    ['stands right behind tabs', 'a:\t80', '80', '  1 │ a:    80\n    │       ^^\n'],
    [
      'stands right behind what would steer the terminal',
      '"\u001B[2J": 80',
      '80',
      '  1 │ "\\u001b[2J": 80\n    │              ^^\n',
    ],
    ['stands right behind wide characters', '名前: 80', '80', '  1 │ 名前: 80\n    │       ^^\n'],
    ['is as wide as what it marks', 'a: 名前', '名前', '  1 │ a: 名前\n    │    ^^^^\n'],
    ['stands right behind a picture and an accent', '🚀e\u0301: 80', '80', '  1 │ 🚀e\u0301: 80\n    │      ^^\n'],
    [
      'stands right in a line too long to show',
      `${'x'.repeat(300)}: 80 ${'y'.repeat(300)}`,
      '80',
      `${' '.repeat(81)}^^\n`,
    ],
  ])('%s', (_, line, what, expected) => {
    expect(reportOf(line, what)).toContain(expected);
  });

  test('is left out when the file cannot be had', () => {
    const finding = { ...portUnavailable, related: [], suggestion: null };
    expect(textReport({ ...sound, findings: [finding] }, { lineOf: () => undefined, compared: true })).toContain(
      'is 1883.\nAfter merge: Accepted=False, PortUnavailable\n\n1 error introduced.',
    );
  });
});

test('many related places are counted, not listed', () => {
  const related = Array.from({ length: 7 }, () => portUnavailable.related).flat();
  const report = textReport({ ...sound, findings: [{ ...portUnavailable, related }] }, { lineOf, compared: true });
  expect(report.match(/^see: /gm)).toHaveLength(5);
  expect(report).toContain('see: 3 more\n');
});

test('sentences are broken between words where the terminal ends', () => {
  const report = textReport(
    { ...sound, findings: [{ ...portUnavailable, statement: 'aaa bbb ccc/ddd/eee/fff ggg' }] },
    { lineOf, compared: true, columns: 8 },
  );
  expect(report).toContain('\naaa bbb\nccc/ddd/eee/fff\nggg\n');
});

test('a change far to the right of a long line is seen', () => {
  const line = `a: ${'x'.repeat(400)} port: 80 ${'y'.repeat(200)}`;
  const suggestion = { path: 'a.yaml', startLine: 1, endLine: 1, replacement: line.replace('80', '8000') };
  const finding = {
    ...portUnavailable,
    at: { ...portUnavailable.at, path: 'a.yaml', line: 1 },
    related: [],
    suggestion,
  };
  const report = textReport(
    { ...sound, findings: [finding] },
    { lineOf: (_, at) => (at === 1 ? line : undefined), compared: true },
  );
  expect(report).toMatch(/\n {2}- │ …x+ port: 80 y+…\n {2}\+ │ …x+ port: 8000 y+…\n/);
});

test('nothing is wider than a narrow terminal, whatever the width of its characters', () => {
  const line = `説明: ${'日本語'.repeat(30)} port: 80 # ${'🚀é'.repeat(30)}`;
  const column = line.indexOf('80') + 1;
  const at = { ...portUnavailable.at, path: '群集/a.yaml', line: 7, endLine: 7, column, endColumn: column + 2 };
  const finding = { ...portUnavailable, at, statement: 'ポート 80 は'.repeat(20), suggestion: null };
  const unverified = Array.from({ length: 12 }, (_, word) => `word${word}`).join(' ');
  const report = textReport(
    {
      ...sound,
      findings: [finding],
      unverified: [{ cluster: 'prod', about: 'Gateway kong/edge', cause: 'remote', reason: unverified }],
    },
    { lineOf: (_, number) => (number === 7 ? line : undefined), compared: false, columns: 50 },
  );
  // A place stays whole, so that a terminal can make a link of it.
  const wide = report.split('\n').filter((each) => !each.includes('a.yaml:7:') && displayWidth(each) > 50);
  expect(wide).toEqual([]);
  expect(report).toMatch(/port: 80 .*\n +│ +\^\^\n +│ After merge: /);
});

test('what is shown of a file fits a narrow terminal', () => {
  const line = `a: ${'x'.repeat(300)} port: 80`;
  const at = { ...portUnavailable.at, path: 'a.yaml', line: 1, endLine: 1, column: 311, endColumn: 313 };
  const finding = { ...portUnavailable, at, outcome: null, related: [], suggestion: null };
  const report = textReport({ ...sound, findings: [finding] }, { lineOf: () => line, compared: true, columns: 60 });
  const shown = report.split('\n').filter((each) => each.includes('│'));
  expect(shown.length).toBeGreaterThan(1);
  expect(Math.max(...shown.map((each) => each.length))).toBeLessThanOrEqual(60);
  expect(report).toMatch(/port: 80\n.*\^\^\n/);
});
