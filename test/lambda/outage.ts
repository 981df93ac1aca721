import { sweep } from '../../src/app/sweep.ts';
import type { JobContext } from '../../src/app/run-lease.ts';
import type { WebhookSecretSource } from '../../src/app/webhook-secret.ts';
import { ServiceUnavailable } from '../../src/github/client/failure.ts';
import type { Count } from '../../src/github/job/counts.ts';
import { receive } from '../../src/lambda/receive.ts';
import type { Ledger } from '../../src/lambda/ledger.ts';
import { workBatch } from '../../src/lambda/work-batch.ts';
import type { Lease, Message } from '../../src/queue/queue.ts';
import { NewerRelease } from '../../src/queue/newer-release.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { secret, sign } from '../app/server-harness.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeEvent } from '../fake-github/payloads.ts';
import type { Datum } from './alarms.ts';
import { notingLedger, sqsRecord, startContainer } from './harness.ts';

/** What is broken; everything else works. */
export interface Breakage {
  readonly ssm?: true;
  readonly sqs?: true;
  readonly dynamo?: true;
  /** A newer release wrote the table. */
  readonly newerTable?: true;
  /** A newer release runs as receiver. */
  readonly newerJobs?: true;
  readonly github?: FakeGitHub['fault'];
  readonly quota?: 0;
  /** The repository has a configuration, of which parts cannot be had. */
  readonly configuration?: string;
  /** GitHub signs with another secret. */
  readonly secret?: string;
  /** A function that cannot start. */
  readonly dead?: 'receiver' | 'worker' | 'sweeper';
  /** The function that nobody calls any more. */
  readonly unused?: 'receiver' | 'worker' | 'sweeper';
  readonly noExecutions?: true;
  /** Every attempt ends with the process. */
  readonly dies?: true;
  /** Nothing happens on GitHub. */
  readonly quiet?: true;
}

/** An installation with one repository, in which a pull request is opened every five minutes, and the functions around the queue. */
export class Outage {
  readonly data: Datum[] = [];
  readonly github = new FakeGitHub();
  readonly #breakage: Breakage;
  readonly #begun = new Map<string, number>();
  #minute = 0;
  readonly #sent = new Map<string, FakeEvent>();
  readonly repository;
  readonly #queue;
  readonly #context: JobContext;

  constructor(breakage: Breakage) {
    this.#breakage = breakage;
    this.github.install('acme');
    const { configuration } = breakage;
    this.repository = this.github.createRepository('acme/infra', {
      'a.yaml': 'one: 1\n',
      ...(configuration === undefined ? {} : { '.github/portcullis.yml': configuration }),
    });
    this.#queue = openSqliteQueue(':memory:', () => this.github.clock.now());
    this.#context = { ...startContainer(this.github, this.#queue).context, count: this.#count };
    this.github.beforeCall = async ({ route, path }) => {
      if (route === 'POST /app/hook/deliveries/{delivery_id}/attempts') await this.#deliverAgain(path);
    };
  }

  /** Lets so many minutes pass, each at least as long as its work; a sweep is at every fifteenth. */
  async run(minutes: number): Promise<void> {
    const { clock } = this.github;
    const { github: fault, quota } = this.#breakage;
    if (fault) this.github.fault = fault;
    const step = this.#breakage.quiet ? 15 : 1;
    const [first, began] = [this.#minute, clock.now()];
    for (; this.#minute < first + minutes; this.#minute += step) {
      const minute = this.#minute;
      // A minute may have been waited for; time does not run back.
      clock.time = Math.max(clock.now(), began + (minute - first) * 60_000);
      if (quota !== undefined) this.github.quota = quota;
      if (this.#breakage.quiet !== true && minute % 5 === 0)
        this.github.openPull(this.repository, { 'a.yaml': `one: ${minute}\n` });
      for (const event of this.github.events.splice(0)) await this.#deliver(event);
      await this.#work();
      if (minute > 0 && minute % 15 === 0) await this.#sweep();
      const { oldestSeconds } = await this.#queue.counts();
      if (oldestSeconds) this.#measure('Jobs ApproximateAgeOfOldestMessage', oldestSeconds);
    }
    clock.time = Math.max(clock.now(), began + minutes * 60_000);
  }

  readonly #count: Count = (name, value) => this.#measure(name, value);

  #measure(metric: string, value: number): void {
    this.data.push({ metric, value, at: this.github.clock.now() });
  }

  async #deliverAgain(path: string): Promise<void> {
    const id = Number(/deliveries\/(\d+)/.exec(path)?.[1]);
    const event = this.#sent.get(this.github.deliveries.find((delivery) => delivery.id === id)?.guid ?? '');
    if (event) await this.#deliver(event);
  }

  async #deliver(event: FakeEvent): Promise<void> {
    this.#sent.set(event.id, event);
    const status = await this.#receive(event);
    const at = new Date(this.github.clock.now()).toISOString();
    this.github.deliveries.push({ id: this.github.nextId(), guid: event.id, delivered_at: at, status_code: status });
  }

  /** The status that GitHub notes; 0 for none. */
  async #receive({ id, name, payload }: FakeEvent): Promise<number> {
    const { dead, unused, noExecutions } = this.#breakage;
    if (unused === 'receiver') return 0;
    if (noExecutions) this.#measure('Receiver Throttles', 1);
    if (dead === 'receiver') this.#measure('Receiver Errors', 1);
    if (noExecutions || dead === 'receiver') return noExecutions ? 429 : 502;
    const body = JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      'x-github-delivery': id,
      'x-github-event': name,
      'x-hub-signature-256': sign(body, this.#breakage.secret ?? secret),
    };
    const { statusCode } = await receive(
      { headers, body, requestContext: { http: { method: 'POST' } } },
      {
        app: this.github.app.id,
        secrets: this.#secrets,
        queue: { enqueue: async (message) => await this.#enqueue(message) },
        log: ({ status }) => {
          this.#measure('Deliveries', 1);
          if (status === 503) this.#measure('DeliveriesNotKept', 1);
        },
      },
    );
    return statusCode;
  }

  get #secrets(): WebhookSecretSource {
    const all = async (): Promise<readonly string[]> => {
      if (this.#breakage.ssm) throw new Error('SSM refuses');
      return await Promise.resolve([secret]);
    };
    return { all, refresh: async () => await Promise.resolve(false) };
  }

  async #enqueue(message: Message): Promise<boolean> {
    if (this.#breakage.sqs) throw new Error('SQS refuses');
    return await this.#queue.enqueue(this.#breakage.newerJobs ? writtenByNewer(message) : message);
  }

  async #work(): Promise<void> {
    if (this.#breakage.unused === 'worker') return;
    for (const lease of await this.#queue.lease(10)) {
      if (this.#breakage.dead === 'worker') this.#measure('Worker Errors', 1);
      // What a function had that died comes back when the lease ends.
      if (this.#breakage.dead === 'worker' || this.#breakage.dies) await this.#queue.retry(lease, 60);
      else await this.#workOn(lease);
    }
  }

  async #workOn(lease: Lease): Promise<void> {
    const { dynamo, newerTable } = this.#breakage;
    const refusal = newerTable ? new NewerRelease('the table') : new ServiceUnavailable('the ledger', null);
    const refuses = async (): Promise<never> => await Promise.reject(refusal);
    const { batchItemFailures } = await workBatch(
      { Records: lease.messages.map(({ id, group, body }) => sqsRecord(id, group, body, lease.attempt)) },
      {
        context: this.#context,
        queue: { adopt: () => [lease], retry: async (_, seconds, why) => await this.#queue.retry(lease, seconds, why) },
        ledger: notingLedger([], dynamo || newerTable ? { wasDone: refuses, take: refuses } : this.#attempts),
        owner: 'invocation',
        remaining: () => 300_000,
      },
    );
    if (batchItemFailures.length === 0) await this.#queue.acknowledge(lease);
  }

  /** The ledger's count of attempts, as DynamoDB keeps it. */
  get #attempts(): Partial<Ledger> {
    const add = async (group: string, by: number): Promise<number> => {
      const count = (this.#begun.get(group) ?? 0) + by;
      this.#begun.set(group, count);
      return await Promise.resolve(count);
    };
    return {
      begin: async (group) => await add(group, 1),
      waited: async (group) => void (await add(group, -1)),
      finished: async (group) => {
        this.#begun.delete(group);
        await Promise.resolve();
      },
    };
  }

  async #sweep(): Promise<void> {
    if (this.#breakage.unused === 'sweeper') return;
    if (this.#breakage.dead === 'sweeper') this.#measure('Sweeper Errors', 1);
    else await sweep(this.#context, 240_000);
  }
}

function writtenByNewer(message: Message): Message {
  return { ...message, body: JSON.stringify({ ...(JSON.parse(message.body) as object), version: 99 }) };
}
