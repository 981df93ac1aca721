import { describe, expect, test } from 'vitest';
import { counted, type CountName } from '../../src/github/job/counts.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { createMetrics, labels, prometheusName } from '../../src/serve/prometheus.ts';

const names = Object.keys(counted) as CountName[];

function start() {
  let now = 0;
  const queue = openSqliteQueue(':memory:', () => now);
  const { count, read } = createMetrics(queue);
  /** Every sample of ours, by its name and labels as they are written. */
  const samples = async (): Promise<ReadonlyMap<string, number>> => {
    const { text } = await read();
    const lines = text.split('\n').filter((line) => line.startsWith('portcullis_'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
  };
  return { queue, count, read, samples, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('a count', () => {
  test.each([
    ['Deliveries', 'portcullis_deliveries_total'],
    ['DeliveriesNotKept', 'portcullis_deliveries_not_kept_total'],
    ['SecondsToResult', 'portcullis_seconds_to_result'],
  ] as const)('%s is called %s', (name, called) => {
    expect(prometheusName(name)).toBe(called);
  });

  test('is a series from the start, so that its first increase is seen', async () => {
    const samples = await start().samples();
    const expected = names.flatMap((name) => {
      const { [name]: label } = labels;
      if (counted[name].unit === 'Seconds') return [`${prometheusName(name)}_count`];
      if (label === undefined) return [prometheusName(name)];
      return label.values.map((value) => `${prometheusName(name)}{${label.name}="${value}"}`);
    });
    expect(expected.length).toBeGreaterThan(names.length);
    expect(expected.filter((series) => samples.get(series) !== 0)).toEqual([]);
  });

  test('adds up', async () => {
    const { count, samples } = start();
    count('ApiRequests', 7);
    count('ApiRequests', 4, { rule: 'one' });
    count('Reviews', 1, { conclusion: 'failure' });
    count('SecondsToResult', 42);
    const now = await samples();
    expect(now.get('portcullis_api_requests_total')).toBe(11);
    expect(now.get('portcullis_reviews_total{conclusion="failure"}')).toBe(1);
    expect(now.get('portcullis_seconds_to_result_sum')).toBe(42);
    expect(now.get('portcullis_seconds_to_result_bucket{le="30"}')).toBe(0);
    expect(now.get('portcullis_seconds_to_result_bucket{le="60"}')).toBe(1);
  });

  test('makes no series of what it does not know: labels are bounded, whatever is sent', async () => {
    const { count, samples } = start();
    const before = (await samples()).size;
    for (let n = 0; n < 100; n += 1) {
      count('Deliveries', 1, { status: `x${n}`, event: `made-up-${n}` });
      count('Reviews', 1, {});
      count('Findings', 1, { rule: `rule-${n}` });
    }
    const after = await samples();
    expect(after.size).toBe(before);
    expect(after.get('portcullis_deliveries_total{status="other"}')).toBe(100);
    expect(after.get('portcullis_reviews_total{conclusion="other"}')).toBe(100);
    expect(after.get('portcullis_findings_total')).toBe(100);
  });
});

test('the gauges are those of the queue at that moment', async () => {
  const { queue, samples, pass } = start();
  await queue.enqueue({ id: 'a', group: 'g', body: '' });
  pass(1_500);
  const now = await samples();
  expect(now.get('portcullis_queue_waiting')).toBe(1);
  expect(now.get('portcullis_queue_dead')).toBe(0);
  expect(now.get('portcullis_queue_oldest_seconds')).toBe(1.5);
  expect(now.get('portcullis_queue_writable')).toBe(1);
});

test('a queue that cannot be used has no counts, and everything else is told', async () => {
  const { queue, count, samples } = start();
  queue.close();
  count('DeliveriesNotKept', 1);
  const now = await samples();
  const ofQueue = [...now].filter(([name]) => name.startsWith('portcullis_queue'));
  expect(ofQueue).toEqual([['portcullis_queue_writable', 0]]);
  expect(now.get('portcullis_deliveries_not_kept_total')).toBe(1);
});

test('each metric says what it counts, and the process is among them', async () => {
  const { text } = await start().read();
  for (const name of names) expect(text).toContain(`# HELP ${prometheusName(name)} ${counted[name].means}\n`);
  expect(text).toMatch(/^process_start_time_seconds \d/m);
});
