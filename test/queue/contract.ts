import { describe, expect, test } from 'vitest';
import { queuePolicy, type Message, type Queue } from '../../src/queue/queue.ts';

/** A queue under test, and how time passes for it. */
export interface QueueUnderTest {
  readonly queue: Queue;
  /** Lets so many seconds go by. */
  readonly pass: (seconds: number) => Promise<void>;
}

const message = (id: string, group = 'pull:1'): Message => ({ id, group, body: `body of ${id}` });

/** What every queue must do; run against each implementation. */
export function queueContract(name: string, open: () => Promise<QueueUnderTest>): void {
  const idsOf = async (queue: Queue): Promise<readonly string[]> =>
    (await queue.lease(10)).flatMap(({ messages }) => messages.map(({ id }) => id));

  /** All that is free, settled lease by lease: a queue may hand out a group in one lease or in several. */
  const drained = async (queue: Queue): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let leases = await queue.lease(10); leases.length > 0; leases = await queue.lease(10)) {
      for (const lease of leases) {
        ids.push(...lease.messages.map(({ id }) => id));
        await queue.acknowledge(lease);
      }
    }
    return ids;
  };

  describe(`${name}: the contract of a queue`, () => {
    test('gives back what it was given', async () => {
      const { queue } = await open();
      expect(await queue.enqueue(message('a'))).toBe(true);
      expect(await queue.lease(10)).toMatchObject([
        { group: 'pull:1', messages: [message('a')], attempt: 1, last: false },
      ]);
    });

    test('takes a message once while it waits, while it is worked on, and shortly after', async () => {
      const { queue } = await open();
      await queue.enqueue(message('a'));
      await queue.enqueue(message('a'));
      const [lease] = await queue.lease(10);
      expect(lease?.messages).toEqual([message('a')]);
      await queue.enqueue(message('a'));
      if (lease) await queue.acknowledge(lease);
      await queue.enqueue(message('a'));
      expect(await queue.lease(10)).toEqual([]);
    });

    test('remembers for five minutes what was settled', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      expect(await drained(queue)).toEqual(['a']);
      await pass(queuePolicy.rememberSeconds - 1);
      await queue.enqueue(message('a'));
      expect(await queue.lease(10)).toEqual([]);
      await pass(2);
      await queue.enqueue(message('a'));
      expect(await drained(queue)).toEqual(['a']);
    });

    test('hands out the messages of a group in order', async () => {
      const { queue } = await open();
      for (const id of ['a', 'b', 'c']) await queue.enqueue(message(id));
      expect(await drained(queue)).toEqual(['a', 'b', 'c']);
    });

    test('hands out a group to one worker at a time, and other groups beside it', async () => {
      const { queue } = await open();
      await queue.enqueue(message('a', 'one'));
      const [lease] = await queue.lease(10);
      await queue.enqueue(message('b', 'one'));
      await queue.enqueue(message('c', 'two'));
      expect(await idsOf(queue)).toEqual(['c']);
      if (lease) await queue.acknowledge(lease);
      expect(await idsOf(queue)).toEqual(['b']);
    });

    test('hands out no more groups than asked for', async () => {
      const { queue } = await open();
      for (const id of ['a', 'b', 'c']) await queue.enqueue(message(id, id));
      expect(await queue.lease(2)).toHaveLength(2);
      expect(await queue.lease(2)).toHaveLength(1);
    });

    test('hands out again what a worker did not settle in time', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      await queue.lease(10);
      expect(await queue.lease(10)).toEqual([]);
      await pass(queuePolicy.leaseSeconds + 1);
      expect(await queue.lease(10)).toMatchObject([{ attempt: 2, messages: [{ id: 'a' }] }]);
    });

    test.each(['acknowledge', 'retry'] as const)('lets nobody %s what another worker has since', async (settle) => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      const [late] = await queue.lease(10);
      await pass(queuePolicy.leaseSeconds + 1);
      const [lease] = await queue.lease(10);
      if (late) await queue[settle](late, 0);
      expect(await queue.lease(10)).toEqual([]);
      if (lease) await queue.retry(lease, 0);
      await pass(1);
      expect(await queue.lease(10)).toMatchObject([{ attempt: 3, messages: [{ id: 'a' }] }]);
    });

    test('settles a lease once', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      const [lease] = await queue.lease(10);
      if (lease) await queue.retry(lease, 0);
      await pass(1);
      expect(await queue.lease(10)).toMatchObject([{ attempt: 2 }]);
      if (lease) await queue.acknowledge(lease);
      expect(await queue.counts()).toMatchObject({ waiting: 1 });
    });

    test('keeps a group back for the delay of a retry, later messages included', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      const [lease] = await queue.lease(10);
      if (lease) await queue.retry(lease, 30);
      await queue.enqueue(message('b'));
      expect(await queue.lease(10)).toEqual([]);
      await pass(31);
      expect(await drained(queue)).toEqual(['a', 'b']);
    });

    /** Lets every attempt at what waits fail. */
    const giveUp = async ({ queue, pass }: QueueUnderTest): Promise<void> => {
      for (let attempt = 1; attempt <= queuePolicy.mostAttempts; attempt += 1) {
        const [lease] = await queue.lease(10);
        expect(lease).toMatchObject({ attempt, last: attempt === queuePolicy.mostAttempts });
        if (lease) await queue.retry(lease, 0);
        await pass(1);
      }
      expect(await queue.lease(10)).toEqual([]);
    };

    test('makes dead letters of what the last attempt did not settle', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      await giveUp({ queue, pass });
      expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 1 });
      const [dead] = await queue.leaseDead(10);
      expect(dead?.messages).toEqual([message('a')]);
      expect(await queue.leaseDead(10)).toEqual([]);
      if (dead) await queue.acknowledge(dead);
      expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
    });

    test('keeps a dead letter until it is acknowledged', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      await giveUp({ queue, pass });
      const [dead] = await queue.leaseDead(10);
      if (dead) await queue.retry(dead, 30);
      expect(await queue.leaseDead(10)).toEqual([]);
      await pass(31);
      expect(await queue.leaseDead(10)).toMatchObject([{ messages: [{ id: 'a' }] }]);
      await pass(queuePolicy.leaseSeconds + 1);
      expect(await queue.leaseDead(10)).toMatchObject([{ messages: [{ id: 'a' }] }]);
    });

    test('takes a message anew that is a dead letter, and tells the two apart', async () => {
      const { queue, pass } = await open();
      await queue.enqueue(message('a'));
      await giveUp({ queue, pass });
      await pass(queuePolicy.rememberSeconds);
      await queue.enqueue(message('a'));
      expect(await queue.lease(10)).toMatchObject([{ attempt: 1, messages: [{ id: 'a' }] }]);
      const [dead] = await queue.leaseDead(10);
      if (dead) await queue.acknowledge(dead);
      expect(await queue.counts()).toMatchObject({ waiting: 1, dead: 0 });
    });

    test('counts what is worked on', async () => {
      const { queue } = await open();
      for (const id of ['a', 'b']) await queue.enqueue(message(id, id));
      await queue.lease(1);
      expect(await queue.counts()).toMatchObject({ waiting: 2, dead: 0 });
    });

    test('counts what waits and for how long', async () => {
      const { queue, pass } = await open();
      expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
      await queue.enqueue(message('a'));
      await pass(5);
      const { waiting, oldestSeconds } = await queue.counts();
      expect(waiting).toBe(1);
      // SQS leaves the age to CloudWatch.
      expect(oldestSeconds ?? 5).toBeGreaterThanOrEqual(5);
    });
  });
}
