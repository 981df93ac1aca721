import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { SqsQueue } from '../../src/queue/sqs-queue.ts';
import { startSqs, type FakeSqs } from '../lambda/fake-aws.ts';
import { queueContract } from './contract.ts';

let sqs: FakeSqs;
beforeAll(async () => {
  sqs = await startSqs();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await sqs.close();
});

queueContract('SQS', async () => {
  // The server runs in this process, and knows no other time than this.
  vi.useFakeTimers({ toFake: ['Date'] });
  return {
    queue: new SqsQueue(sqs.client, await sqs.createQueues()),
    pass: async (seconds) => {
      vi.setSystemTime(Date.now() + seconds * 1000);
      await Promise.resolve();
    },
  };
});
