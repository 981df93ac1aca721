import { receiveWebhook, type Received, type ReceiverOptions } from '../app/receiver.ts';
import { requestOf } from './http-event.ts';

/** What API Gateway and function URLs take. */
export interface WebhookAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceiveOptions extends Omit<ReceiverOptions, 'failed'> {
  /** One line for each delivery; `cause` is why it could not be kept. */
  readonly log: (received: Received, cause: string | null) => void;
}

/** Answers one webhook that an event of Lambda brings. */
export async function receive(event: unknown, { log, ...options }: ReceiveOptions): Promise<WebhookAnswer> {
  let cause: string | null = null;
  const failed = (error: unknown): void => {
    cause = error instanceof Error ? error.message : 'unknown';
  };
  const received = await receiveWebhook(requestOf(event), { ...options, failed });
  log(received, cause);
  return { statusCode: received.status, headers: { 'content-type': 'text/plain' }, body: received.why };
}
