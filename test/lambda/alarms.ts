import { readFileSync } from 'node:fs';
import { parseDocument, type ScalarTag } from 'yaml';

/** One thing that was counted, by CloudWatch's name of the metric. */
export interface Datum {
  readonly metric: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** An alarm as the template defines it. */
export interface Alarm {
  readonly name: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: unknown;
  readonly Statistic: 'Sum' | 'Maximum';
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold: number;
  readonly ComparisonOperator: 'GreaterThanThreshold' | 'LessThanThreshold';
  readonly TreatMissingData: 'breaching' | 'notBreaching';
  readonly AlarmActions: unknown;
}

/** Which function or queue a metric of AWS is about. */
const parts = /(Receiver|Worker|Sweeper)LambdaFunction|Jobs/;

/** The alarms of serverless.yml; intrinsic functions are left as they are written. */
export function readAlarms(): readonly Alarm[] {
  const asWritten = (tag: string): ScalarTag => ({ tag, resolve: (text: string) => text });
  const text = readFileSync('serverless.yml', 'utf8').replaceAll(/!(If|Equals|Not)\b/g, '');
  const { resources } = parseDocument(text, {
    merge: true,
    customTags: ['!Ref', '!GetAtt', '!Sub'].map(asWritten),
  }).toJS() as { resources: { Resources: Record<string, { Type: string; Properties: Omit<Alarm, 'name'> }> } };
  return Object.entries(resources.Resources).flatMap(([name, { Type, Properties }]) =>
    Type === 'AWS::CloudWatch::Alarm' ? [{ ...Properties, name }] : [],
  );
}

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
