import { inProcess } from '../../src/session/in-process.ts';
import { Octokit } from '@octokit/rest';
import type { SQSRecord } from 'aws-lambda';
import type { JobContext } from '../../src/app/run-lease.ts';
import { createLimits } from '../../src/github/client/limits.ts';
import { createCaches } from '../../src/github/job/services.ts';
import type { Ledger } from '../../src/lambda/ledger.ts';
import type { Queue } from '../../src/queue/queue.ts';
import type { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { silent, toyEngine } from '../github/harness.ts';

/** What a new container works with, and how to kill it: what it asked for is then never answered to it. */
export function startContainer(
  github: FakeGitHub,
  queue: Queue,
  dies: () => boolean = () => false,
): { readonly context: JobContext; readonly died: Promise<'died'> } {
  const { promise, resolve } = Promise.withResolvers<'died'>();
  let dead = false;
  const reach = fakeFetch(github);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const die = !dead && dies();
    // Half of the deaths come after the request was carried out.
    if (die && github.calls.length % 2 === 0) await reach(input, init).catch(() => undefined);
    if (die) {
      dead = true;
      resolve('died');
    }
    return dead ? await new Promise<never>(() => undefined) : await reach(input, init);
  };
  const connect = (token: string): Octokit => new Octokit({ auth: token, log: silent, request: { fetch } });
  // As Probot's: a client is had without a request; what the installation grants comes with a token from GitHub.
  const auth = async (id?: number): Promise<Octokit> => {
    const installation = id === undefined ? undefined : github.installations.get(id);
    const token = `ghs_${github.nextId()}`;
    if (installation) github.tokens.set(token, { installation, expiresAt: Infinity });
    const asApp = connect('header.payload.signature');
    const authenticate = async (asked: { type: string; installationId: number }): Promise<unknown> => {
      if (asked.type !== 'installation') throw new Error(`a token for ${asked.type}`);
      const route = 'POST /app/installations/{installation_id}/access_tokens';
      return (await asApp.request(route, { installation_id: asked.installationId })).data;
    };
    return await Promise.resolve(id === undefined ? asApp : Object.assign(connect(token), { auth: authenticate }));
  };
  const context: JobContext = {
    probot: { auth } as unknown as JobContext['probot'],
    app: github.app.id,
    queue,
    clock: github.clock,
    caches: createCaches(),
    limits: createLimits(),
    reviewer: inProcess(toyEngine),
    log: silent,
    count: () => undefined,
    time: 240_000,
    patience: Infinity,
  };
  return { context, died: promise };
}

/** A record as Lambda hands it over. */
export function sqsRecord(id: string, group: string, body: string, attempt = 1, receiptHandle = id): SQSRecord {
  return {
    messageId: `m-${id}`,
    receiptHandle,
    body,
    attributes: {
      ApproximateReceiveCount: String(attempt),
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
      MessageDeduplicationId: id,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'us-east-1',
  };
}

/** A ledger that writes down what it is asked; `answers` stand for its own. */
export function notingLedger(calls: unknown[][], answers: Partial<Ledger> = {}): Ledger {
  const noted =
    <A extends readonly unknown[], R>(name: string, answer: (...about: A) => Promise<R>) =>
    async (...about: A): Promise<R> => {
      calls.push([name, ...about]);
      return await answer(...about);
    };
  return {
    take: noted('take', answers.take ?? (async () => await Promise.resolve(null))),
    release: noted('release', answers.release ?? (async () => await Promise.resolve())),
    wasDone: noted('wasDone', answers.wasDone ?? (async () => await Promise.resolve(false))),
    markDone: noted('markDone', answers.markDone ?? (async () => await Promise.resolve())),
    begin: noted('begin', answers.begin ?? (async () => await Promise.resolve(1))),
    waited: noted('waited', answers.waited ?? (async () => await Promise.resolve())),
    finished: noted('finished', answers.finished ?? (async () => await Promise.resolve())),
    shared: answers.shared ?? (() => async () => await Promise.resolve(null)),
  };
}
