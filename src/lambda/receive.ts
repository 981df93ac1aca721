import { verifyWithFallback } from '@octokit/webhooks-methods';
import { jobOf } from '../github/deliveries/events.ts';
import type { Queue } from '../queue/queue.ts';
import { requestOf, type WebhookRequest } from './http-event.ts';
import type { WebhookSecrets } from './secrets.ts';
import { putJob } from '../app/job-messages.ts';

/** What API Gateway and function URLs take. */
export interface WebhookAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceiveOptions {
  readonly app: number;
  readonly secrets: WebhookSecrets;
  readonly queue: Pick<Queue, 'enqueue'>;
  /** One line for each delivery; never anything of its payload. */
  readonly log: (line: ReceivedLine) => void;
}

export interface ReceivedLine {
  readonly delivery: string;
  readonly event: string;
  readonly status: number;
  readonly why: string;
  /** What was queued; null when nothing was. */
  readonly kind: string | null;
}

interface Result {
  readonly status: number;
  readonly why: string;
  readonly kind?: string;
}

/** Answers one webhook: 202 once the queue has it, or when there is nothing to do. GitHub never asks again after that. */
export async function receive(event: unknown, options: ReceiveOptions): Promise<WebhookAnswer> {
  const request = requestOf(event);
  const { status, why, kind = null } = await resultOf(request, options);
  // Headers are anybody's text.
  const named = (name: string): string => /^[\w-]{1,64}$/.exec(request?.headers.get(name) ?? '')?.[0] ?? 'unknown';
  options.log({ delivery: named('x-github-delivery'), event: named('x-github-event'), status, why, kind });
  return { statusCode: status, headers: { 'content-type': 'text/plain' }, body: why };
}

async function resultOf(request: WebhookRequest | null, options: ReceiveOptions): Promise<Result> {
  if (!request || request.method !== 'POST') return { status: 405, why: 'send a webhook with POST' };
  const header = (name: string): string => request.headers.get(name) ?? '';
  const id = header('x-github-delivery');
  const name = header('x-github-event');
  const signature = header('x-hub-signature-256');
  if (!/^[\w-]{1,64}$/.test(id) || name === '' || signature === '')
    return { status: 400, why: 'a header of GitHub is missing' };
  if (!/^application\/json\s*(;|$)/i.test(header('content-type'))) return { status: 415, why: 'send application/json' };
  if (!request.body) return { status: 413, why: 'too large' };
  if (request.body.byteLength === 0) return { status: 400, why: 'empty' };
  try {
    const text = request.body.toString('utf8');
    if (!(await isSigned(text, signature, options.secrets))) return { status: 401, why: 'the signature is wrong' };
    return await take({ id, name, payload: parsed(text) }, options);
  } catch {
    // Not 2xx: GitHub then lists the delivery as failed, and the sweeper asks for it again.
    return { status: 503, why: 'could not be kept' };
  }
}

/** In constant time for each secret. A signature that is none of a known secret's may be a newer one's. */
async function isSigned(text: string, signature: string, secrets: WebhookSecrets): Promise<boolean> {
  if (await verified(text, signature, await secrets.all())) return true;
  return (await secrets.refresh()) && (await verified(text, signature, await secrets.all()));
}

async function verified(text: string, signature: string, secrets: readonly string[]): Promise<boolean> {
  const [secret = '', ...others] = secrets;
  return (await verifyWithFallback(secret, text, signature, others)) === true;
}

async function take(
  delivery: { readonly id: string; readonly name: string; readonly payload: unknown },
  { app, queue }: ReceiveOptions,
): Promise<Result> {
  if (delivery.payload === null) return { status: 400, why: 'not a JSON object' };
  const job = jobOf(delivery, app);
  if (!job) return { status: 202, why: 'nothing to do' };
  await putJob(queue, job, delivery.id);
  return { status: 202, why: 'accepted', kind: job.kind };
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
