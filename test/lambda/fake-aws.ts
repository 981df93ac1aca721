import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { queuePolicy } from '../../src/queue/queue.ts';
import type { SqsUrls } from '../../src/queue/sqs-queue.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** An SQS on loopback, reached by the real client. */
export interface FakeSqs {
  readonly client: SQSClient;
  readonly endpoint: string;
  /** Makes a FIFO queue with dead letters, as the template does. */
  createQueues(): Promise<SqsUrls>;
  close(): Promise<void>;
}

export async function startSqs(): Promise<FakeSqs> {
  const app = buildApp({ logger: false });
  await app.listen({ host: '127.0.0.1', port: 0 });
  if (!app.server.listening) await once(app.server, 'listening');
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const client = new SQSClient({ region: 'us-east-1', endpoint, credentials });
  let made = 0;
  const create = async (name: string, more: Record<string, string> = {}): Promise<string> => {
    const Attributes = { FifoQueue: 'true', VisibilityTimeout: String(queuePolicy.leaseSeconds), ...more };
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
    return QueueUrl;
  };
  return {
    client,
    endpoint,
    createQueues: async () => {
      made += 1;
      const deadLetters = await create(`dead-${made}`);
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
      );
      const RedrivePolicy = JSON.stringify({
        deadLetterTargetArn: Attributes?.['QueueArn'],
        maxReceiveCount: queuePolicy.mostAttempts,
      });
      return { queue: await create(`jobs-${made}`, { RedrivePolicy }), deadLetters };
    },
    close: async () => {
      client.destroy();
      await app.close();
    },
  };
}
