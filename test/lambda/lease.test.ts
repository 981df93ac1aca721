import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoLedger, ledgerVersion, type Ledger } from '../../src/lambda/ledger.ts';
import { NewerRelease } from '../../src/queue/newer-release.ts';
import { startDynamo } from './fake-dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let ledger: Ledger;
let now: number;
let group = 0;

beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => {
  dynamo.close();
});
beforeEach(() => {
  now = 1_000_500;
  group += 1;
  ledger = dynamoLedger(dynamo.client, dynamo.table, () => now);
});

const take = async (owner: string, seconds = 40): Promise<number | null> =>
  await ledger.take(`group-${group}`, owner, seconds);
const release = async (owner: string): Promise<void> => {
  await ledger.release(`group-${group}`, owner);
};

describe('a group', () => {
  test('that is free is taken, and is another’s until its second', async () => {
    expect(await take('one')).toBe(null);
    expect(await take('two')).toBe(1_040);
  });

  test.each([
    [1_039_999, 1_040],
    [1_040_000, null],
    [2_000_000, null],
  ])('that was taken until 1,040 is asked for at %i ms', async (later, answer) => {
    await take('one');
    now = later;
    expect(await take('two')).toBe(answer);
  });

  test('is extended by its owner', async () => {
    await take('one');
    expect(await take('one', 90)).toBe(null);
    expect(await take('two')).toBe(1_090);
  });

  test('is free when its owner gives it back', async () => {
    await take('one');
    await release('one');
    expect(await take('two')).toBe(null);
  });

  test('stays with its owner when another gives it back', async () => {
    await take('one');
    await release('two');
    expect(await take('two')).toBe(1_040);
  });

  test('that nobody has is given back in peace', async () => {
    await expect(release('one')).resolves.toBe(undefined);
  });

  test('does not keep others from theirs', async () => {
    await take('one');
    expect(await ledger.take(`other-${group}`, 'two', 40)).toBe(null);
  });
});

describe('a delivery', () => {
  test('is done once it was marked, for three days', async () => {
    const id = `delivery-${group}`;
    expect(await ledger.wasDone(id)).toBe(false);
    await ledger.markDone(id);
    expect(await ledger.wasDone(id)).toBe(true);
    expect(await ledger.wasDone(`${id}-other`)).toBe(false);
    now += 3 * 24 * 3_600_000 - 1_000;
    expect(await ledger.wasDone(id)).toBe(true);
    now += 1_000;
    expect(await ledger.wasDone(id)).toBe(false);
  });

  test('is not taken for a group of the same name', async () => {
    await ledger.markDone(`group-${group}`);
    expect(await take('one')).toBe(null);
  });
});

test('what is not a lost condition is thrown', async () => {
  const missing = dynamoLedger(dynamo.client, 'no-such-table', () => now);
  const error = { name: 'ServiceUnavailable', cause: { name: 'ResourceNotFoundException' } };
  await expect(missing.take('a', 'one', 40)).rejects.toMatchObject(error);
  await expect(missing.release('a', 'one')).rejects.toMatchObject(error);
  await expect(missing.wasDone('a')).rejects.toMatchObject(error);
  await expect(missing.markDone('a')).rejects.toMatchObject(error);
});

describe('a table', () => {
  const stated = async (version: string): Promise<void> => {
    const Item = { key: { S: 'version' }, version: { N: version } };
    await dynamo.client.send(new PutItemCommand({ TableName: dynamo.table, Item }));
  };
  const read = async (): Promise<unknown> => {
    const { Item } = await dynamo.client.send(
      new GetItemCommand({ TableName: dynamo.table, Key: { key: { S: 'version' } } }),
    );
    return Item;
  };

  test('says which version it has, and that it does not expire', async () => {
    await ledger.wasDone('a');
    expect(await read()).toEqual({ key: { S: 'version' }, version: { N: String(ledgerVersion) } });
  });

  test('of an earlier release is this one’s from the first request on', async () => {
    await stated('0');
    await ledger.wasDone('a');
    expect(await read()).toMatchObject({ version: { N: String(ledgerVersion) } });
  });

  test('of a newer release is left as it is, in one sentence, until that release is gone', async () => {
    await stated('99');
    await ledger.markDone('kept').then(
      () => expect.fail('it was written to'),
      (error: unknown) => expect(error).toBeInstanceOf(NewerRelease),
    );
    await expect(take('one')).rejects.toThrow(/was written by a newer release .* Deploy that release again/);
    expect(await read()).toMatchObject({ version: { N: '99' } });
    await stated(String(ledgerVersion));
    expect(await ledger.wasDone('kept')).toBe(false);
    expect(await take('one')).toBe(null);
  });
});

describe('attempts at a group', () => {
  const begin = async (): Promise<number> => await ledger.begin(`group-${group}`);

  test('are counted until it is done', async () => {
    expect([await begin(), await begin()]).toEqual([1, 2]);
    await ledger.finished(`group-${group}`);
    expect(await begin()).toBe(1);
  });

  test('are not counted when they only waited', async () => {
    await begin();
    await begin();
    await ledger.waited(`group-${group}`);
    expect(await begin()).toBe(2);
  });

  test('are forgotten after a day without one', async () => {
    await begin();
    now += 23 * 3_600_000;
    expect(await begin()).toBe(2);
    now += 25 * 3_600_000;
    expect(await begin()).toBe(1);
  });
});

describe('content that all containers send for an installation', () => {
  const minute = { span: 60_000, most: 3 };

  test('is counted together, minute by minute', async () => {
    const [one, two] = [ledger.shared(group), dynamoLedger(dynamo.client, dynamo.table, () => now).shared(group)];
    const free = [await one(minute, now), await two(minute, now), await one(minute, now), await two(minute, now)];
    expect(free).toEqual([null, null, null, 1_020_000]);
    expect(await one(minute, 1_020_000)).toBe(null);
  });

  test('is counted for each installation', async () => {
    for (let n = 0; n < 3; n += 1) expect(await ledger.shared(1_000 + group)(minute, now)).toBe(null);
    expect(await ledger.shared(2_000 + group)(minute, now)).toBe(null);
  });
});
