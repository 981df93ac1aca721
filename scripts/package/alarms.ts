import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, type ScalarTag } from 'yaml';

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

/** The alarms of serverless.yml; intrinsic functions are left as they are written. */
export function readAlarms(): readonly Alarm[] {
  const asWritten = (tag: string): ScalarTag => ({ tag, resolve: (text: string) => text });
  const text = readFileSync(join(import.meta.dirname, '../../serverless.yml'), 'utf8').replaceAll(
    /!(If|Equals|Not|Split)\b/g,
    '',
  );
  const { resources } = parseDocument(text, {
    merge: true,
    customTags: ['!Ref', '!GetAtt', '!Sub'].map(asWritten),
  }).toJS() as { resources: { Resources: Record<string, { Type: string; Properties: Omit<Alarm, 'name'> }> } };
  return Object.entries(resources.Resources).flatMap(([name, { Type, Properties }]) =>
    Type === 'AWS::CloudWatch::Alarm' ? [{ ...Properties, name }] : [],
  );
}
