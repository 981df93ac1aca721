import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createContainer, type Container } from './container.ts';
import { workBatch } from './work-batch.ts';

let container: Promise<Container> | undefined;

/** The function that SQS hands batches of jobs to. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  container ??= createContainer(process.env);
  const { workshop, queue, ledger, metrics } = await container.catch((error: unknown) => {
    container = undefined;
    throw error;
  });
  return await workBatch(event, {
    workshop,
    queue,
    ledger,
    owner: context.awsRequestId,
    remaining: () => context.getRemainingTimeInMillis(),
    settled: metrics.settled,
  });
}
