import type { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Lease } from '../../src/queue/queue.ts';
import { SqsQueue } from '../../src/queue/sqs-queue.ts';
import { startSqs, type FakeSqs } from '../lambda/fake-aws.ts';
import { queueContract } from './contract.ts';

let sqs: FakeSqs;
beforeAll(async () => {
  sqs = await startSqs();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await sqs.close();
});

queueContract('SQS', async () => {
  // The server runs in this process, and knows no other time than this.
  vi.useFakeTimers({ toFake: ['Date'] });
  return {
    queue: new SqsQueue(sqs.client, await sqs.createQueues()),
    pass: async (seconds) => {
      vi.setSystemTime(Date.now() + seconds * 1000);
      await Promise.resolve();
    },
  };
});

/** A queue over a client that answers what a test wants, with the lease it was handed and what it sent. */
async function queueAnswered(answer: object): Promise<{ queue: SqsQueue; lease: Lease; sent: () => unknown }> {
  const sent: { input: unknown; name: string }[] = [];
  const client = {
    send: async (command: { readonly input: unknown }) => {
      sent.push({ name: command.constructor.name, input: command.input });
      return await Promise.resolve(answer);
    },
  };
  const urls = { queue: 'jobs', deadLetters: 'dead' };
  const queue = new SqsQueue(client as unknown as SQSClient, urls);
  const message = { group: 'pull:1', body: '{}' };
  const [lease] = queue.adopt([
    { messageId: 'm1', receipt: 'r1', message: { ...message, id: 'a' }, attempt: 1 },
    { messageId: 'm2', receipt: 'r2', message: { ...message, id: 'b' }, attempt: 5 },
  ]);
  if (!lease) throw new Error('no lease');
  return { queue, lease, sent: () => sent };
}

describe('what was handed to a function', () => {
  const receipts = [
    { Id: '0', ReceiptHandle: 'r1' },
    { Id: '1', ReceiptHandle: 'r2' },
  ];

  test('is a lease for each group, with the attempt of the message that was handed out most', async () => {
    const { lease } = await queueAnswered({});
    expect(lease).toMatchObject({ group: 'pull:1', messages: [{ id: 'a' }, { id: 'b' }], attempt: 5, last: true });
  });

  test('is deleted with the receipts of the lease', async () => {
    const { queue, lease, sent } = await queueAnswered({});
    await queue.acknowledge(lease);
    const input = { QueueUrl: 'jobs', Entries: receipts };
    expect(sent()).toEqual([{ name: 'DeleteMessageBatchCommand', input }]);
  });

  test.each([
    ['by a fault of its own', { SenderFault: false }],
    ['for a reason that it does not tell', {}],
  ])('and not deleted by SQS %s, is not settled', async (_, failure) => {
    const { queue, lease } = await queueAnswered({
      Failed: [
        { Id: '0', SenderFault: true },
        { Id: '1', ...failure },
      ],
    });
    await expect(queue.acknowledge(lease)).rejects.toThrow('SQS did not delete a message');
  });

  test('and has another owner by now, is theirs to settle', async () => {
    const { queue, lease } = await queueAnswered({ Failed: [{ Id: '0', SenderFault: true }] });
    await expect(queue.acknowledge(lease)).resolves.toBe(undefined);
  });

  test.each([
    [0, 0],
    [0.1, 1],
    [30, 30],
    [39_600, 39_600],
    [100_000, 39_600],
  ])('is hidden for %d s as %i s: whole seconds, below the twelve hours of SQS', async (seconds, hidden) => {
    const { queue, lease, sent } = await queueAnswered({});
    await queue.retry(lease, seconds);
    const Entries = receipts.map((receipt) => ({ ...receipt, VisibilityTimeout: hidden }));
    const input = { QueueUrl: 'jobs', Entries };
    expect(sent()).toEqual([{ name: 'ChangeMessageVisibilityBatchCommand', input }]);
  });

  test('and is not known, is not asked about', async () => {
    const { queue, lease, sent } = await queueAnswered({});
    await queue.acknowledge({ ...lease });
    await queue.retry({ ...lease }, 1);
    expect(sent()).toEqual([]);
  });
});

test.each([
  [3, 3],
  [10, 10],
  [50, 10],
])('asked for %i groups, SQS is asked for %i messages', async (most, asked) => {
  const { queue, sent } = await queueAnswered({});
  expect(await queue.lease(most)).toEqual([]);
  expect(sent()).toMatchObject([{ input: { QueueUrl: 'jobs', MaxNumberOfMessages: asked, VisibilityTimeout: 600 } }]);
});

test('a message of which SQS tells nothing is a group of its own, handed out for the first time', async () => {
  const { queue } = await queueAnswered({ Messages: [{ MessageId: 'm1', ReceiptHandle: 'r', Body: 'x' }, {}] });
  expect(await queue.leaseDead(2)).toEqual([
    { group: 'm1', messages: [{ id: 'm1', group: 'm1', body: 'x' }], attempt: 1, last: false },
    { group: '', messages: [{ id: '', group: '', body: '' }], attempt: 1, last: false },
  ]);
});

test('counts are those of both queues, and none where SQS tells none', async () => {
  const Attributes = { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '3' };
  expect(await (await queueAnswered({ Attributes })).queue.counts()).toEqual({
    waiting: 5,
    dead: 5,
    oldestSeconds: null,
  });
  expect(await (await queueAnswered({})).queue.counts()).toEqual({ waiting: 0, dead: 0, oldestSeconds: null });
});
