import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { groupOf } from '../../src/github/model/job.ts';
import type { Ledger } from '../../src/lambda/ledger.ts';
import { NewerRelease } from '../../src/queue/newer-release.ts';
import { workBatch, type BatchOptions } from '../../src/lambda/work-batch.ts';
import type { SqsRecord } from '../../src/queue/sqs-queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeRepository } from '../fake-github/state.ts';
import { notingLedger, sqsRecord, startContainer } from './harness.ts';

let github: FakeGitHub;
let repository: FakeRepository;

beforeEach(() => {
  // The one real timer is that of work that does not look at the clock.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  github = new FakeGitHub();
  github.install('acme');
  repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The records of all events so far, sent so many seconds ago. */
function records({ attempt = 1, ages = [] as readonly number[] } = {}): SQSRecord[] {
  return github.events.splice(0).flatMap((event, index) => {
    const job = jobOf(event, github.app.id);
    if (!job) return [];
    const record = sqsRecord(event.id, groupOf(job), JSON.stringify(job), attempt);
    const sent = github.clock.now() - (ages[index] ?? 0) * 1000;
    return [{ ...record, attributes: { ...record.attributes, SentTimestamp: String(sent) } }];
  });
}

async function work(
  Records: SQSRecord[],
  { answers = {}, ...change }: Partial<BatchOptions> & { readonly answers?: Partial<Ledger> } = {},
): Promise<{
  failed: readonly string[];
  counts: unknown[][];
  ledger: unknown[][];
  retried: unknown[];
  errors: object[];
}> {
  const [ledger, counts, retried, errors]: [unknown[][], unknown[][], unknown[], object[]] = [[], [], [], []];
  const { context } = startContainer(github, openSqliteQueue(':memory:'));
  const { batchItemFailures } = await workBatch(
    { Records },
    {
      context: {
        ...context,
        count: (...about) => void counts.push(about),
        log: { ...context.log, error: (fields: object) => errors.push(fields) },
      },
      queue: {
        adopt: (all: readonly SqsRecord[]) =>
          [...Map.groupBy(all, ({ message }) => message.group)].map(([group, members]) => ({
            group,
            messages: members.map(({ message }) => message),
            attempt: Math.max(...members.map(({ attempt }) => attempt)),
            last: false,
            queuedAt: Math.min(...members.map(({ sent = 0 }) => sent)),
          })),
        retry: async ({ group }, seconds) => {
          retried.push([group, seconds]);
          await Promise.resolve();
        },
      },
      ledger: notingLedger(ledger, answers),
      owner: 'invocation',
      remaining: () => 300_000,
      ...change,
    },
  );
  return { failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), counts, ledger, retried, errors };
}

test('what a newer release wrote is handed back for ten minutes, counted apart, and is no attempt', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records();
  const newer = batch.map((record) => ({
    ...record,
    body: JSON.stringify({ ...(JSON.parse(record.body) as object), version: 99 }),
  }));
  const group = batch[0]?.attributes.MessageGroupId;
  const { failed, counts, retried, ledger } = await work(newer);
  expect(failed).toHaveLength(1);
  expect(retried).toEqual([[group, 600]]);
  expect(counts).toEqual([['LeftForNewer', 1, { attempt: '1' }]]);
  expect(ledger.map(([name]) => name)).toEqual(['wasDone', 'take', 'begin', 'waited', 'release']);
  // So is everything, where the table is a newer release's.
  const wasDone = async (): Promise<never> => await Promise.reject(new NewerRelease('the table'));
  expect(await work(batch, { answers: { wasDone } })).toMatchObject({ retried: [[group, 600]], counts });
  expect(github.calls).toEqual([]);
});

describe('what is counted', () => {
  const secondsOf = (counts: readonly unknown[][]): unknown[][] =>
    counts.filter(([name]) => name === 'SecondsToResult' || name === 'AttemptsFailed');

  test.each([
    ['the age of the oldest message of a group', [4, 9], 9],
    ['no age where the clocks differ', [-3, -2], 0],
  ])('%s', async (_, ages, seconds) => {
    github.push(github.openPull(repository, { 'a.yaml': 'one: 2\n' }), { 'a.yaml': 'one: 3\n' });
    const answers = { wasDone: async () => await Promise.resolve(true) };
    expect((await work(records({ attempt: 2, ages }), { answers })).counts).toEqual([['SecondsToResult', seconds]]);
  });

  test('each group', async () => {
    for (const line of ['one: 2\n', 'one: 3\n']) github.openPull(repository, { 'a.yaml': line });
    const { counts } = await work(records({ ages: [5, 7] }));
    expect(secondsOf(counts)).toEqual([
      ['SecondsToResult', 5],
      ['SecondsToResult', 7],
    ]);
  });

  test('what is tried again', async () => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    github.fault = () => ({ kind: 'status', status: 401 });
    const { counts, errors, retried } = await work(records({ ages: [3], attempt: 3 }));
    expect(secondsOf(counts)).toEqual([['AttemptsFailed', 1, { attempt: '3' }]]);
    expect(retried).toMatchObject([[expect.any(String), 120]]);
    expect(errors).toMatchObject([{ err: { status: 401 } }]);
  });
});

describe('work that never looks at the clock', () => {
  test('is handed back five seconds before the function is stopped', async () => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const { promise: answer, reject } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    github.beforeCall = async () => {
      ask();
      await answer;
    };
    const batch = records();
    let ended = false;
    const working = work(batch).finally(() => {
      ended = true;
    });
    await asked;
    await vi.advanceTimersByTimeAsync(294_999);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const { failed, retried, ledger } = await working;
    expect(failed).toEqual(batch.map(({ messageId }) => messageId));
    expect(retried).toEqual([[batch[0]?.attributes.MessageGroupId, 60]]);
    expect(ledger.map(([name]) => name)).toEqual(['wasDone', 'take', 'begin', 'release']);
    // What it says afterwards goes nowhere.
    reject(new Error('too late'));
    await vi.advanceTimersByTimeAsync(1);
  });

  test('is not waited for when it ended in time', async () => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    expect((await work(records())).failed).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the time of the function', () => {
  test.each([
    [30_000, 1, []],
    [30_001, 0, [['take', expect.any(String), 'invocation', 31]]],
    [59_999, 0, [['take', expect.any(String), 'invocation', 60]]],
  ])('with %i ms left hands back %i messages', async (left, count, taken) => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const { failed, retried, ledger } = await work(records(), { remaining: () => left });
    expect(failed).toHaveLength(count);
    expect(retried).toHaveLength(count);
    expect(ledger.filter(([name]) => name === 'take')).toEqual(taken);
  });
});

describe('the ledger', () => {
  const message = (record: SQSRecord | undefined): string => record?.attributes.MessageDeduplicationId ?? '';

  test('has a group while it is worked on, and what was done', async () => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const [record] = records();
    const group = record?.attributes.MessageGroupId;
    const { ledger } = await work(record ? [record] : []);
    expect(ledger).toEqual([
      ['wasDone', message(record)],
      ['take', group, 'invocation', 300],
      ['begin', group],
      ['markDone', message(record)],
      ['finished', group],
      ['release', group, 'invocation'],
    ]);
  });

  test.each<[string, () => void, readonly string[]]>([
    ['waits, which is no attempt', () => Object.assign(github, { quota: 0 }), ['waited']],
    ['fails', () => (github.fault = () => ({ kind: 'status', status: 401 })), []],
  ])('gives the group back after what %s', async (_, happen, told) => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    github.clock.time += 60_000;
    happen();
    const { ledger, retried } = await work(records());
    expect(ledger.map(([name]) => name)).toEqual(['wasDone', 'take', 'begin', ...told, 'release']);
    expect(retried).toHaveLength(1);
  });

  test('keeps from work what was done; the rest of the group is done', async () => {
    github.push(github.openPull(repository, { 'a.yaml': 'one: 2\n' }), { 'a.yaml': 'one: 3\n' });
    const batch = records();
    const [first, second] = batch.map(message);
    const answers = { wasDone: async (id: string) => await Promise.resolve(id === first) };
    const { ledger, failed } = await work(batch, { answers });
    expect(ledger.filter(([name]) => name === 'markDone')).toEqual([['markDone', second]]);
    expect(failed).toEqual([]);
  });

  test.each([
    [40, 40],
    [1, 1],
    [0, 1],
    [-5, 1],
  ])('of another invocation that has the group for %i s makes it wait for %i s', async (left, seconds) => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const answers = {
      take: async () => await Promise.resolve(Math.floor(github.clock.now() / 1000) + left),
    };
    const { retried, ledger } = await work(records(), { answers });
    expect(retried).toEqual([[expect.any(String), seconds]]);
    expect(ledger.map(([name]) => name)).toEqual(['wasDone', 'take']);
    expect(github.calls).toEqual([]);
  });

  test('that cannot be reached lets the messages wait', async () => {
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const answers = { wasDone: async () => await Promise.reject(new Error('throttled')) };
    const { failed, retried, errors } = await work(records(), { answers });
    expect(failed).toHaveLength(1);
    expect(retried).toEqual([[expect.any(String), 5]]);
    expect(errors).toMatchObject([{ err: { message: 'throttled' } }]);
    expect(github.calls).toEqual([]);
  });
});

test('messages that SQS would not hide are named all the same', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records();
  const { failed, errors } = await work(batch, {
    remaining: () => 0,
    queue: {
      adopt: (all) =>
        all.map(({ message }) => ({ group: message.group, messages: [message], attempt: 1, last: false })),
      retry: async () => await Promise.reject(new Error('no')),
    },
  });
  expect(failed).toEqual(batch.map(({ messageId }) => messageId));
  expect(errors).toMatchObject([{ err: { message: 'no' } }]);
});

test('a record without a group or an id is known by its message', async () => {
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const batch = records().map(({ attributes, ...record }) => {
    const { MessageGroupId: _, MessageDeduplicationId: __, ...rest } = attributes;
    return { ...record, attributes: rest };
  });
  const { ledger } = await work(batch);
  const [id] = batch.map(({ messageId }) => messageId);
  expect(ledger[0]).toEqual(['wasDone', id]);
  expect(ledger[1]).toEqual(['take', id, 'invocation', 300]);
});
