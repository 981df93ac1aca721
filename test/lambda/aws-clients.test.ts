import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { createAwsClients } from '../../src/lambda/aws-clients.ts';

test('a request to a service that takes connections and never answers ends', async () => {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const variables = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { sqs, dynamo } = createAwsClients({}, 20);
  const item = new GetItemCommand({ TableName: 'ledger', Key: { key: { S: 'a' } } });
  await expect(dynamo.send(item)).rejects.toMatchObject({ name: 'TimeoutError' });
  const attributes = new GetQueueAttributesCommand({ QueueUrl: `${url}/jobs.fifo` });
  await expect(sqs.send(attributes)).rejects.toMatchObject({ name: 'TimeoutError' });
  vi.unstubAllEnvs();
  for (const socket of sockets) socket.destroy();
  server.close();
});
