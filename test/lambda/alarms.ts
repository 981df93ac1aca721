import type { Alarm } from '../../scripts/package/alarms.ts';

/** One thing that was counted, by CloudWatch's name of the metric. */
export interface Datum {
  readonly metric: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** Which function or queue a metric of AWS is about. */
const parts = /(Receiver|Worker|Sweeper)LambdaFunction|Jobs/;

/** The metric that an alarm looks at, as a datum names it: `Sweeps`, or `Worker Errors` for one of AWS's own. */
export function metricOf({ Namespace, MetricName, Dimensions }: Alarm): string {
  if (Namespace === 'Portcullis') return MetricName;
  return `${parts.exec(JSON.stringify(Dimensions))?.[0].replace('LambdaFunction', '') ?? ''} ${MetricName}`;
}

/**
 * When an alarm rings first, in minutes after `from`; null when it does not until `to`. CloudWatch looks each minute at
 * the newest periods that have ended.
 */
export function ringsAfter(alarm: Alarm, data: readonly Datum[], from: number, to: number): number | null {
  const values = data.filter(({ metric }) => metric === metricOf(alarm));
  const needed = alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods;
  const period = alarm.Period * 1000;
  for (let now = from; now <= to; now += 60_000) {
    const breaching = Array.from({ length: alarm.EvaluationPeriods }, (_, n) => now - n * period).filter((end) =>
      isBreaching(
        alarm,
        values.filter(({ at }) => at > end - period && at <= end),
      ),
    );
    if (breaching.length >= needed) return (now - from) / 60_000;
  }
  return null;
}

function isBreaching(alarm: Alarm, data: readonly Datum[]): boolean {
  if (data.length === 0) return alarm.TreatMissingData === 'breaching';
  const values = data.map(({ value }) => value);
  const value = alarm.Statistic === 'Sum' ? values.reduce((sum, each) => sum + each, 0) : Math.max(...values);
  return alarm.ComparisonOperator === 'GreaterThanThreshold' ? value > alarm.Threshold : value < alarm.Threshold;
}
