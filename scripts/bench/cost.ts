/**
 * What 1,000 reviews cost on AWS: `npm run bench:cost`. Time and requests of a review are measured here, with the whole
 * engine and a fake GitHub that takes 150 ms for each answer; prices are a table below. Not a test: times depend on the
 * machine.
 */
import { gateway, listener } from './growth-cases.ts';
import { systemClock } from '../../src/github/client/clock.ts';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { engine } from '../../src/review/engine.ts';
import type { Files } from '../../test/fake-github/git.ts';
import { requestFor, setUp } from '../../test/github/harness.ts';
import { readAlarms } from '../package/alarms.ts';
import { counted } from '../../src/github/job/counts.ts';

/** Milliseconds of an answer of GitHub's. */
const latency = 150;
/** Reviews measured, after one that warms up. */
const measured = 10;
const reviews = 1_000;

/**
 * Dollars, us-east-1, without what an account has free: the list prices of aws.amazon.com (/lambda/pricing, /sqs/pricing,
 * /dynamodb/pricing, /cloudwatch/pricing, /xray/pricing, /kms/pricing, /secrets-manager/pricing, /privatelink/pricing) as
 * known in November 2025, and not looked up since.
 */
const price = {
  gigabyteSecond: 0.0000133334,
  invocation: 0.2 / 1e6,
  sqsRequest: 0.5 / 1e6,
  tableRead: 0.125 / 1e6,
  tableWrite: 0.625 / 1e6,
  logGigabyte: 0.5,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  trace: 5 / 1e6,
  keyMonth: 1,
  keyRequest: 0.03 / 10_000,
  secretMonth: 0.4,
  endpointHour: 0.01,
};

const { cold, warm, requests } = await measure();
/** Of ten reviews one meets a new container. */
const seconds = (cold + 9 * warm) / 10;
/** A pull request sends about two events that are no review beside each that is one. */
const deliveries = 3 * reviews;
const perThousand: readonly (readonly [string, number])[] = [
  ['receiver', deliveries * (price.invocation + 0.5 * 0.05 * price.gigabyteSecond)],
  ['worker', reviews * (price.invocation + 1.73 * seconds * price.gigabyteSecond)],
  ['queue', 3 * reviews * price.sqsRequest],
  ['table', reviews * (price.tableRead + 5 * price.tableWrite)],
  ['logs', (deliveries * 500 + reviews * 2_000) * (price.logGigabyte / 1e9)],
];
const perMonth: readonly (readonly [string, number])[] = [
  [`${Object.keys(counted).length} metrics`, Object.keys(counted).length * price.metricMonth],
  [`${readAlarms().length} alarms`, readAlarms().length * price.alarmMonth],
  // Every fifteen minutes, some seconds with one gigabyte.
  ['sweeper', 2_880 * (price.invocation + 3 * price.gigabyteSecond)],
];
const options: readonly (readonly [string, number, number])[] = [
  ['--tracing true', (deliveries + reviews) * price.trace, 0],
  ['--kms-key', 12 * reviews * price.keyRequest, price.keyMonth],
  ['--secret-store secretsmanager', 0, 2 * price.secretMonth],
  // SSM and SQS in two zones; that of DynamoDB is free, and so are functions in a network.
  ['--subnets, with endpoints', 0, 2 * 2 * 730 * price.endpointHour],
];
const sum = (rows: readonly (readonly [string, number])[]): number => rows.reduce((total, [, each]) => total + each, 0);
const dollars = (amount: number): string => amount.toFixed(amount < 0.1 ? 4 : 2);

console.log(
  `A review: ${cold.toFixed(1)} s in a new process, ${warm.toFixed(1)} s in one that is warm, ${requests} requests, ${latency} ms for each answer.`,
);
console.table([
  ...perThousand.map(([part, amount]) => ({ part, '$ for 1,000 reviews': dollars(amount), '$ a month': '' })),
  ...perMonth.map(([part, amount]) => ({ part, '$ for 1,000 reviews': '', '$ a month': dollars(amount) })),
  { part: 'without options', '$ for 1,000 reviews': dollars(sum(perThousand)), '$ a month': dollars(sum(perMonth)) },
  ...options.map(([part, each, month]) => ({
    part,
    '$ for 1,000 reviews': dollars(each),
    '$ a month': dollars(month),
  })),
  {
    part: 'with all options',
    '$ for 1,000 reviews': dollars(sum(perThousand) + sum(options.map(([part, each]) => [part, each]))),
    '$ a month': dollars(sum(perMonth) + sum(options.map(([part, , month]) => [part, month]))),
  },
]);

async function measure(): Promise<{ cold: number; warm: number; requests: number }> {
  const { github, repository, servicesNow } = setUp(filesOf(1_000), engine);
  github.latency = latency;
  const times: number[] = [];
  const before = github.calls.length;
  for (let n = 0; n <= measured; n += 1) {
    const pull = github.openPull(repository, {
      'apps/0.yaml': manifest(0, n + 2),
      'gateways/0.yaml': listening(n + 2),
    });
    const began = performance.now();
    await reviewPullRequest({ ...servicesNow(), clock: systemClock }, requestFor(pull));
    times.push((performance.now() - began) / 1000);
  }
  const [first = 0, ...others] = times;
  const median = others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)] ?? 0;
  return { cold: first, warm: median, requests: Math.round((github.calls.length - before) / times.length) };
}

function filesOf(count: number): Files {
  const apps = Array.from({ length: count }, (_, n) => [`apps/${n}.yaml`, manifest(n, 1)] as const);
  return { ...Object.fromEntries(apps), 'gateways/0.yaml': listening(1) };
}

function manifest(n: number, replicas: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-${n}\nspec:\n  replicas: ${replicas}\n`;
}

function listening(n: number): string {
  return gateway('edge', listener('http', 8000 + n));
}
