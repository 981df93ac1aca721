import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { checkstyleReport } from '../../src/report/checkstyle.ts';
import { gitlabReport } from '../../src/report/gitlab.ts';
import { junitReport } from '../../src/report/junit.ts';
import { rdjsonReport } from '../../src/report/rdjson.ts';
import { sarifReport } from '../../src/report/sarif.ts';
import type { Review } from '../../src/review/review.ts';
import { rules } from '../../src/rules/index.ts';
import { example, lineOf, portUnavailable, sound } from './example-review.ts';
import codeScanning from './schemas/code-scanning.json' with { type: 'json' };
import gitlab from './schemas/gitlab.json' with { type: 'json' };
import rdjson from './schemas/rdjson.json' with { type: 'json' };
import { elementsOf } from './xml-elements.ts';

const steering = '<a b="\'&\u0000\u001B]]>\n';

/** Everything that a form has to hold: two findings of one fingerprint, one that only base has a line for, files not read. */
const awkward: Review = {
  ...example,
  findings: [
    ...example.findings,
    portUnavailable,
    { ...portUnavailable, side: 'base', related: [{ at: portUnavailable.at, message: 'there' }] },
    { ...portUnavailable, message: steering, at: { ...portUnavailable.at, path: `x/${steering}.yaml` } },
  ],
  unread: (['failure', 'neutral', 'success', 'none'] as const).map((effect) => ({
    path: `${effect}.yaml`,
    cause: 'too-large',
    reason: 'is too large',
    effect,
  })),
};

const reviews = Object.entries({ example, awkward, sound }).flatMap(([name, review]) =>
  [true, false].map((compared) => [name, compared, review] as const),
);

describe.each(reviews)('%s, with a base: %s', (_, compared, review) => {
  test.each([
    ['Code Quality', gitlab, () => gitlabReport(review)],
    ['rdjson', rdjson, () => rdjsonReport(review, { lineOf, compared })],
    ['SARIF', codeScanning, () => sarifReport(review, { version: '1.2.3', rules, compared })],
  ] as const)('%s is of the form that its reader takes', (_name, schema, report) => {
    const ajv = new Ajv({ strict: false });
    const data: unknown = JSON.parse(report());
    expect([ajv.validate(schema, data), ajv.errors]).toEqual([true, null]);
  });

  /** The attributes of each element: first those that it must have, then those that it may have. */
  const junit = {
    testsuites: [[], ['name', 'time', 'tests', 'failures', 'errors']],
    testsuite: [
      ['name', 'tests', 'failures', 'errors'],
      ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package'],
    ],
    properties: [[], []],
    property: [['name', 'value'], []],
    testcase: [['name'], ['time', 'classname', 'group']],
    failure: [[], ['type', 'message']],
    error: [[], ['type', 'message']],
    skipped: [[], ['type', 'message']],
    'system-out': [[], []],
  };
  const checkstyle = {
    checkstyle: [['version'], []],
    file: [['name'], []],
    error: [['line', 'severity', 'message', 'source'], ['column']],
  };

  test.each([
    ['JUnit, as the schema of Jenkins has it', junit, () => junitReport(review, { failOn: 'error', compared })],
    ['Checkstyle', checkstyle, () => checkstyleReport(review, compared)],
  ] as const)('%s holds known elements and attributes alone', (_name, known, report) => {
    const allowed: Readonly<Record<string, readonly (readonly string[])[]>> = known;
    for (const { name, attributes } of elementsOf(report())) {
      const [required = [], optional = []] = allowed[name] ?? [];
      expect(Object.keys(allowed)).toContain(name);
      expect(attributes).toEqual(expect.arrayContaining([...required]));
      expect([...required, ...optional]).toEqual(expect.arrayContaining([...attributes]));
    }
  });
});

test('code scanning and Code Quality tell findings of one fingerprint apart', () => {
  const entries = JSON.parse(gitlabReport(awkward)) as readonly { readonly fingerprint: string }[];
  expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
  const log = JSON.parse(sarifReport(awkward, { version: '1.2.3', rules, compared: true })) as {
    readonly runs: readonly [
      { readonly results: readonly { readonly partialFingerprints: Readonly<Record<string, string>> }[] },
    ];
  };
  const hashes = log.runs[0].results.map((result) => result.partialFingerprints['primaryLocationLineHash']);
  expect(hashes).toEqual(['f1:1', 'f2:1', 'f1:2', 'f1:3', 'f1:4']);
});

test('rdjson counts columns in bytes of UTF-8, and tells only what a change introduces', () => {
  const report = rdjsonReport(example, { lineOf: () => '日本語   port: 1883', compared: true });
  expect(JSON.parse(report)).toMatchObject({
    diagnostics: [
      {
        location: {
          path: 'prod/gateway.yaml',
          range: { start: { line: 8, column: 19 }, end: { line: 8, column: 23 } },
        },
        severity: 'ERROR',
        code: { value: 'listener-port-unavailable' },
      },
      { location: { path: 'prod/chart.tgz' }, severity: 'INFO', code: { value: 'not-read' } },
    ],
  });
});
