import { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { redeliverFailed, type Redelivered } from '../../src/github/deliveries/redeliver.ts';
import { FakeClock } from '../fake-github/fake-clock.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { silent } from './harness.ts';

const hour = 60;
const list = 'GET /app/hook/deliveries';

/** One attempt to deliver: the delivery's GUID, the answer's status (0 for none), and how many minutes ago. */
type Attempt = readonly [guid: string, status: number, minutes: number];

/** Attempts at one delivery, as `503 20m, 202 10m`. */
const attemptsAt = (text: string): readonly Attempt[] =>
  text.split(', ').map((each) => ['a', Number.parseInt(each), Number.parseFloat(each.split(' ')[1] ?? '')]);

/** A GitHub that made these attempts, the oldest first, with ids from 1. */
function afterAttempts(attempts: readonly Attempt[]): { github: FakeGitHub; redeliver: () => Promise<Redelivered> } {
  const github = new FakeGitHub();
  for (const [index, [guid, status, minutes]] of attempts.entries()) {
    const at = new Date(github.clock.now() - minutes * 60_000).toISOString();
    github.deliveries.push({ id: index + 1, guid, delivered_at: at, status_code: status });
  }
  const client = new Octokit({ auth: 'a.b.c', log: silent, request: { fetch: fakeFetch(github) } });
  return { github, redeliver: async () => await redeliverFailed(client, github.clock) };
}

/** Deliveries that failed once each. */
const failed = (count: number, minutes: (n: number) => number): readonly Attempt[] =>
  Array.from({ length: count }, (_, n) => [`delivery ${n}`, 503, minutes(n)]);

describe('a delivery', () => {
  test.each<[string, string, readonly number[]]>([
    ['that was answered', '202 10m', []],
    ['without an answer', '0 10m', [1]],
    ['that was refused', '400 10m', [1]],
    ['that failed and was then answered', '503 20m, 202 10m', []],
    ['that failed three times: the newest attempt', '503 30m, 502 20m, 0 10m', [3]],
    ['whose attempts GitHub lists in another order', '503 10m, 503 20m', [1]],
    ['that failed many times, the last a quarter of its age ago', '503 40m, 503 30m, 503 20m, 503 10m', [4]],
    ['that failed many times, the last a moment ago', '503 40m, 503 30m, 503 20m, 503 9m', []],
    ['of two minutes ago', '503 2m', [1]],
    ['that may be under way', '503 1.9m', []],
    ['whose newest attempt may be under way', '503 9m, 503 1m', []],
    ['of 71 hours ago', '503 4260m', [1]],
    ['that GitHub does not keep much longer', '503 4261m', []],
  ])('%s', async (_, attempts, ids) => {
    const { github, redeliver } = afterAttempts(attemptsAt(attempts));
    expect(await redeliver()).toMatchObject({ asked: ids.length });
    expect(github.redelivered).toEqual(ids);
  });
});

describe('as lost are told those of the last minutes that should have arrived', () => {
  test.each<[string, string, number]>([
    ['one without an answer', '0 10m', 1],
    ['one whose signature fitted no secret', '401 10m', 1],
    ['one that failed twice', '503 25m, 503 10m', 1],
    ['none that arrived at last', '503 20m, 202 10m', 0],
    ['none of an hour ago', '503 60m', 0],
    ['none that is too large, which nobody can mend', '413 10m', 0],
  ])('%s', async (_, attempts, lost) => {
    expect(await afterAttempts(attemptsAt(attempts)).redeliver()).toMatchObject({ lost });
  });
});

describe('an outage', () => {
  /** Ten deliveries, one each minute, which nobody received. */
  const missed = failed(10, (n) => 20 - n);

  test('is probed with one delivery; the others follow when that was received', async () => {
    const { github, redeliver } = afterAttempts(missed);
    github.redeliveredWith = 503;
    expect(await redeliver()).toEqual({ asked: 1, lost: 9 });
    github.clock.time += 15 * 60_000;
    github.redeliveredWith = 202;
    expect(await redeliver()).toMatchObject({ asked: 10 });
    // Delivery 1 first, whose newest attempt is the eleventh.
    expect(github.redelivered[0]).toBe(1);
    expect(new Set(github.redelivered)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    expect(await redeliver()).toMatchObject({ asked: 0 });
  });

  test('is over when anything has arrived since', async () => {
    const { redeliver } = afterAttempts([...missed, ['another', 202, 5]]);
    expect(await redeliver()).toMatchObject({ asked: 10 });
  });

  test('of a day costs a delivery some attempts, and it is sent by the first sweep after something has arrived', async () => {
    const { github, redeliver } = afterAttempts(failed(3, (n) => 10 - n));
    github.redeliveredWith = 503;
    for (let sweep = 0; sweep < 96; sweep += 1) {
      await redeliver();
      github.clock.time += 15 * 60_000;
    }
    expect(github.redelivered.length).toBeLessThan(100);
    github.redeliveredWith = 202;
    let sweeps = 0;
    const arrived = (): number => github.deliveries.filter(({ status_code: status }) => status === 202).length;
    for (; arrived() < 3; sweeps += 1) {
      github.deliveries.push({
        id: github.deliveries.length + 1,
        guid: `news ${sweeps}`,
        delivered_at: new Date(github.clock.now()).toISOString(),
        status_code: 200,
      });
      github.clock.time += 15 * 60_000;
      await redeliver();
    }
    expect(sweeps).toBe(1);
  });
});

describe('many deliveries', () => {
  test('are listed page by page; the 200 oldest of those that failed are asked for', async () => {
    const { github, redeliver } = afterAttempts([...failed(250, (n) => 300 - n), ['arrived', 202, 3]]);
    expect(await redeliver()).toMatchObject({ asked: 200 });
    expect(github.redelivered).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    expect(github.calls.filter(({ route }) => route === list)).toHaveLength(3);
  });

  test('are listed as far as GitHub’s window goes back, and no farther', async () => {
    const { github, redeliver } = afterAttempts([
      ...failed(250, (n) => (n < 101 ? 72 * hour : 300 - n)),
      ['arrived', 202, 3],
    ]);
    expect(await redeliver()).toMatchObject({ asked: 149 });
    expect(github.redelivered[0]).toBe(102);
    expect(github.calls.filter(({ route }) => route === list)).toHaveLength(2);
  });

  test('are not listed without end', async () => {
    let pages = 0;
    const answer = async (): Promise<Response> => {
      pages += 1;
      const link = '<https://api.github.com/app/hook/deliveries?cursor=same>; rel="next"';
      return await Promise.resolve(Response.json([], { headers: { link } }));
    };
    const client = new Octokit({ log: silent, request: { fetch: answer } });
    expect(await redeliverFailed(client, new FakeClock())).toEqual({ asked: 0, lost: 0 });
    expect(pages).toBe(50);
  });
});
