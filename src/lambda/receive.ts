import { receiveWebhook, type Received, type ReceiverOptions } from '../app/receiver.ts';
import { requestOf } from './http-event.ts';

/** What API Gateway and function URLs take. */
export interface WebhookAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceiveOptions extends ReceiverOptions {
  /** One line for each delivery. */
  readonly log: (received: Received) => void;
}

/** Answers one webhook that an event of Lambda brings. */
export async function receive(event: unknown, { log, ...options }: ReceiveOptions): Promise<WebhookAnswer> {
  const received = await receiveWebhook(requestOf(event), options);
  log(received);
  return { statusCode: received.status, headers: { 'content-type': 'text/plain' }, body: received.why };
}
