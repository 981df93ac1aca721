import type { Call, FakeGitHub } from '../fake-github/fake-github.ts';
import type { Breakage } from './outage.ts';

/** Something that is broken, which alarm says so, and within how many minutes. */
export interface Row {
  readonly what: string;
  readonly breakage: Breakage;
  readonly rings: string;
  readonly within: number;
}

export const refusing =
  (status: number, where: (call: Call) => boolean): FakeGitHub['fault'] =>
  (call) =>
    where(call) ? { kind: 'status', status } : null;
export const asApp = ({ path }: Call): boolean => path.startsWith('/app');
export const cutting: FakeGitHub['fault'] = () => ({ kind: 'cut' });

/** Each way in which a deployment on AWS breaks; the documentation shows this table. */
export const breakages: readonly Row[] = [
  { what: 'SSM refuses', breakage: { ssm: true }, rings: 'DeliveriesNotKept', within: 5 },
  { what: 'SQS refuses', breakage: { sqs: true }, rings: 'DeliveriesNotKept', within: 5 },
  { what: 'DynamoDB refuses', breakage: { dynamo: true }, rings: 'AttemptsFailed', within: 15 },
  { what: 'a newer release wrote the table', breakage: { newerTable: true }, rings: 'LeftForNewer', within: 5 },
  { what: 'a newer release wrote the jobs', breakage: { newerJobs: true }, rings: 'LeftForNewer', within: 5 },
  {
    what: 'GitHub answers with 502',
    breakage: { github: refusing(502, () => true) },
    rings: 'AttemptsFailed',
    within: 15,
  },
  { what: 'a proxy cuts what goes to GitHub', breakage: { github: cutting }, rings: 'AttemptsFailed', within: 15 },
  {
    what: 'a proxy cuts everything',
    breakage: { github: cutting, ssm: true, sqs: true, dynamo: true },
    rings: 'DeliveriesNotKept',
    within: 5,
  },
  { what: 'GitHub’s limits are used up', breakage: { quota: 0 }, rings: 'OldestMessage', within: 60 },
  {
    what: 'GitHub refuses files, which the check run says',
    breakage: { github: refusing(403, ({ path }) => path.includes('/git/')) },
    rings: 'ReviewsFailed',
    within: 60,
  },
  { what: 'the private key is revoked', breakage: { github: refusing(401, asApp) }, rings: 'AppRefused', within: 15 },
  {
    what: 'the id is not that of the app',
    breakage: { github: refusing(404, asApp) },
    rings: 'AppRefused',
    within: 30,
  },
  { what: 'the webhook secrets differ', breakage: { secret: 'another' }, rings: 'DeliveriesLost', within: 30 },
  { what: 'the URL leads nowhere', breakage: { unused: 'receiver' }, rings: 'DeliveriesLost', within: 30 },
  { what: 'the receiver cannot start', breakage: { dead: 'receiver' }, rings: 'ReceiverErrors', within: 5 },
  { what: 'no execution is free', breakage: { noExecutions: true }, rings: 'ReceiverThrottles', within: 5 },
  { what: 'the worker cannot start', breakage: { dead: 'worker' }, rings: 'WorkerErrors', within: 5 },
  { what: 'the worker is not called', breakage: { unused: 'worker' }, rings: 'OldestMessage', within: 45 },
  { what: 'every attempt at a job dies', breakage: { dies: true }, rings: 'JobsGivenUp', within: 60 },
  { what: 'the sweeper cannot start', breakage: { dead: 'sweeper' }, rings: 'SweepsMissing', within: 75 },
  { what: 'the sweeper is not called', breakage: { unused: 'sweeper' }, rings: 'SweepsMissing', within: 75 },
  {
    what: 'GitHub does not list deliveries',
    breakage: { github: refusing(500, ({ path }) => path.startsWith('/app/hook')) },
    rings: 'SweepPartsFailed',
    within: 75,
  },
];

/** The one that takes days. */
export const silence = { what: 'no webhook comes at all', rings: 'NoDeliveries', within: 3 * 24 * 60 + 5 } as const;
