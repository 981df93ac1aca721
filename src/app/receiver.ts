import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifyWithFallback } from '@octokit/webhooks-methods';
import type { Log } from '../github/job/services.ts';

/** A delivery whose signature is right. */
export interface VerifiedDelivery {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
}

export interface ReceiverOptions {
  readonly path: string;
  readonly secret: string;
  /** Still accepted while a new secret is being introduced. */
  readonly previousSecret: string | null;
  readonly log: Log;
  /** Resolves when the delivery is safe; GitHub is answered after that, and never asks again. */
  receive(delivery: VerifiedDelivery): Promise<void>;
}

/** GitHub sends no more than 25 MB. */
const mostBytes = 25 * 1024 * 1024;

/**
 * Answers GitHub's webhooks: 202 once the delivery is safe. The signature is checked over the raw bytes
 * before anything else looks at them, and nothing of a payload is ever logged. False for other paths.
 */
export function createReceiver(
  options: ReceiverOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (path !== options.path || request.method !== 'POST') return false;
    const id = header(request, 'x-github-delivery');
    const { status, why } = await outcomeOf(request, options);
    if (status !== 202) options.log.warn({ delivery: safeId(id), status, why }, 'delivery refused');
    response.writeHead(status, { 'content-type': 'text/plain' }).end(why);
    return true;
  };
}

interface Outcome {
  readonly status: number;
  readonly why: string;
}

async function outcomeOf(request: IncomingMessage, options: ReceiverOptions): Promise<Outcome> {
  const id = header(request, 'x-github-delivery');
  const name = header(request, 'x-github-event');
  const signature = header(request, 'x-hub-signature-256');
  if (id === '' || name === '' || signature === '') return { status: 400, why: 'a header of GitHub is missing' };
  if (!header(request, 'content-type').startsWith('application/json'))
    return { status: 415, why: 'send application/json' };
  const bytes = await bodyOf(request);
  if (!bytes) return { status: 413, why: 'too large' };
  if (bytes.byteLength === 0) return { status: 400, why: 'empty' };
  // Signed are the bytes; decoding as Latin-1 and encoding again would not give them back, UTF-8 does.
  const text = bytes.toString('utf8');
  const previous = options.previousSecret === null ? [] : [options.previousSecret];
  if (!(await verifyWithFallback(options.secret, text, signature, previous)))
    return { status: 401, why: 'the signature is wrong' };
  const payload = parsed(text);
  if (!payload) return { status: 400, why: 'not a JSON object' };
  try {
    await options.receive({ id, name, payload });
    return { status: 202, why: 'accepted' };
  } catch (error) {
    options.log.error({ delivery: safeId(id), err: error }, 'a delivery could not be kept');
    return { status: 500, why: 'could not be kept' };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.byteLength;
    // What is too much is still read: a connection that is cut in the middle of a request brings no answer.
    if (bytes <= mostBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > mostBytes ? null : Buffer.concat(chunks);
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** A header is anybody's text until the signature was checked. */
function safeId(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : 'unknown';
}
