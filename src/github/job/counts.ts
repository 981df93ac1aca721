/** The unit of what is counted. */
export type CountUnit = 'Count' | 'Seconds';

/**
 * What is counted of the work, by the names of the metrics. What an alarm looks at has a name of its own: each name
 * costs, and so would each value of a dimension, so there are none; what else is known of a count stands in the log.
 */
export const counted = {
  Deliveries: { unit: 'Count', means: 'webhooks that were answered' },
  DeliveriesNotKept: {
    unit: 'Count',
    means: 'good webhooks that could not be put into the queue, or for want of a secret',
  },
  Reviews: { unit: 'Count', means: 'reviews that ended' },
  ReviewsFailed: {
    unit: 'Count',
    means: 'reviews that ended by our fault, GitHub’s or that of an outage, not by findings',
  },
  Findings: { unit: 'Count', means: 'findings that changes introduce' },
  ApiRequests: { unit: 'Count', means: 'requests to GitHub' },
  SecondsToResult: { unit: 'Seconds', means: 'from the webhook in the queue to the result' },
  AttemptsFailed: { unit: 'Count', means: 'attempts at a job that failed and are made again' },
  Waits: { unit: 'Count', means: 'attempts that only waited, mostly for GitHub’s limits' },
  AppRefused: { unit: 'Count', means: 'requests as the app that GitHub refused: a wrong id, or a key that is revoked' },
  Sweeps: { unit: 'Count', means: 'sweeps that came to their end' },
  SweepPartsFailed: { unit: 'Count', means: 'parts of a sweep that failed' },
  DeliveriesLost: { unit: 'Count', means: 'deliveries of the last half hour that GitHub could not make' },
  LeftForNewer: {
    unit: 'Count',
    means: 'attempts that left a job to the newer release that wrote it, or the table',
  },
  JobsGivenUp: { unit: 'Count', means: 'jobs that no attempt settled' },
} as const satisfies Readonly<Record<string, { readonly unit: CountUnit; readonly means: string }>>;

export type CountName = keyof typeof counted;

/**
 * Counts something.
 * @param value how many, or how many seconds
 * @param about what else the log says of it; never text of a reviewed repository
 */
export type Count = (name: CountName, value: number, about?: Readonly<Record<string, string>>) => void;
