import { describe, expect, test } from 'vitest';
import { checkRunDraft } from '../../src/report/check-run.ts';
import { messageInClusters, someOf } from '../../src/report/clusters.ts';
import { githubReport } from '../../src/report/workflow-commands.ts';
import { htmlReport } from '../../src/report/html.ts';
import { jsonReport } from '../../src/report/json.ts';
import { junitReport } from '../../src/report/junit.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { reviewComments } from '../../src/report/review-comments.ts';
import { sarifReport } from '../../src/report/sarif.ts';
import { textReport } from '../../src/report/text.ts';
import type { Review } from '../../src/review/review.ts';
import { cluster, example, lineOf, portUnavailable, texts } from './example-review.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const fact = { about: 'Gateway kong/edge', cause: 'missing', reason: 'Secret kong/tls is assumed to exist' } as const;

/** Five clusters that share a file with a fault in it. */
const shared: Review = {
  ...example,
  clusters: names.map((name) => ({ ...cluster([]), name })),
  before: [],
  findings: [{ ...portUnavailable, at: { ...portUnavailable.at, path: 'prod/kong.yaml', line: 3 }, clusters: names }],
  changedPaths: ['prod/kong.yaml'],
  unverified: names.map((name) => ({ ...fact, cluster: name })),
};
const context = {
  verdict: 'fail',
  lineOf,
  states: {
    comparison: 'merge',
    base: { commit: '1'.repeat(40), ref: 'main' },
    head: { commit: '2'.repeat(40), ref: 'change' },
    notMerged: null,
  },
  notes: [],
  configProblems: [],
  configInvalid: false,
  offerFixes: false,
} as const;
const wholeFile = { shown: () => [{ start: 1, end: 5 }], textOf: (path: string) => texts[path], most: 9 };

describe('the clusters in which a finding stands are named by', () => {
  test.each<[name: string, report: string]>([
    ['text', textReport(shared, { lineOf, compared: true })],
    ['markdown', markdownReport(shared, { lineOf, compared: true })],
    ['html', htmlReport(shared, { lineOf, compared: true })],
    ['sarif', sarifReport(shared, { version: '0', rules: [], compared: true })],
    ['github', githubReport(shared, true)],
    ['junit', junitReport(shared, { failOn: 'error', compared: true })],
    ['annotations', checkRunDraft(shared, context).annotations[0]?.annotation.message ?? ''],
    ['comments', reviewComments(shared, wholeFile)[0]?.body ?? ''],
  ])('%s', (_, report) => {
    expect(report).toContain('In 5 clusters: a, b, c and 2 more.');
  });

  test('json, all of them', () => {
    expect(jsonReport(shared)).toContain(`"clusters": ${JSON.stringify(names, null, 2).replaceAll('\n', '\n      ')}`);
  });
});

test('what could not be verified in several clusters is said once', () => {
  expect(textReport(shared, { lineOf, compared: true })).toContain(
    'could not verify:\n  Gateway kong/edge (5 clusters: a, b, c and 2 more): Secret kong/tls is assumed to exist\n\n',
  );
  expect(markdownReport(shared, { lineOf, compared: true })).toContain(
    '- Gateway kong/edge in 5 clusters: `a`, `b`, `c` and 2 more: Secret kong/tls is assumed to exist\n',
  );
});

test('objects with the same trouble share a line', () => {
  const unverified = ['edge', 'team'].map((name) => ({ ...fact, about: `Gateway kong/${name}`, cluster: 'a' }));
  expect(textReport({ ...shared, unverified }, { lineOf, compared: true })).toContain(
    '  Gateway kong/edge and Gateway kong/team (cluster a): Secret kong/tls is assumed to exist\n',
  );
});

test('a terminal shows a handful of what could not be verified', () => {
  const unverified = Array.from({ length: 8 }, (_, index) => ({ ...fact, reason: `reason ${index}`, cluster: 'a' }));
  expect(textReport({ ...shared, unverified }, { lineOf, compared: true })).toContain(
    'reason 4\n  3 more; --all shows them\n',
  );
});

test.each([
  ['proxy.route is ignored', 'proxy.route is ignored. In cluster a.'],
  ['After merge: Accepted=False.', 'After merge: Accepted=False. In cluster a.'],
])('%j is a sentence before the clusters', (message, expected) => {
  expect(messageInClusters({ message, clusters: ['a'] }, shared)).toBe(expected);
});

test('where a review knows one cluster, none is named', () => {
  expect(textReport(example, { lineOf, compared: true })).not.toContain('In cluster');
});

test.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd'], 'a, b, c and d'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('%j reads %s', (all, expected) => {
  expect(someOf(all)).toBe(expected);
});
