import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** Who works on what, and what was done, in one table with the key `key` and the time to live `expires` (seconds since 1970). */
export interface Ledger {
  /** Null when it was taken; else the second until which somebody else has it. */
  take(group: string, owner: string, seconds: number): Promise<number | null>;
  release(group: string, owner: string): Promise<void>;
  wasDone(id: string): Promise<boolean>;
  markDone(id: string): Promise<void>;
}

/** GitHub redelivers for three days. */
const rememberSeconds = 3 * 24 * 3_600;

/** A ledger of conditional writes; DynamoDB deletes what expired, some day, so every read looks at the time itself. */
export function dynamoLedger(client: DynamoDBClient, table: string, now: () => number): Ledger {
  const seconds = (): number => Math.floor(now() / 1000);
  const expiryOf = async (key: string): Promise<number> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { key: { S: key } }, ConsistentRead: true }),
    );
    return Number(Item?.['expires']?.N ?? 0);
  };
  return {
    take: async (group, owner, lease) => {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: { key: { S: `group#${group}` }, owner: { S: owner }, expires: { N: String(seconds() + lease) } },
            ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now OR #owner = :owner',
            ExpressionAttributeNames: { '#key': 'key', '#expires': 'expires', '#owner': 'owner' },
            ExpressionAttributeValues: { ':now': { N: String(seconds()) }, ':owner': { S: owner } },
          }),
        );
        return null;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return await expiryOf(`group#${group}`);
      }
    },
    release: async (group, owner) => {
      try {
        await client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: { key: { S: `group#${group}` } },
            ConditionExpression: '#owner = :owner',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: { ':owner': { S: owner } },
          }),
        );
      } catch (error) {
        // The lease ended, and somebody else has the group now.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    wasDone: async (id) => (await expiryOf(`done#${id}`)) > seconds(),
    markDone: async (id) => {
      const expires = String(seconds() + rememberSeconds);
      await client.send(
        new PutItemCommand({ TableName: table, Item: { key: { S: `done#${id}` }, expires: { N: expires } } }),
      );
    },
  };
}
