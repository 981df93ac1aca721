import { verifyWithFallback } from '@octokit/webhooks-methods';
import { jobOf } from '../github/deliveries/events.ts';
import type { Job } from '../github/model/job.ts';
import type { Queue } from '../queue/queue.ts';
import { putJob } from './job-messages.ts';
import type { WebhookSecretSource } from './webhook-secret.ts';

/** A request as the receiver sees it, whatever brought it. */
export interface WebhookRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The bytes GitHub signed; null when they are more than may be. */
  readonly body: Buffer | null;
}

/** What came of a request: what is answered and what may be logged, never anything of a payload. */
export interface Received {
  /** The id that GitHub gave the delivery; `unknown` where the header is not one: headers are anybody's text. */
  readonly delivery: string;
  /** The name of the event, or `unknown` likewise. */
  readonly event: string;
  readonly status: 202 | 400 | 401 | 405 | 413 | 415 | 503;
  readonly why: string;
  /** The kind of job that was queued; null when nothing was. */
  readonly kind: Job['kind'] | null;
}

export interface ReceiverOptions {
  /** The id of the app: events about check runs of other apps are not ours. */
  readonly app: number;
  readonly secrets: WebhookSecretSource;
  readonly queue: Pick<Queue, 'enqueue'>;
  /** Told why a delivery could not be kept. */
  readonly failed?: (error: unknown) => void;
}

type Result = Pick<Received, 'status' | 'why'> & { readonly kind?: Job['kind'] };

/**
 * Takes one webhook. The signature is checked over the raw bytes before anything else looks at them.
 *
 * GitHub counts 2xx as delivered and everything else as failed, shows the status in the list of deliveries,
 * and never sends a delivery again by itself; the sweeper asks for those that failed.
 *
 * - 202: the queue has the job, or there is nothing to do.
 * - 400: a header is missing or not GitHub's, or the body is empty or no JSON object.
 * - 401: the signature is not that of a secret of ours.
 * - 405: not a POST. 413: too large. 415: not `application/json`, which the app is registered with.
 * - 503: the delivery is good and could not be kept, or no secret could be had.
 */
export async function receiveWebhook(request: WebhookRequest | null, options: ReceiverOptions): Promise<Received> {
  const named = (name: string): string => (isName(headerOf(request, name)) ? headerOf(request, name) : 'unknown');
  const about = { delivery: named('x-github-delivery'), event: named('x-github-event') };
  const { status, why, kind = null } = refusalOf(request) ?? (await resultOf(request, options));
  return { ...about, status, why, kind };
}

/** What can be said without a look at the body; null when there is nothing against it. */
function refusalOf(request: WebhookRequest | null): Result | null {
  if (request?.method !== 'POST') return { status: 405, why: 'send a webhook with POST' };
  const named = ['x-github-delivery', 'x-github-event'].every((name) => isName(headerOf(request, name)));
  if (!named || headerOf(request, 'x-hub-signature-256') === '')
    return { status: 400, why: 'a header of GitHub is missing' };
  if (!/^application\/json\s*(;|$)/i.test(headerOf(request, 'content-type')))
    return { status: 415, why: 'send application/json' };
  if (!request.body) return { status: 413, why: 'too large' };
  return request.body.byteLength === 0 ? { status: 400, why: 'empty' } : null;
}

async function resultOf(request: WebhookRequest | null, options: ReceiverOptions): Promise<Result> {
  // Signed are the bytes; decoding as Latin-1 and encoding again would not give them back, UTF-8 does.
  const text = request?.body?.toString('utf8') ?? '';
  try {
    if (!(await isSigned(text, headerOf(request, 'x-hub-signature-256'), options.secrets)))
      return { status: 401, why: 'the signature is wrong' };
    const payload = objectIn(text);
    if (payload === null) return { status: 400, why: 'not a JSON object' };
    const [id, name] = [headerOf(request, 'x-github-delivery'), headerOf(request, 'x-github-event')];
    const job = jobOf({ id, name, payload }, options.app);
    if (!job) return { status: 202, why: 'nothing to do' };
    await putJob(options.queue, job, id);
    return { status: 202, why: 'accepted', kind: job.kind };
  } catch (error) {
    options.failed?.(error);
    return { status: 503, why: 'could not be kept' };
  }
}

/** In constant time for each secret. A signature that is none of a known secret's may be a newer one's. */
async function isSigned(text: string, signature: string, secrets: WebhookSecretSource): Promise<boolean> {
  if (await isSignedWith(await secrets.all(), text, signature)) return true;
  return (await secrets.refresh()) && (await isSignedWith(await secrets.all(), text, signature));
}

async function isSignedWith(secrets: readonly string[], text: string, signature: string): Promise<boolean> {
  const [secret = '', ...others] = secrets;
  return (await verifyWithFallback(secret, text, signature, others)) === true;
}

function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function headerOf(request: WebhookRequest | null, name: string): string {
  return request?.headers.get(name) ?? '';
}

/** An id of a delivery, or the name of an event, as GitHub writes them. */
function isName(header: string): boolean {
  return /^[\w-]{1,64}$/.test(header);
}
