import type { Octokit } from '@octokit/rest';
import type { Clock } from './clock.ts';
import { QuotaExhausted, DeadlinePassed, isAmbiguous } from './failure.ts';
import { type Cost, type InstallationLimits, waitForTurn } from './limits.ts';

/** What the app needs of Octokit: `@octokit/rest` and Probot's both have it. */
export type Client = Pick<Octokit, 'request' | 'graphql' | 'hook'>;

/** When the work must be done, in milliseconds since 1970. It moves once, to leave time to say that it has passed. */
export interface Budget {
  deadline: number;
  /** Milliseconds that one request waits for its turn; the job is put back where that is not enough. Absent: until the deadline. */
  readonly patience?: number;
}

/** Waits before the second, third and fourth attempt of a read that GitHub answered with 5xx or not at all. */
const pauses = [500, 1_500, 4_000];

/** GitHub's advice where a secondary limit names no time. */
const politePause = 60_000;

/** GitHub may name a time that is over by our clock; it is not asked again at once all the same. */
const leastPause = 1_000;

interface Outgoing {
  readonly method: string;
  readonly url: string;
}

interface Answer {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/**
 * Makes a client obey GitHub's limits and our deadline. A request that GitHub refused for its limits
 * was not carried out, so it is sent again in time. After a 5xx or a broken connection only reads are
 * sent again: a write may have been carried out, and whoever sent it must look first.
 */
export function keepPace(client: Client, limits: InstallationLimits, clock: Clock, budget: Budget): void {
  client.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = '2022-11-28';
  });
  const began = clock.now();
  /** Milliseconds that went by with requests that came to nothing. */
  let lost = 0;
  client.hook.wrap('request', async (send, options) => {
    for (let attempt = 0; ; attempt += 1) {
      if (clock.now() >= budget.deadline) throw overdue();
      const cost = costOf(options);
      const waitUntil = Math.min(budget.deadline, clock.now() + (budget.patience ?? Infinity));
      if (!(await waitForTurn(limits, cost, clock, waitUntil)))
        throw new QuotaExhausted(limits.freeAt(cost, clock.now()));
      const sent = clock.now();
      try {
        const answer = await send(options);
        if (!isRefusedQuery(answer)) return whole(answer);
        blockUntil(resetOf(answer.headers, clock.now()) ?? clock.now() + politePause);
      } catch (error) {
        if (isAmbiguous(ofApi(error))) lost += clock.now() - sent;
        await recover(ofApi(error), cost === 'read', attempt);
      }
    }
  });

  /** Time that GitHub used up by not answering is no time that the review took. */
  function overdue(): Error {
    return lost > (clock.now() - began) / 2 ? broken('GitHub did not answer in time') : new DeadlinePassed();
  }

  function blockUntil(time: number): void {
    limits.blockUntil(Math.max(time, clock.now() + leastPause));
  }

  /** Returns when the request may be sent again; throws the error when it must not be. */
  async function recover(error: unknown, isRead: boolean, attempt: number): Promise<void> {
    const refusedUntil = rateLimitedUntil(error, clock.now());
    if (refusedUntil !== null) {
      blockUntil(refusedUntil);
      return;
    }
    const pause = pauses[attempt];
    if (!isRead || !isAmbiguous(error) || pause === undefined || clock.now() + pause >= budget.deadline) throw error;
    await clock.sleep(pause);
  }
}

function costOf(options: Outgoing): Cost {
  if (options.url.endsWith('/graphql')) return isQuery(options) ? 'read' : 'write';
  if (options.method === 'GET') return 'read';
  return /\/(reviews|comments)$/.test(options.url) ? 'content' : 'write';
}

function isQuery(options: Outgoing): boolean {
  return 'query' in options && typeof options.query === 'string' && /^\s*query\b/.test(options.query);
}

/** A GraphQL request over the limit is answered with 200 and an error inside, whose type GitHub spells in two ways. */
function isRefusedQuery(answer: Answer): boolean {
  const { data } = answer;
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors)) return false;
  return data.errors.some(
    (error: { readonly type?: unknown } | null) => error?.type === 'RATE_LIMITED' || error?.type === 'RATE_LIMIT',
  );
}

/** A query that took GitHub too long is answered with 200 and a sentence; it is an error of the server. */
function isTimedOutQuery({ data }: Answer): boolean {
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors)) return false;
  return data.errors.some((error: { readonly message?: unknown } | null) =>
    /something went wrong while executing your query|timedout/i.test(String(error?.message)),
  );
}

/** Octokit hands over a JSON answer that was cut short as a string; that is a broken connection, and so is a page of HTML. */
function whole<A extends Answer>(answer: A): A {
  if (isTimedOutQuery(answer)) throw broken('a query took GitHub too long');
  if (isHtml(answer)) throw broken('a page of HTML was the answer');
  const type = answer.headers['content-type'];
  const isJson = typeof type === 'string' && type.includes('json');
  if (!isJson || typeof answer.data !== 'string') return answer;
  throw broken('the answer of GitHub was cut short');
}

/** The API speaks JSON: a page that refuses comes from something in between, and may not be there in a minute. */
function ofApi(error: unknown): unknown {
  if (!(error instanceof Error) || !('response' in error)) return error;
  const response = error.response as Answer | undefined;
  return response && isHtml(response) ? broken('a page of HTML was the answer', error) : error;
}

function isHtml({ headers }: Answer): boolean {
  const type = headers['content-type'];
  return typeof type === 'string' && type.includes('html');
}

function broken(what: string, cause?: Error): Error {
  return Object.assign(new Error(what, { cause }), { status: 502 });
}

/** Until when GitHub asks to be left alone, in milliseconds since 1970; null for an error that is no limit. */
export function rateLimitedUntil(error: unknown, now: number): number | null {
  if (!(error instanceof Error) || !('status' in error) || (error.status !== 403 && error.status !== 429)) return null;
  const response: unknown = 'response' in error ? error.response : null;
  const headers = typeof response === 'object' && response !== null && 'headers' in response ? response.headers : null;
  const given = resetOf(headers as Readonly<Record<string, unknown>> | null, now);
  if (given !== null) return given;
  return error.status === 429 || /secondary rate limit|abuse detection/i.test(error.message) ? now + politePause : null;
}

function resetOf(headers: Readonly<Record<string, unknown>> | null, now: number): number | null {
  if (!headers) return null;
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return now + retryAfter * 1000;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  // One second more: the reset is given in whole seconds, and clocks differ.
  return String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset) ? reset * 1000 + 1000 : null;
}
