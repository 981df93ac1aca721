import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Lease, Queue } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { createTables } from '../../src/queue/sqlite-schema.ts';
import { queueContract } from './contract.ts';

queueContract('SQLite', async () => {
  let now = 1_000_000;
  return {
    queue: openSqliteQueue(':memory:', () => now),
    pass: async (seconds) => {
      now += seconds * 1000;
      await Promise.resolve();
    },
  };
});

const file = (): string => join(mkdtempSync(join(tmpdir(), 'portcullis-queue-')), 'queue.sqlite');
const message = { id: 'a', group: 'pull:1', body: '{}' };

test('what was taken survives the end of the process, and what was being worked on is free at once', async () => {
  const path = file();
  const first = openSqliteQueue(path);
  await first.enqueue(message);
  await first.lease(1);
  first.close();
  const second = openSqliteQueue(path);
  expect(await second.lease(1)).toMatchObject([{ attempt: 2, messages: [message] }]);
  second.close();
});

test('messages of a group are handed out together, and a message that was taken before is told apart', async () => {
  const queue = openSqliteQueue(':memory:');
  for (const id of ['a', 'b']) expect(await queue.enqueue({ ...message, id })).toBe(true);
  expect(await queue.enqueue(message)).toBe(false);
  expect(await queue.lease(1)).toMatchObject([{ messages: [{ id: 'a' }, { id: 'b' }] }]);
  queue.close();
});

test('a delay survives the end of the process', async () => {
  const path = file();
  const first = openSqliteQueue(path);
  await first.enqueue(message);
  const [lease] = await first.lease(1);
  if (lease) await first.retry(lease, 60);
  first.close();
  const second = openSqliteQueue(path);
  expect(await second.lease(1)).toEqual([]);
  second.close();
});

test('a process that dies in every attempt leaves a dead letter', async () => {
  const path = file();
  const first = openSqliteQueue(path);
  await first.enqueue(message);
  first.close();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const queue = openSqliteQueue(path);
    expect(await queue.lease(1)).toMatchObject([{ attempt }]);
    queue.close();
  }
  const last = openSqliteQueue(path);
  expect(await last.lease(1)).toEqual([]);
  expect(await last.leaseDead(1)).toMatchObject([{ messages: [message] }]);
  last.close();
});

test('a failed transaction leaves nothing behind, and the queue goes on', async () => {
  const queue = openSqliteQueue(':memory:');
  await queue.enqueue(message);
  await expect(queue.enqueue({ ...message, id: 'b', body: undefined as unknown as string })).rejects.toThrow(
    'cannot be bound',
  );
  expect(await queue.counts()).toMatchObject({ waiting: 1 });
  expect(await queue.lease(9)).toMatchObject([{ messages: [{ id: 'a' }] }]);
  queue.close();
});

test('a closed queue takes nothing', async () => {
  const queue = openSqliteQueue(':memory:');
  queue.close();
  await expect(queue.enqueue(message)).rejects.toThrow('database is not open');
  await expect(queue.lease(1)).rejects.toThrow('database is not open');
});

test('ten messages of a group are handed out together, and the others after them', async () => {
  const queue = openSqliteQueue(':memory:');
  for (let n = 0; n < 12; n += 1) await queue.enqueue({ ...message, id: `${n}` });
  const [lease] = await queue.lease(9);
  expect(lease?.messages.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(await queue.lease(9)).toEqual([]);
  if (lease) await queue.acknowledge(lease);
  expect(await queue.lease(9)).toMatchObject([{ messages: [{ id: '10' }, { id: '11' }] }]);
  queue.close();
});

test('an attempt is counted from the message that was handed out most', async () => {
  const queue = openSqliteQueue(':memory:');
  await queue.enqueue(message);
  const [first] = await queue.lease(1);
  if (first) await queue.retry(first, 0);
  await queue.enqueue({ ...message, id: 'b' });
  expect(await queue.lease(1)).toMatchObject([{ attempt: 2, messages: [{ id: 'a' }, { id: 'b' }] }]);
  queue.close();
});

test('the age is that of the oldest that waits, in seconds; dead letters have none', async () => {
  let now = 1_000_000;
  const queue = openSqliteQueue(':memory:', () => now);
  expect(await queue.counts()).toEqual({ waiting: 0, dead: 0, oldestSeconds: 0 });
  await queue.enqueue(message);
  now += 1_500;
  await queue.enqueue({ ...message, id: 'b', group: 'pull:2' });
  expect(await queue.counts()).toEqual({ waiting: 2, dead: 0, oldestSeconds: 1.5 });
  now -= 60_000;
  expect(await queue.counts()).toMatchObject({ oldestSeconds: 0 });
  now += 60_000;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    for (const lease of await queue.lease(9)) await queue.retry(lease, 0);
  }
  await queue.lease(9);
  expect(await queue.counts()).toEqual({ waiting: 0, dead: 2, oldestSeconds: 0 });
  queue.close();
});

test('a lease says when the oldest of its messages was put into the queue', async () => {
  let now = 1_000;
  const queue = openSqliteQueue(':memory:', () => now);
  for (const id of ['a', 'b']) {
    await queue.enqueue({ id, group: 'g', body: '' });
    now += 500;
  }
  expect(await queue.lease(1)).toMatchObject([{ queuedAt: 1_000 }]);
});

test('times are kept to the millisecond, and a delay is never shortened', async () => {
  let now = 1_000_000;
  const queue = openSqliteQueue(':memory:', () => now);
  await queue.enqueue(message);
  const [lease] = await queue.lease(1);
  if (lease) await queue.retry(lease, 0.0101);
  now += 10;
  expect(await queue.lease(1)).toEqual([]);
  now += 1;
  expect(await queue.lease(1)).toMatchObject([{ attempt: 2 }]);
  now += 600_000 - 1;
  expect(await queue.lease(1)).toEqual([]);
  now += 1;
  expect(await queue.lease(1)).toMatchObject([{ attempt: 3 }]);
  queue.close();
});

test('a lease that is unknown settles nothing', async () => {
  const queue = openSqliteQueue(':memory:');
  await queue.enqueue(message);
  const [lease] = await queue.lease(1);
  if (lease) await queue.acknowledge({ ...lease });
  expect(await queue.counts()).toMatchObject({ waiting: 1 });
  queue.close();
});

test('a lease is settled once, also when it is handed out again in the same millisecond', async () => {
  const queue = openSqliteQueue(':memory:', () => 1_000_000);
  await queue.enqueue(message);
  const [lease] = await queue.lease(1);
  if (lease) await queue.retry(lease, 0);
  expect(await queue.lease(1)).toMatchObject([{ attempt: 2 }]);
  if (lease) await queue.acknowledge(lease);
  expect(await queue.counts()).toMatchObject({ waiting: 1 });
  queue.close();
});

test('what was settled too late is not remembered as settled', async () => {
  let now = 1_000_000;
  const queue = openSqliteQueue(':memory:', () => now);
  await queue.enqueue(message);
  const [late] = await queue.lease(1);
  now += 600_000;
  for (let attempt = 2; attempt <= 5; attempt += 1) {
    const [lease] = await queue.lease(1);
    if (late) await queue.acknowledge(late);
    if (lease) await queue.retry(lease, 0);
  }
  expect(await queue.lease(1)).toEqual([]);
  expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 1 });
  expect(await queue.enqueue(message)).toBe(true);
  queue.close();
});

test('a second process is refused the file', () => {
  const path = file();
  const first = openSqliteQueue(path);
  expect(() => openSqliteQueue(path)).toThrow(/locked/);
  first.close();
});

test('a backlog of thousands of groups does not slow the leases down', async () => {
  const queue = openSqliteQueue(':memory:');
  for (let n = 0; n < 2_000; n += 1) await queue.enqueue({ id: `${n}`, group: `pull:${n % 1_000}`, body: '{}' });
  let claimed = 0;
  for (let leases = await queue.lease(50); leases.length > 0; leases = await queue.lease(50)) {
    claimed += leases.length;
    for (const lease of leases) await queue.acknowledge(lease);
  }
  expect(claimed).toBe(1_000);
});

test('the file can be read by its owner alone, whatever it was before', () => {
  const path = file();
  writeFileSync(path, '', { mode: 0o644 });
  openSqliteQueue(path).close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a queue of an earlier release keeps its messages', async () => {
  const path = file();
  const old = new DatabaseSync(path);
  old.exec(`create table messages (seq integer primary key autoincrement, id text not null, grp text not null,
    body text not null, enqueued_at integer not null, free_at integer not null, leased integer not null default 0,
    attempts integer not null default 0, dead integer not null default 0) strict;
    insert into messages (id, grp, body, enqueued_at, free_at) values ('a', 'pull:1', '{}', 1, 1);
    pragma user_version = 1;`);
  old.close();
  const queue = openSqliteQueue(path);
  expect(await queue.lease(1)).toMatchObject([{ messages: [message] }]);
  queue.close();
});

test('a queue that could not be brought up to date is as it was, and can be later', () => {
  const path = file();
  const old = new DatabaseSync(path);
  old.exec('create table messages (id text) strict; create view settled as select 1; pragma user_version = 1;');
  expect(() => createTables(old)).toThrow('no such column');
  expect(old.prepare('pragma user_version').get()).toEqual({ user_version: 1 });
  expect(old.prepare("select name from pragma_table_info('messages')").all()).toEqual([{ name: 'id' }]);
  old.close();
});

describe('installations', () => {
  const fill = async (queue: Queue, tenant: string, count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1)
      await queue.enqueue({ id: `${tenant}${n}`, group: `${tenant}/pull:${n}`, body: '{}' });
  };
  const groups = (leases: readonly Lease[]): readonly string[] => leases.map(({ group }) => group);

  test('take turns', async () => {
    const queue = openSqliteQueue(':memory:');
    await fill(queue, 'a', 50);
    await fill(queue, 'b', 2);
    await fill(queue, 'c', 1);
    expect(groups(await queue.lease(5))).toEqual(['a/pull:0', 'b/pull:0', 'c/pull:0', 'a/pull:1', 'b/pull:1']);
    queue.close();
  });

  test('have their turn across leases', async () => {
    const queue = openSqliteQueue(':memory:');
    await fill(queue, 'a', 9);
    await fill(queue, 'b', 9);
    const taken: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const [lease] = await queue.lease(1);
      if (!lease) break;
      taken.push(lease.group.slice(0, 1));
      await queue.acknowledge(lease);
    }
    expect(taken).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    queue.close();
  });

  test('leave a lane to others', async () => {
    const queue = openSqliteQueue(':memory:');
    await fill(queue, 'a', 50);
    const first = await queue.lease(4, 3);
    expect(first).toHaveLength(3);
    await fill(queue, 'b', 1);
    expect(groups(await queue.lease(1, 3))).toEqual(['b/pull:0']);
    for (const lease of first) await queue.acknowledge(lease);
    expect(await queue.lease(4, 3)).toHaveLength(3);
    queue.close();
  });
});

test('an installation that waits is left alone until its time, and others are not', async () => {
  let now = 1_000_000;
  const queue = openSqliteQueue(':memory:', () => now);
  for (const group of ['a/pull:1', 'a/pull:2', 'b/pull:1']) await queue.enqueue({ ...message, id: group, group });
  const [lease] = await queue.lease(1);
  if (lease) await queue.retry(lease, 60, 'early');
  expect((await queue.lease(3)).map(({ group }) => group)).toEqual(['b/pull:1']);
  now += 60_000;
  expect((await queue.lease(3)).map(({ group }) => group)).toEqual(['a/pull:1', 'a/pull:2']);
  queue.close();
});

test('an outage that one job meets keeps nobody else of its installation waiting', async () => {
  const queue = openSqliteQueue(':memory:', () => 1_000_000);
  for (const group of ['a/pull:1', 'a/pull:2']) await queue.enqueue({ ...message, id: group, group });
  const [lease] = await queue.lease(1);
  if (lease) await queue.retry(lease, 60, 'outage');
  expect((await queue.lease(3)).map(({ group }) => group)).toEqual(['a/pull:2']);
  queue.close();
});

test.each(['early', 'outage'] as const)('what came to nothing for another reason was no attempt: %s', async (why) => {
  let now = 1_000_000;
  const queue = openSqliteQueue(':memory:', () => now);
  await queue.enqueue(message);
  for (let n = 0; n < 20; n += 1) {
    const [lease] = await queue.lease(1);
    expect(lease).toMatchObject({ attempt: 1, last: false });
    if (lease) await queue.retry(lease, 60, why);
    now += 60_000;
  }
  queue.close();
});
