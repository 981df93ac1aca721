import type { IncomingMessage, ServerResponse } from 'node:http';
import { receiveWebhook, type ReceiverOptions, type WebhookRequest } from '../app/receiver.ts';
import type { Log } from '../github/job/services.ts';

export interface WebhookHandlerOptions extends Omit<ReceiverOptions, 'failed'> {
  readonly path: string;
  readonly log: Log;
  /** Told when something was put into the queue. */
  readonly queued: () => void;
}

/** GitHub sends no more than 25 MB. */
const mostBytes = 25 * 1024 * 1024;

/** Answers the webhooks that are posted to one path; false for every other request. */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const { path, log, queued } = options;
  const failed = (error: unknown): void => log.error({ err: error }, 'a delivery could not be kept');
  return async (request, response) => {
    if (request.url?.split('?')[0] !== path || request.method !== 'POST') return false;
    const received = await receiveWebhook(await requestOf(request, request.method), { ...options, failed });
    const { status, why, kind } = received;
    if (status === 202) log.info(received, 'delivery received');
    else log.warn(received, 'delivery refused');
    if (kind !== null) queued();
    response.writeHead(status, { 'content-type': 'text/plain' }).end(why);
    return true;
  };
}

async function requestOf(request: IncomingMessage, method: string): Promise<WebhookRequest> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  return { method, headers, body: await bodyOf(request) };
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
