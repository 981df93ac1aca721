import { asApp, refusing, type Row } from '../lambda/breakages.ts';

/** Each way in which a server breaks; the documentation shows this table. */
export const breakages: readonly Row[] = [
  { what: 'the volume is full', breakage: { sqs: true }, rings: 'DeliveriesNotKept', within: 5 },
  {
    what: 'GitHub answers with 502',
    breakage: { github: refusing(502, () => true) },
    rings: 'AttemptsFailed',
    within: 20,
  },
  { what: 'a newer release wrote the jobs', breakage: { newerJobs: true }, rings: 'LeftForNewer', within: 5 },
  {
    what: 'a proxy cuts what goes to GitHub',
    breakage: { github: () => ({ kind: 'cut' }) },
    rings: 'AttemptsFailed',
    within: 20,
  },
  { what: 'GitHub’s limits are used up', breakage: { quota: 0 }, rings: 'OldestMessage', within: 60 },
  { what: 'the private key is revoked', breakage: { github: refusing(401, asApp) }, rings: 'AppRefused', within: 20 },
  {
    what: 'the id is not that of the app',
    breakage: { github: refusing(404, asApp) },
    rings: 'AppRefused',
    within: 35,
  },
  { what: 'the webhook secrets differ', breakage: { secret: 'another' }, rings: 'DeliveriesLost', within: 35 },
  { what: 'the URL leads nowhere', breakage: { unused: 'receiver' }, rings: 'DeliveriesLost', within: 35 },
  { what: 'nothing is worked on', breakage: { unused: 'worker' }, rings: 'OldestMessage', within: 45 },
  { what: 'every attempt at a job dies', breakage: { dies: true }, rings: 'JobsGivenUp', within: 60 },
  { what: 'the sweep does not run', breakage: { unused: 'sweeper' }, rings: 'SweepsMissing', within: 75 },
  {
    what: 'GitHub does not list deliveries',
    breakage: { github: refusing(500, ({ path }) => path.startsWith('/app/hook')) },
    rings: 'SweepPartsFailed',
    within: 75,
  },
];

/** Those that are broken otherwise, by what Prometheus would have read. */
export const others = [
  { what: 'no webhook comes at all', rings: 'NoDeliveries', within: 3 * 24 * 60 + 90 },
  { what: 'the volume is full, and the server is not ready', rings: 'DeliveriesNotKept', within: 1 },
  { what: 'the server is gone', rings: 'Down', within: 15 },
  { what: 'the server starts again and again', rings: 'Restarts', within: 40 },
  { what: 'a review failed by our fault', rings: 'ReviewsFailed', within: 1 },
] as const;
