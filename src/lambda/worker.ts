import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createContainer, type Container } from './container.ts';
import { workBatch } from './work-batch.ts';

let container: Promise<Container> | undefined;

/** The function that SQS hands batches of jobs to. */
export async function handler(event: SQSEvent, invocation: Context): Promise<SQSBatchResponse> {
  container ??= createContainer('worker', process.env);
  const { context, queue, ledger } = await container.catch((error: unknown) => {
    container = undefined;
    throw error;
  });
  return await workBatch(event, {
    context,
    queue,
    ledger,
    owner: invocation.awsRequestId,
    remaining: () => invocation.getRemainingTimeInMillis(),
  });
}
