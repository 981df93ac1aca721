import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Clients of the SDK whose requests end, which by themselves they do not: each of three attempts has so many milliseconds. */
export function createAwsClients(timeLimit = 5_000): { readonly sqs: SQSClient; readonly dynamo: DynamoDBClient } {
  const requestHandler = { connectionTimeout: timeLimit, requestTimeout: timeLimit, throwOnRequestTimeout: true };
  return { sqs: new SQSClient({ requestHandler }), dynamo: new DynamoDBClient({ requestHandler }) };
}
