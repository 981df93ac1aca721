import { appIdOf, appIdProblem } from '../app/app-id.ts';
import type { Received } from '../app/receiver.ts';
import type { Message, Queue } from '../queue/queue.ts';
import { awsEndpoint, awsRequest } from './aws-request.ts';
import { createCount } from './metrics.ts';
import { receive, type ReceiveOptions, type WebhookAnswer } from './receive.ts';
import { WebhookSecrets } from './secrets.ts';
import type { Variables } from './variables.ts';

let options: ReceiveOptions | undefined;

/** The function behind the URL that GitHub sends webhooks to. */
export async function handler(event: unknown): Promise<WebhookAnswer> {
  options ??= optionsFrom(process.env);
  return await receive(event, options);
}

function optionsFrom(variables: Variables): ReceiveOptions {
  const app = appIdOf(variables['APP_ID']);
  if (app === null) throw new Error(appIdProblem);
  return { app, secrets: new WebhookSecrets(variables, Date.now), queue: sender(variables), log: logReceived };
}

/** Only sends: the SDK would make the bundle ten times as large and the start twice as long. */
function sender(variables: Variables): Pick<Queue, 'enqueue'> {
  const QueueUrl = variables['QUEUE_URL'] ?? '';
  if (QueueUrl === '') throw new Error('QUEUE_URL must name the queue');
  return {
    enqueue: async ({ id, group, body }: Message) => {
      const input = { QueueUrl, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: id };
      await awsRequest(awsEndpoint('sqs', variables), 'AmazonSQS.SendMessage', input, variables);
      return true;
    },
  };
}

const count = createCount('receiver');

/** Why a delivery could not be kept is of ours; nothing of a request is in it. */
function logReceived({ status, kind, ...about }: Received, cause: string | null): void {
  const said = { ...about, status: String(status), ...(kind && { kind }), ...(cause !== null && { cause }) };
  count('Deliveries', 1, said);
  if (status === 503) count('DeliveriesNotKept', 1, said);
}
