import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Engine } from '../review/engine.ts';
import type { Settlement } from '../queue/worker.ts';

/** What is counted of the work; written to the log in CloudWatch's embedded format, so it costs no request. */
export interface WorkMetrics {
  ended(conclusion: string, requests: number): void;
  settled(settlement: Settlement, seconds: number): void;
  /** The engine, whose introduced findings are counted by rule. */
  counting(engine: Engine): Engine;
}

export function createMetrics(): WorkMetrics {
  const metrics = new Metrics({ namespace: 'Portcullis', serviceName: 'worker' });
  const count = (name: string, value: number, dimensions: Readonly<Record<string, string>> = {}): void => {
    const single = metrics.singleMetric();
    for (const [dimension, of] of Object.entries(dimensions)) single.addDimension(dimension, of);
    single.addMetric(name, name === 'SecondsToResult' ? MetricUnit.Seconds : MetricUnit.Count, value);
  };
  return {
    ended: (conclusion, requests) => {
      count('Reviews', 1, { conclusion });
      count('ApiRequests', requests);
    },
    settled: (settlement, seconds) => {
      if (settlement.kind === 'done') count('SecondsToResult', seconds);
      else count('Retries', 1);
    },
    counting: (engine) => ({
      ...engine,
      review: (...input) => {
        const review = engine.review(...input);
        const introduced = review.findings.filter(({ status }) => status === 'introduced');
        for (const [rule, found] of Map.groupBy(introduced, (finding) => finding.rule))
          count('Findings', found.length, { rule });
        return review;
      },
    }),
  };
}
