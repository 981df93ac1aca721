import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { sweep } from '../../src/app/sweep.ts';
import { dynamoLedger, type Ledger } from '../../src/lambda/ledger.ts';
import { receive } from '../../src/lambda/receive.ts';
import { WebhookSecrets } from '../../src/lambda/secrets.ts';
import { workBatch } from '../../src/lambda/work-batch.ts';
import { SqsQueue, type SqsUrls } from '../../src/queue/sqs-queue.ts';
import { secret, sign } from '../app/server-harness.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakePull } from '../fake-github/state.ts';
import { visibleComments } from '../github/harness.ts';
import { startSqs, type FakeSqs } from '../lambda/fake-aws.ts';
import { startDynamo } from '../lambda/fake-dynamo.ts';
import { sqsRecord, startContainer } from '../lambda/harness.ts';

export interface StormSize {
  readonly pulls: number;
  /** For each pull request: it is opened, then pushed to. */
  readonly webhooks: number;
  /** How often a worker is killed. */
  readonly kills: number;
  readonly seed: number;
}

export interface StormReport {
  /** How the webhooks were answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Milliseconds within which 99 of 100 webhooks were answered, the queue's answer included. */
  readonly p99: number;
  readonly killed: number;
  readonly requests: number;
  readonly gaveUp: number;
  readonly left: { readonly waiting: number; readonly dead: number };
  /** What should not be: one line each. */
  readonly wrong: readonly string[];
}

/** Every tenth answer of the API is an error, every hundredth connection is cut; workers die in the middle of a request. */
export async function runStorm(size: StormSize): Promise<StormReport> {
  const [sqs, dynamo] = await Promise.all([startSqs(), startDynamo()]);
  try {
    const github = new FakeGitHub();
    github.quota = Infinity;
    github.install('acme');
    const pulls = burst(github, size);
    const urls = await sqs.createQueues();
    const queue = new SqsQueue(sqs.client, urls);
    const received = await receiveAll(github, queue);
    misbehave(github);
    const storm = new Workers(
      github,
      sqs,
      urls,
      dynamoLedger(dynamo.client, dynamo.table, () => github.clock.now()),
      size,
    );
    const gaveUp = await storm.workUntilDone();
    return {
      ...received,
      killed: storm.killed,
      requests: github.calls.length,
      gaveUp,
      left: await queue.counts(),
      wrong: pulls.flatMap(faultsOf),
    };
  } finally {
    dynamo.close();
    await sqs.close();
  }
}

function burst(github: FakeGitHub, { pulls, webhooks }: StormSize): readonly FakePull[] {
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\ntwo: 2\n' });
  const opened = Array.from({ length: pulls }, () => github.openPull(repository, { 'a.yaml': 'one: wrong\ntwo: 2\n' }));
  for (let n = 1; n < webhooks; n += 1)
    for (const pull of opened) github.push(pull, { 'a.yaml': `one: wrong\ntwo: ${n % 2 ? 'wrong-x' : n}\n` });
  return opened;
}

async function receiveAll(github: FakeGitHub, queue: SqsQueue): Promise<Pick<StormReport, 'statuses' | 'p99'>> {
  const secrets = new WebhookSecrets({ WEBHOOK_SECRET: secret }, Date.now);
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  for (const { id, name, payload } of github.events.splice(0)) {
    const body = JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      'x-github-delivery': id,
      'x-github-event': name,
      'x-hub-signature-256': sign(body),
    };
    const began = performance.now();
    const event = { headers, body, requestContext: { http: { method: 'POST' } } };
    const { statusCode } = await receive(event, { app: github.app.id, secrets, queue, log: () => undefined });
    times.push(performance.now() - began);
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
  }
  return { statuses, p99: times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0 };
}

function misbehave(github: FakeGitHub): void {
  let n = 0;
  github.fault = () => {
    n += 1;
    // Half of what went wrong was carried out all the same.
    if (n % 100 === 0) return { kind: 'cut', applied: n % 200 === 0 };
    return n % 10 === 0 ? { kind: 'status', status: 502, applied: n % 20 === 0 } : null;
  };
}

const timeOfFunction = 300_000;

/** Stands for Lambda: polls, hands over batches, deletes what was done. Waiting is time that passes at once. */
class Workers {
  killed = 0;
  readonly #github: FakeGitHub;
  readonly #sqs: FakeSqs;
  readonly #urls: SqsUrls;
  readonly #ledger: Ledger;
  readonly #kills: number;
  #untilKill: number;
  #random: number;
  #container: ReturnType<typeof startContainer>;

  constructor(github: FakeGitHub, sqs: FakeSqs, urls: SqsUrls, ledger: Ledger, { kills, seed }: StormSize) {
    this.#github = github;
    this.#sqs = sqs;
    this.#urls = urls;
    this.#ledger = ledger;
    this.#kills = kills;
    this.#random = seed;
    this.#untilKill = this.#next();
    this.#container = this.#start();
  }

  /** Gives how many jobs the sweeper gave up. */
  async workUntilDone(): Promise<number> {
    for (let records = await this.#poll(); records.length > 0; records = await this.#poll()) await this.#work(records);
    let gaveUp = 0;
    for (let sweeps = 0; sweeps < 20; sweeps += 1) {
      const queue = new SqsQueue(this.#sqs.client, this.#urls);
      // The sweeper finds a dead letter again at its next visit, which here comes at once.
      const swept = Object.assign(Object.create(queue) as SqsQueue, {
        leaseDead: async (most: number) => await queue.leaseDead(most),
        acknowledge: async (lease: Parameters<SqsQueue['acknowledge']>[0]) => await queue.acknowledge(lease),
        retry: async (lease: Parameters<SqsQueue['retry']>[0]) => await queue.retry(lease, 0),
        counts: async () => await queue.counts(),
      });
      ({ gaveUp } = {
        gaveUp: gaveUp + (await sweep({ ...this.#container.context, queue: swept }, timeOfFunction)).gaveUp,
      });
      if ((await queue.counts()).dead === 0) break;
      this.#github.clock.time += 900_000;
    }
    return gaveUp;
  }

  async #work(Records: SQSRecord[]): Promise<void> {
    const began = this.#github.clock.now();
    const queue = new SqsQueue(this.#sqs.client, this.#urls);
    const batch = workBatch(
      { Records },
      {
        context: this.#container.context,
        queue: {
          adopt: (all) => queue.adopt(all),
          retry: async (lease, seconds) => {
            this.#github.clock.time += seconds * 1000;
            await queue.retry(lease, 0);
          },
        },
        ledger: this.#ledger,
        owner: String(began) + String(this.#github.nextId()),
        remaining: () => timeOfFunction - (this.#github.clock.now() - began),
      },
    );
    const answer = await Promise.race([batch, this.#container.died]);
    if (answer === 'died') {
      this.killed += 1;
      this.#container = this.#start();
      // SQS hides what a dead function had for half an hour.
      this.#github.clock.time += 1_800_000;
      await this.#settle(Records, () => false);
      return;
    }
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    await this.#settle(Records, ({ messageId }) => !failed.has(messageId));
  }

  async #settle(records: readonly SQSRecord[], isDone: (record: SQSRecord) => boolean): Promise<void> {
    const queue = new SqsQueue(this.#sqs.client, this.#urls);
    for (const record of records) {
      const { messageId, receiptHandle: receipt, body } = record;
      const message = { id: messageId, group: messageId, body };
      const [lease] = queue.adopt([{ messageId, receipt, message, attempt: 1 }]);
      if (lease) await (isDone(record) ? queue.acknowledge(lease) : queue.retry(lease, 0));
    }
  }

  async #poll(): Promise<SQSRecord[]> {
    const { Messages = [] } = await this.#sqs.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#urls.queue,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages.map(({ Attributes = {}, Body = '', MessageId = '', ReceiptHandle = '' }) => ({
      ...sqsRecord(
        Attributes.MessageDeduplicationId ?? '',
        Attributes.MessageGroupId ?? '',
        Body,
        Number(Attributes.ApproximateReceiveCount),
        ReceiptHandle,
      ),
      messageId: MessageId,
    }));
  }

  #start(): ReturnType<typeof startContainer> {
    return startContainer(this.#github, new SqsQueue(this.#sqs.client, this.#urls), () => {
      this.#untilKill -= 1;
      if (this.#untilKill > 0 || this.killed >= this.#kills) return false;
      this.#untilKill = this.#next();
      return true;
    });
  }

  /** Requests until the next death: the same for the same seed. */
  #next(): number {
    this.#random = (this.#random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + Math.floor((this.#random / 2_147_483_648) * 60);
  }
}

/** What should not be, for one pull request: a line each. */
export function faultsOf(pull: FakePull): readonly string[] {
  const { runs } = pull.repository;
  const newest = runs.filter(({ head, conclusion }) => head === pull.head && conclusion !== 'cancelled');
  const open = runs.filter(
    ({ status, externalId }) => status !== 'completed' && externalId?.includes(`:${pull.number}:`),
  );
  const comments = visibleComments(pull);
  const about = `pull request ${pull.number}`;
  return [
    ...(newest.length === 1 && newest[0]?.completions === 1
      ? []
      : [`${about}: ${newest.length} runs on its newest head`]),
    ...(open.length === 0 ? [] : [`${about}: ${open.length} runs are not completed`]),
    ...(new Set(comments).size === comments.length ? [] : [`${about}: a comment twice`]),
  ];
}
