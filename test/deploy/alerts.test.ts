import { describe, expect, test } from 'vitest';
import { readAlarms } from '../../scripts/package/alarms.ts';
import { counted, type CountName } from '../../src/github/job/counts.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { createMetrics, prometheusName } from '../../src/serve/prometheus.ts';
import type { Datum } from '../lambda/alarms.ts';
import { Outage, type Breakage } from '../lambda/outage.ts';
import { breakages, others } from './breakages.ts';
import { everything, helm, onlyOf, render } from './chart.ts';
import { evaluate, metricsOf, readExpression, secondsOf, type Scraped } from './promql.ts';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

function readAlerts(): readonly Alert[] {
  return (onlyOf(render(everything), 'PrometheusRule')['spec'] as { groups: readonly [{ rules: readonly Alert[] }] })
    .groups[0].rules;
}

const alerts = helm === null ? [] : readAlerts();
const interval = 30;

/** What Prometheus would have scraped of what was counted from then on, while the server ran. */
function scrape(data: readonly Datum[], from: number, to: number, isUp: (at: number) => boolean = () => true): Scraped {
  const names = Object.keys(counted) as CountName[];
  const times = Array.from({ length: Math.floor((to - from) / interval) + 1 }, (_, n) => from + n * interval).filter(
    isUp,
  );
  const sorted = (metric: string): Datum[] => data.filter((datum) => datum.metric === metric);
  const counters = names.map((name) => {
    const of = sorted(name);
    let [index, sum] = [0, 0];
    const samples = times.map((at) => {
      for (; index < of.length && (of[index]?.at ?? 0) <= at * 1000; index += 1) sum += of[index]?.value ?? 0;
      return { at, value: sum };
    });
    return [prometheusName(name), [samples]] as const;
  });
  const ages = sorted('Jobs ApproximateAgeOfOldestMessage');
  const oldest = times.map((at) => {
    const last = ages.findLast((datum) => datum.at <= at * 1000 && datum.at > at * 1000 - 60_000);
    return { at, value: last?.value ?? 0 };
  });
  const start = times.map((at) => ({ at, value: from }));
  return new Map([...counters, ['portcullis_queue_oldest_seconds', [oldest]], ['process_start_time_seconds', [start]]]);
}

/** After how many minutes an alert rings first; null when it does not. Rules are evaluated once a minute. */
function ringsAfter(alert: Alert, scraped: Scraped, from: number, to: number): number | null {
  const pending = alert.for === undefined ? 0 : secondsOf(alert.for);
  let since: number | null = null;
  for (let now = from; now <= to; now += 60) {
    since = evaluate(alert.expr, scraped, now).length > 0 ? (since ?? now) : null;
    if (since !== null && now - since >= pending) return (now - from) / 60;
  }
  return null;
}

function ringing(scraped: Scraped, from: number, to: number): ReadonlyMap<string, number> {
  const rang = alerts.map(
    (alert) => [alert.alert.replace('Portcullis', ''), ringsAfter(alert, scraped, from, to)] as const,
  );
  return new Map(rang.flatMap(([name, after]) => (after === null ? [] : [[name, after]])));
}

async function ringingAfter(breakage: Breakage, minutes: number): Promise<ReadonlyMap<string, number>> {
  const outage = new Outage(breakage);
  const from = Math.floor(outage.github.clock.now() / 1000);
  await outage.run(minutes);
  const to = Math.floor(outage.github.clock.now() / 1000);
  return ringing(scrape(outage.data, from, to), from, to);
}

const withinOf = (alert: string): number => others.find(({ rings }) => rings === alert)?.within ?? 0;

describe.skipIf(helm === null)('an alert rings where', () => {
  test.each(breakages)('$what', async ({ breakage, rings, within }) => {
    const rang = await ringingAfter(breakage, 90);
    expect(Object.fromEntries(rang)).toHaveProperty(rings);
    expect(rang.get(rings)).toBeLessThanOrEqual(within);
  });

  test('nothing has come for three days', async () => {
    expect([...(await ringingAfter({ quiet: true }, withinOf('NoDeliveries'))).keys()]).toEqual(['NoDeliveries']);
  });

  test('the volume is full, and nothing is sent to a server that is not ready', () => {
    const writable = Array.from({ length: 41 }, (_, n) => ({ at: n * interval, value: n < 20 ? 1 : 0 }));
    const scraped = new Map([...scrape([], 0, 1_200), ['portcullis_queue_writable', [writable]]]);
    expect(ringing(scraped, 0, 1_200).get('DeliveriesNotKept')).toBeLessThanOrEqual(10 + withinOf('DeliveriesNotKept'));
  });

  test('the server is gone', () => {
    const sweeps = Array.from({ length: 8 }, (_, n) => ({ metric: 'Sweeps', at: n * 900_000, value: 1 }));
    const deliveries = sweeps.map((datum) => ({ ...datum, metric: 'Deliveries' }));
    const scraped = scrape([...sweeps, ...deliveries], 0, 7_200, (at) => at < 3_600);
    expect(ringing(scraped, 0, 7_200).get('Down')).toBe(60 + withinOf('Down'));
  });

  test('the server starts again and again', () => {
    const starts = Array.from({ length: 120 }, (_, n) => ({ at: n * interval, value: Math.floor(n / 20) }));
    const scraped = new Map([...scrape([], 0, 3_600), ['process_start_time_seconds', [starts]]]);
    expect(ringing(scraped, 0, 3_600).get('Restarts')).toBe(withinOf('Restarts'));
  });

  test('a review failed by our fault', () => {
    const scraped = scrape([{ metric: 'ReviewsFailed', at: 600_000, value: 1 }], 0, 1_200);
    expect(ringing(scraped, 0, 1_200).get('ReviewsFailed')).toBeLessThanOrEqual(10 + withinOf('ReviewsFailed'));
  });
});

test.skipIf(helm === null)('none rings while all is well', async () => {
  expect(await ringingAfter({}, 180)).toEqual(new Map());
});

describe.skipIf(helm === null)('the alerts', () => {
  /** What a server has no function, no concurrency for. */
  const ofAws = ['ReceiverErrors', 'ReceiverThrottles', 'WorkerErrors'];

  test('are those of AWS, and two for the process itself', () => {
    const theirs = readAlarms().map(({ name }) => name.replace(/Alarm$/, ''));
    const expected = [...theirs.filter((name) => !ofAws.includes(name)), 'Down', 'Restarts'];
    expect(alerts.map(({ alert }) => alert.replace('Portcullis', '')).toSorted()).toEqual(expected.toSorted());
  });

  test('each has a row above', () => {
    const rows = [...breakages, ...others].map(({ rings }) => rings);
    expect(new Set(alerts.map(({ alert }) => alert.replace('Portcullis', '')))).toEqual(new Set(rows));
  });

  test('are PromQL, of metrics that the server has, of this release alone', async () => {
    const { text } = await createMetrics(openSqliteQueue(':memory:')).read();
    for (const { expr } of alerts) {
      expect(readExpression(expr).name).toBeDefined();
      expect(metricsOf(expr).filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
      expect(expr).toMatch(/\{\s*namespace="tools",service="portcullis-metrics"\s*\}/);
    }
  });

  test('say what happens and where to look', () => {
    for (const { annotations, labels } of alerts) {
      expect(annotations.summary.length).toBeGreaterThan(60);
      expect(['critical', 'warning']).toContain(labels.severity);
    }
  });
});
