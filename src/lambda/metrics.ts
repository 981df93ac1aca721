import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { OperationName, Operations } from '../session/operations.ts';
import type { Reviewer } from '../session/reviewer.ts';
import type { Settlement } from '../queue/worker.ts';

/** What is counted of the work; written to the log in CloudWatch's embedded format, so it costs no request. */
export interface WorkMetrics {
  ended(conclusion: string, requests: number): void;
  settled(settlement: Settlement, seconds: number): void;
  /** The reviewer, whose introduced findings are counted by rule. */
  counting(reviewer: Reviewer): Reviewer;
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
    counting: (reviewer) => ({
      open(timeLeft) {
        const session = reviewer.open(timeLeft);
        return {
          async ask<K extends OperationName>(operation: K, input: Operations[K]['input']) {
            const output = await session.ask(operation, input);
            if (typeof output === 'object' && 'introduced' in output)
              for (const [rule, found] of output.introduced) count('Findings', found, { rule });
            return output;
          },
          close: () => session.close(),
        };
      },
    }),
  };
}
