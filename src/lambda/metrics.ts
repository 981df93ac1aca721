import { Metrics } from '@aws-lambda-powertools/metrics';
import { counted, type Count } from '../github/job/counts.ts';

/** Counts into the log in CloudWatch's embedded format, so it costs no request. */
export function createCount(part: 'receiver' | 'worker' | 'sweeper'): Count {
  const metrics = new Metrics({ namespace: 'Portcullis' });
  return (name, value, about = {}) => {
    const single = metrics.singleMetric();
    for (const [key, of] of Object.entries({ part, ...about })) single.addMetadata(key, of);
    single.addMetric(name, counted[name].unit, value);
  };
}
