import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { groupOf } from '../../src/github/model/job.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { dynamoLedger, type Ledger } from '../../src/lambda/ledger.ts';
import { workBatch } from '../../src/lambda/work-batch.ts';
import type { Lease } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { SqsQueue } from '../../src/queue/sqs-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeRepository } from '../fake-github/state.ts';
import { startDynamo } from './fake-dynamo.ts';
import { startSqs, type FakeSqs } from './fake-aws.ts';
import { sqsRecord, startContainer } from './harness.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let sqs: FakeSqs;
let github: FakeGitHub;
let repository: FakeRepository;
let ledger: Ledger;

beforeAll(async () => {
  [dynamo, sqs] = await Promise.all([startDynamo(), startSqs()]);
});
afterAll(async () => {
  dynamo.close();
  await sqs.close();
});
beforeEach(() => {
  github = new FakeGitHub();
  repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n', [`${Math.random()}`]: '' });
  github.install('acme');
  ledger = dynamoLedger(dynamo.client, dynamo.table, () => github.clock.now());
});

/** The records of all events so far. */
function records(): SQSRecord[] {
  return github.events.splice(0).flatMap((event) => {
    const job = jobOf(event, github.app.id);
    return job ? [sqsRecord(event.id, groupOf(job), JSON.stringify(job))] : [];
  });
}

/** The records of all events so far, at whose groups work was begun so often before. */
async function recordsAfter(attempts: number): Promise<SQSRecord[]> {
  const batch = records();
  for (const group of new Set(batch.map(({ attributes }) => attributes.MessageGroupId ?? '')))
    for (let attempt = 0; attempt < attempts; attempt += 1) await ledger.begin(group);
  return batch;
}

async function work(
  Records: SQSRecord[],
  remaining = 300_000,
): Promise<{ answer: SQSBatchResponse; delays: number[] }> {
  const delays: number[] = [];
  const urls = await sqs.createQueues();
  const queue = new SqsQueue(sqs.client, urls);
  const answer = await workBatch(
    { Records },
    {
      context: startContainer(github, openSqliteQueue(':memory:')).context,
      queue: {
        adopt: (all) => queue.adopt(all),
        retry: async (_: Lease, seconds: number) => {
          delays.push(seconds);
          await Promise.resolve();
        },
      },
      ledger,
      owner: `invocation-${github.nextId()}`,
      remaining: () => remaining,
    },
  );
  return { answer, delays };
}

const nothingFailed: SQSBatchResponse = { batchItemFailures: [] };

test('several pushes to one pull request are one review', async () => {
  const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
  for (const word of ['a', 'b', 'c']) github.push(pull, { 'a.yaml': `one: ${word}\n` });
  expect((await work(records())).answer).toEqual(nothingFailed);
  expect(repository.runs).toMatchObject([{ head: pull.head, conclusion: 'success', completions: 1 }]);
});

test('a delivery that was settled is not worked on again', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records();
  await work(batch);
  const calls = github.calls.length;
  expect((await work(batch)).answer).toEqual(nothingFailed);
  expect(github.calls).toHaveLength(calls);
});

test('what fails is named with all of its group and waits; other groups are done', async () => {
  const broken = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  github.push(broken, { 'a.yaml': 'one: 3\n' });
  const fine = github.openPull(repository, { 'a.yaml': 'one: 4\n' });
  const batch = records();
  const ids = batch
    .filter(({ attributes }) => attributes.MessageGroupId?.endsWith(':1'))
    .map(({ messageId }) => messageId);
  github.fault = ({ body }) =>
    JSON.stringify(body).includes(`"number":${broken.number}`) ? { kind: 'status', status: 502 } : null;
  const { answer, delays } = await work(batch);
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(ids);
  expect(delays).toEqual([5]);
  expect(repository.runs).toMatchObject([{ head: fine.head, status: 'completed' }]);
});

test('a pull request that another invocation works on waits until its lease ends', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records();
  const group = batch[0]?.attributes.MessageGroupId ?? '';
  expect(await ledger.take(group, 'another', 40)).toBe(null);
  const { answer, delays } = await work(batch);
  expect(answer.batchItemFailures).toHaveLength(1);
  expect(delays).toEqual([40]);
  expect(github.calls).toEqual([]);
  github.clock.time += 41_000;
  expect((await work(batch)).answer).toEqual(nothingFailed);
});

test('a batch that comes too late is handed back untouched', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  expect((await work(records(), 20_000)).delays).toEqual([1]);
  expect(github.calls).toEqual([]);
});

test('a review that takes too long ends as timed out before the function is stopped', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = await recordsAfter(4);
  // Each answer takes three seconds.
  github.beforeCall = () => {
    github.clock.time += 3_000;
  };
  expect((await work(batch, 50_000)).answer).toEqual(nothingFailed);
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'timed_out' }]);
});

test('the last attempt shows its failure', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  github.fault = ({ route }) => (route.includes('/git/') ? { kind: 'status', status: 500 } : null);
  expect((await work(await recordsAfter(4))).answer).toEqual(nothingFailed);
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'failure', completions: 1 }]);
});

test('after five attempts that died nothing is tried any more, and the check run says so', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  expect((await work(await recordsAfter(5))).answer).toEqual(nothingFailed);
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'failure', completions: 1 }]);
  expect(repository.runs[0]?.summary).toMatch(/several attempts/);
});

test('waiting for a rate limit is no attempt, however often', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records();
  github.quota = 0;
  for (let time = 0; time < 9; time += 1) expect((await work(batch)).delays).toHaveLength(1);
  github.quota = 5_000;
  github.clock.time += 3_600_000;
  expect((await work(batch)).answer).toEqual(nothingFailed);
  expect(repository.runs).toMatchObject([{ conclusion: 'success', completions: 1 }]);
});

test('what waits for GitHub’s rate limit is reviewed when it is handed out again', async () => {
  const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records();
  github.clock.time += 30 * 60_000;
  github.quota = 0;
  const { answer, delays } = await work(batch);
  expect(answer.batchItemFailures).toHaveLength(1);
  expect(delays).toEqual([30 * 60 + 1]);
  expect(repository.runs).toEqual([]);
  github.quota = 5_000;
  github.clock.time += 30 * 60_000 + 1_000;
  expect((await work(batch)).answer).toEqual(nothingFailed);
  expect(repository.runs).toMatchObject([{ head: pull.head, conclusion: 'success', completions: 1 }]);
});
