import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { countSettlement } from '../app/count-settlement.ts';
import { leftForNewer } from '../app/newer-release.ts';
import { outageOf } from '../app/outage.ts';
import { runDeadLease, runLease, type JobContext } from '../app/run-lease.ts';
import { queuePolicy, type Lease, type Queue } from '../queue/queue.ts';
import type { SqsQueue } from '../queue/sqs-queue.ts';
import { retryAfterFailure, type Settlement } from '../queue/worker.ts';
import type { Ledger } from './ledger.ts';

export interface BatchOptions {
  readonly context: JobContext;
  readonly queue: Pick<SqsQueue, 'adopt'> & Pick<Queue, 'retry'>;
  readonly ledger: Ledger;
  /** Names this invocation among those that may work on the same group. */
  readonly owner: string;
  /** Milliseconds until the function is stopped. */
  readonly remaining: () => number;
}

/** Kept back for telling that the time is over, and for handing the messages back. */
const timeToTell = 30_000;
const timeToHandBack = 5_000;

/**
 * Works on the groups of a batch side by side, each group as one. What is not done is hidden for as long
 * as it should wait and named in the answer: always all messages of a group, so that their order holds.
 */
export async function workBatch({ Records }: SQSEvent, options: BatchOptions): Promise<SQSBatchResponse> {
  const leases = options.queue.adopt(Records.map(recordOf));
  const failed = await Promise.all(
    leases.map(async (lease) => {
      const members = Records.filter((record) => groupOf(record) === lease.group);
      const settlement = await settlementOf(lease, options);
      const { clock, count } = options.context;
      countSettlement(count, lease, settlement, clock.now());
      if (settlement.kind === 'done') return [];
      // Without this SQS would hide them for the whole time of its own.
      await options.queue
        .retry(lease, settlement.seconds, settlement.uncounted)
        .catch((error: unknown) => logFailure(options, error));
      return members.map(({ messageId }) => ({ itemIdentifier: messageId }));
    }),
  );
  return { batchItemFailures: failed.flat() };
}

async function settlementOf(lease: Lease, options: BatchOptions): Promise<Settlement> {
  try {
    return await workOn(lease, options);
  } catch (error) {
    logFailure(options, error);
    return leftForNewer(error) ?? outageOf(error, lease, options.context.clock.now()) ?? retryAfterFailure(lease);
  }
}

async function workOn(lease: Lease, { context, ledger, owner, remaining }: BatchOptions): Promise<Settlement> {
  const done = await Promise.all(lease.messages.map(async ({ id }) => await ledger.wasDone(id)));
  const messages = lease.messages.filter((_, index) => done[index] !== true);
  if (messages.length === 0) {
    context.log.info({ deliveries: lease.messages.map(({ id }) => id) }, 'was done before');
    return { kind: 'done' };
  }
  const time = remaining() - timeToTell;
  if (time <= 0) return { kind: 'retry', seconds: 1 };
  const takenUntil = await ledger.take(lease.group, owner, Math.ceil(remaining() / 1000));
  if (takenUntil !== null)
    return { kind: 'retry', seconds: Math.max(1, takenUntil - Math.floor(context.clock.now() / 1000)) };
  try {
    const attempt = await ledger.begin(lease.group);
    const tried = { ...lease, messages, attempt, last: attempt >= queuePolicy.mostAttempts };
    const settlement = await inTime(attemptAt(tried, { ...context, time }), remaining);
    if (settlement.kind === 'done') {
      await Promise.all(messages.map(async ({ id }) => await ledger.markDone(id)));
      await ledger.finished(lease.group);
    } else if (settlement.uncounted) await ledger.waited(lease.group);
    return settlement;
  } finally {
    await ledger.release(lease.group, owner);
  }
}

/** SQS counts how often it hands a message out, waiting included; what counts here is how often work was begun. */
async function attemptAt(lease: Lease, context: JobContext): Promise<Settlement> {
  return await (lease.attempt > queuePolicy.mostAttempts ? runDeadLease(context, lease) : runLease(context, lease));
}

/** The work knows its deadline; this is for work that never comes to look at the clock. */
async function inTime(work: Promise<Settlement>, remaining: () => number): Promise<Settlement> {
  const { promise, resolve } = Promise.withResolvers<Settlement>();
  const late = setTimeout(() => resolve({ kind: 'retry', seconds: 60 }), Math.max(0, remaining() - timeToHandBack));
  work.catch(() => undefined);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(late);
  }
}

function logFailure({ context }: BatchOptions, error: unknown): void {
  context.log.error({ err: error }, 'a job failed');
}

function groupOf(record: SQSRecord): string {
  return record.attributes.MessageGroupId ?? record.messageId;
}

function recordOf(record: SQSRecord): Parameters<SqsQueue['adopt']>[0][number] {
  const { attributes, body, messageId, receiptHandle: receipt } = record;
  const message = { id: attributes.MessageDeduplicationId ?? messageId, group: groupOf(record), body };
  const [attempt, sent] = [Number(attributes.ApproximateReceiveCount), Number(attributes.SentTimestamp)];
  return { messageId, receipt, message, attempt, sent };
}
