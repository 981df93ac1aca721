import { inProcess } from '../../src/session/in-process.ts';
import { packTrees } from '../../src/source/packed-trees.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { createMetrics } from '../../src/lambda/metrics.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { findingAt, fixedEngine } from '../github/harness.ts';

interface Line {
  readonly [name: string]: unknown;
  readonly _aws: { readonly CloudWatchMetrics: readonly { Namespace: string; Metrics: readonly object[] }[] };
}

let lines: Line[];

beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line)) as Line) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What CloudWatch would count: names with units, and the values and dimensions of each line. */
function counted(): readonly object[] {
  return lines.map(({ _aws: { CloudWatchMetrics }, service, ...values }) => {
    const [directive] = CloudWatchMetrics;
    expect(directive?.Namespace).toBe('Portcullis');
    expect(service).toBe('worker');
    return { ...values, metrics: directive?.Metrics };
  });
}

test('a review is counted by its conclusion, with its requests', () => {
  createMetrics().ended('failure', 17);
  expect(counted()).toEqual([
    { Reviews: 1, conclusion: 'failure', metrics: [{ Name: 'Reviews', Unit: 'Count' }] },
    { ApiRequests: 17, metrics: [{ Name: 'ApiRequests', Unit: 'Count' }] },
  ]);
});

test('a group that is done is timed, and one that is tried again is counted', () => {
  const metrics = createMetrics();
  metrics.settled({ kind: 'done' }, 12.5);
  metrics.settled({ kind: 'retry', seconds: 300 }, 12.5);
  expect(counted()).toEqual([
    { SecondsToResult: 12.5, metrics: [{ Name: 'SecondsToResult', Unit: 'Seconds' }] },
    { Retries: 1, metrics: [{ Name: 'Retries', Unit: 'Count' }] },
  ]);
});

test('introduced findings are counted by rule, and the review stays what it is', async () => {
  const of = (rule: string, status: 'introduced' | 'existing' | 'fixed') => ({
    ...findingAt('a.yaml', 1),
    rule,
    status,
  });
  const findings = [
    of('one', 'introduced'),
    of('two', 'introduced'),
    of('one', 'introduced'),
    of('one', 'existing'),
    of('three', 'fixed'),
  ];
  const reviewer = inProcess(fixedEngine({ findings }));
  const input = {
    trees: packTrees([sourcesOf({}), sourcesOf({})]),
    config: defaultConfig,
    failOn: null,
    today: '2026-11-24',
    branch: null,
    configUsable: null,
  };
  const counting = createMetrics()
    .counting(reviewer)
    .open(() => 1);
  expect(await counting.ask('review', input)).toEqual(await reviewer.open(() => 1).ask('review', input));
  const metrics = [{ Name: 'Findings', Unit: 'Count' }];
  expect(counted()).toEqual([
    { Findings: 2, rule: 'one', metrics },
    { Findings: 1, rule: 'two', metrics },
  ]);
});
