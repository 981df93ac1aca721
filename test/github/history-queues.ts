import { DeleteMessageBatchCommand, ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { vi } from 'vitest';
import { runDeadLease, runLease, type JobContext } from '../../src/app/run-lease.ts';
import type { Clock } from '../../src/github/client/clock.ts';
import { workBatch } from '../../src/lambda/work-batch.ts';
import type { Lease, Queue } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { SqsQueue, type SqsUrls } from '../../src/queue/sqs-queue.ts';
import { memoryLedger } from '../lambda/memory-ledger.ts';

/** A process that may be killed within any request. */
export interface Mortal {
  readonly context: () => JobContext;
  /** What comes of the work; `killed` where the process died first, and another one has begun. */
  outlive<T>(work: Promise<T>): Promise<T | 'killed'>;
}

/** Where the jobs of a history wait, and who works on them. */
export interface HistoryQueue {
  readonly queue: Queue;
  /** Hands out what is free, and works on it. @returns how much that was */
  turn(mortal: Mortal): Promise<number>;
}

export type MakeQueue = (clock: Clock) => HistoryQueue;

/** The server: a file, a lease for each group, and a process that begins anew with what was left. */
export const onSqlite: MakeQueue = (clock) => {
  const queue = openSqliteQueue(':memory:', () => clock.now());
  const work = async (lease: Lease, handle: typeof runLease, mortal: Mortal): Promise<void> => {
    const result = await mortal.outlive(
      handle(mortal.context(), lease).catch((error: unknown) => ({ kind: 'failed' as const, error })),
    );
    if (result === 'killed') await queue.retry(lease, 0);
    else if (result.kind === 'done') await queue.acknowledge(lease);
    else await queue.retry(lease, result.kind === 'retry' ? result.seconds : 5);
  };
  return {
    queue,
    turn: async (mortal) => {
      const leases = await queue.lease(1);
      for (const lease of leases) await work(lease, runLease, mortal);
      if (leases.length > 0) return leases.length;
      const dead = await queue.leaseDead(1);
      for (const lease of dead) await work(lease, runDeadLease, mortal);
      return dead.length;
    },
  };
};

/** How Lambda and SQS hand over a batch, and how that goes wrong. */
export const handovers = [
  'as it should be',
  'the answer of the function is lost',
  'the batch is handed out twice',
  'the time of the function is nearly over',
] as const;

export type Handover = (typeof handovers)[number];

/** What a function has, in milliseconds, and messages that nobody settled stay hidden, in seconds. */
const functionTime = 300_000;
const hidden = 1_800;

/** The functions: batches of up to ten, a ledger beside the queue, and messages that come back after their time. */
export const onSqs =
  (client: SQSClient, urls: SqsUrls, handed: readonly Handover[], most: number): MakeQueue =>
  (clock) => {
    // The queue runs in this process, and knows no other time than this. It has lived through other histories: time goes on.
    const lived = Math.max(0, Date.now() - clock.now());
    const atTime = <T>(send: () => Promise<T>): Promise<T> => {
      vi.setSystemTime(lived + clock.now());
      return send();
    };
    const sqs = new SqsQueue(client, urls);
    const queue: Queue = {
      enqueue: async (message) => await atTime(async () => await sqs.enqueue(message)),
      lease: async (count) => await atTime(async () => await sqs.lease(count)),
      acknowledge: async (lease) => await atTime(async () => await sqs.acknowledge(lease)),
      retry: async (lease, seconds) => await atTime(async () => await sqs.retry(lease, seconds)),
      leaseDead: async (count) => await atTime(async () => await sqs.leaseDead(count)),
      counts: async () => await atTime(async () => await sqs.counts()),
    };
    const ledger = memoryLedger(() => clock.now());
    const tape = [...handed];
    let invocations = 0;
    const invoke = async (Records: SQSRecord[], mortal: Mortal, handover: Handover): Promise<void> => {
      const ends = clock.now() + (handover === 'the time of the function is nearly over' ? 31_000 : functionTime);
      invocations += 1;
      const answer = await mortal.outlive(
        workBatch(
          { Records },
          {
            context: mortal.context(),
            queue: { adopt: (records) => sqs.adopt(records), retry: queue.retry },
            ledger,
            owner: `invocation ${invocations}`,
            remaining: () => ends - clock.now(),
          },
        ),
      );
      if (answer === 'killed' || handover === 'the answer of the function is lost') return;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const Entries = Records.filter(({ messageId }) => !failed.has(messageId)).map(({ messageId, receiptHandle }) => ({
        Id: messageId,
        ReceiptHandle: receiptHandle,
      }));
      if (Entries.length === 0) return;
      await atTime(async () => await client.send(new DeleteMessageBatchCommand({ QueueUrl: urls.queue, Entries })));
    };
    return {
      queue,
      turn: async (mortal) => {
        const { Messages = [] } = await atTime(
          async () =>
            await client.send(
              new ReceiveMessageCommand({
                QueueUrl: urls.queue,
                MaxNumberOfMessages: most,
                VisibilityTimeout: hidden,
                MessageSystemAttributeNames: ['All'],
              }),
            ),
        );
        if (Messages.length > 0) {
          const Records = Messages.map(recordOf);
          const handover = tape.shift() ?? 'as it should be';
          await invoke(Records, mortal, handover);
          if (handover === 'the batch is handed out twice') await invoke(Records, mortal, 'as it should be');
          return Messages.length;
        }
        const dead = await queue.leaseDead(1);
        for (const lease of dead) {
          const result = await mortal.outlive(runDeadLease(mortal.context(), lease).catch(() => null));
          if (result !== 'killed' && result?.kind === 'done') await queue.acknowledge(lease);
        }
        return dead.length;
      },
    };
  };

function recordOf({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }: Message): SQSRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'us-east-1',
  };
}
