import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { counted, type CountName } from '../../src/github/job/counts.ts';
import { createCount } from '../../src/lambda/metrics.ts';

interface Line {
  readonly [name: string]: unknown;
  readonly _aws: {
    readonly CloudWatchMetrics: readonly { Namespace: string; Dimensions: string[][]; Metrics: readonly object[] }[];
  };
}

let lines: Line[];

beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line)) as Line) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each(Object.entries(counted))('%s is a metric without a dimension', (name, { unit }) => {
  createCount('worker')(name as CountName, 2.5, { rule: 'one' });
  expect(lines).toMatchObject([{ [name]: 2.5, part: 'worker', rule: 'one' }]);
  // A value of a dimension would be a metric of its own, and cost like one.
  const [line] = lines;
  if (!line) throw new Error('nothing was written');
  const { _aws: format } = line;
  const directive = { Namespace: 'Portcullis', Dimensions: [['service']], Metrics: [{ Name: name, Unit: unit }] };
  expect(format.CloudWatchMetrics).toMatchObject([directive]);
});
