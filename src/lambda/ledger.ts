import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ServiceUnavailable } from '../github/client/failure.ts';
import type { SharedCount } from '../github/client/limits.ts';
import { NewerRelease } from '../queue/newer-release.ts';

/**
 * Who works on what, and what was done, in one table with the key `key` and the time to live `expires` (seconds since
 * 1970). All of it throws `ServiceUnavailable` where the table cannot be reached, and `NewerRelease` where a newer
 * release has written it.
 */
export interface Ledger {
  /** Null when it was taken; else the second until which somebody else has it. */
  take(group: string, owner: string, seconds: number): Promise<number | null>;
  release(group: string, owner: string): Promise<void>;
  wasDone(id: string): Promise<boolean>;
  markDone(id: string): Promise<void>;
  /** Counts an attempt at a group, also one that will die; gives the how manieth it is. */
  begin(group: string): Promise<number>;
  /** That attempt only waited, which does not count. */
  waited(group: string): Promise<void>;
  /** The group is done: the next attempt is a first one. */
  finished(group: string): Promise<void>;
  /** What all containers together send for an installation. */
  shared(installation: number): SharedCount;
}

/** A group that was not tried for so long begins anew. */
const rememberAttempts = 24 * 3_600;
/** GitHub redelivers for three days. */
const rememberSeconds = 3 * 24 * 3_600;

/** Raised with each change of the table that an earlier release would misread; the item `version` says it. */
export const ledgerVersion = 1;

/** A ledger of conditional writes; DynamoDB deletes what expired, some day, so every read looks at the time itself. */
export function dynamoLedger(dynamo: DynamoDBClient, table: string, now: () => number): Ledger {
  const client = openedFirst(refusingPlainly(dynamo), table);
  const seconds = (): number => Math.floor(now() / 1000);
  const expiryOf = async (key: string): Promise<number> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { key: { S: key } }, ConsistentRead: true }),
    );
    return Number(Item?.['expires']?.N ?? 0);
  };
  /** Adds to a count that is forgotten so many seconds after its last change, and gives what it is now. */
  const add = async (key: string, by: number, remember: number): Promise<number> => {
    const update = {
      TableName: table,
      Key: { key: { S: key } },
      ExpressionAttributeNames: { '#count': 'count', '#expires': 'expires' },
      ReturnValues: 'UPDATED_NEW',
    } as const;
    const values = { ':by': { N: String(by) }, ':expires': { N: String(seconds() + remember) } };
    const sent = async (expression: string, condition: string): Promise<number> => {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          ...update,
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: { ...values, ':now': { N: String(seconds()) } },
        }),
      );
      return Number(Attributes?.['count']?.N ?? 0);
    };
    try {
      return await sent('ADD #count :by SET #expires = :expires', 'attribute_not_exists(#expires) OR #expires > :now');
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return await sent('SET #count = :by, #expires = :expires', '#expires <= :now');
    }
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
    begin: async (group) => await add(`attempts#${group}`, 1, rememberAttempts),
    waited: async (group) => {
      await add(`attempts#${group}`, -1, rememberAttempts);
    },
    finished: async (group) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: { key: { S: `attempts#${group}` } } }));
    },
    shared: (installation) => async (window, time) => {
      const span = Math.floor(time / window.span);
      const key = `content#${installation}#${window.span}#${span}`;
      const count = await add(key, 1, (2 * window.span) / 1000);
      return count <= window.most ? null : (span + 1) * window.span;
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

/** The first request claims the table for this release, and again where it was refused. */
function openedFirst(client: Pick<DynamoDBClient, 'send'>, table: string): Pick<DynamoDBClient, 'send'> {
  let opened: Promise<void> | null = null;
  const ask = client.send.bind(client) as (...about: readonly unknown[]) => Promise<unknown>;
  const send = async (...about: readonly unknown[]): Promise<unknown> => {
    opened ??= claim(client, table);
    await opened.catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return await ask(...about);
  };
  return { send: send as DynamoDBClient['send'] };
}

async function claim(client: Pick<DynamoDBClient, 'send'>, table: string): Promise<void> {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { key: { S: 'version' } },
        UpdateExpression: 'SET #version = :version',
        ConditionExpression: 'attribute_not_exists(#version) OR #version <= :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': { N: String(ledgerVersion) } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new NewerRelease(
      `The table ${table} was written by a newer release (this one knows version ${ledgerVersion}). Deploy that release again; jobs wait until then.`,
    );
  }
}

/** What is no answer to a condition is an outage to whoever asks. */
function refusingPlainly(client: DynamoDBClient): Pick<DynamoDBClient, 'send'> {
  const ask = client.send.bind(client) as (...about: readonly unknown[]) => Promise<unknown>;
  const send = async (...about: readonly unknown[]): Promise<unknown> => {
    try {
      return await ask(...about);
    } catch (error) {
      throw error instanceof ConditionalCheckFailedException ? error : new ServiceUnavailable('the ledger', error);
    }
  };
  return { send: send as DynamoDBClient['send'] };
}
