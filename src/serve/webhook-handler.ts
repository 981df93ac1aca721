import type { IncomingMessage, ServerResponse } from 'node:http';
import { receiveWebhook, type ReceiverOptions, type WebhookRequest } from '../app/receiver.ts';
import type { Count } from '../github/job/counts.ts';
import type { Log } from '../github/job/services.ts';
import { BodyRoom, readBody } from './request-body.ts';

export interface WebhookHandlerOptions extends Omit<ReceiverOptions, 'failed'> {
  readonly path: string;
  readonly log: Log;
  readonly count: Count;
  /** Told when something was put into the queue. */
  readonly queued: () => void;
}

/** Answers the webhooks that are posted to one path; false for every other request. */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const { path, log, count, queued } = options;
  const room = new BodyRoom();
  const failed = (error: unknown): void => log.error({ err: error }, 'a delivery could not be kept');
  return async (request, response) => {
    if (request.url?.split('?')[0] !== path || request.method !== 'POST') return false;
    const body = await readBody(request, room);
    if (body === 'no-room') {
      log.warn({}, 'a delivery was refused: too much is being received at once');
      count('Deliveries', 1, { status: '503' });
      response.writeHead(503, { 'content-type': 'text/plain', connection: 'close' }).end('busy');
      return true;
    }
    const received = await receiveWebhook(requestOf(request, request.method, body), { ...options, failed });
    const { status, why, kind } = received;
    if (status === 202) log.info(received, 'delivery received');
    else log.warn(received, 'delivery refused');
    count('Deliveries', 1, { status: String(status) });
    if (status === 503) count('DeliveriesNotKept', 1);
    if (kind !== null) queued();
    response.writeHead(status, { 'content-type': 'text/plain' }).end(why);
    return true;
  };
}

function requestOf(request: IncomingMessage, method: string, body: Buffer | null): WebhookRequest {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  return { method, headers, body };
}
