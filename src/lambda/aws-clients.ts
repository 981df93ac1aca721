import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { tlsAgent } from './tls-agent.ts';
import type { Variables } from './variables.ts';

/** Clients of the SDK whose requests end, which by themselves they do not: each of three attempts has so many milliseconds. */
export function createAwsClients(
  variables: Variables,
  timeLimit = 5_000,
): { readonly sqs: SQSClient; readonly dynamo: DynamoDBClient } {
  const limits = { connectionTimeout: timeLimit, requestTimeout: timeLimit, throwOnRequestTimeout: true };
  const requestHandler = { ...limits, httpsAgent: tlsAgent(variables) };
  return { sqs: new SQSClient({ requestHandler }), dynamo: new DynamoDBClient({ requestHandler }) };
}
