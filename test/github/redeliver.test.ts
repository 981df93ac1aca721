import { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { redeliverFailed } from '../../src/github/deliveries/redeliver.ts';
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
function afterAttempts(attempts: readonly Attempt[]): { github: FakeGitHub; redeliver: () => Promise<number> } {
  const github = new FakeGitHub();
  for (const [index, [guid, status, minutes]] of attempts.entries()) {
    const at = new Date(github.clock.now() - minutes * 60_000).toISOString();
    github.deliveries.push({ id: index + 1, guid, delivered_at: at, status_code: status });
  }
  const client = new Octokit({ auth: 'a.b.c', log: silent, request: { fetch: fakeFetch(github) } });
  return { github, redeliver: async () => await redeliverFailed(client, github.clock) };
}

describe('a delivery', () => {
  test.each<[string, string, readonly number[]]>([
    ['that was answered', '202 10m', []],
    ['without an answer', '0 10m', [1]],
    ['that was refused', '400 10m', [1]],
    ['that failed and was then answered', '503 20m, 202 10m', []],
    ['that failed three times: the newest attempt', '503 30m, 502 20m, 0 10m', [3]],
    ['whose attempts GitHub lists in another order', '503 10m, 503 20m', [1]],
    ['that failed four times', '503 40m, 503 30m, 503 20m, 503 10m', []],
    ['of two minutes ago', '503 2m', [1]],
    ['that may be under way', '503 1.9m', []],
    ['whose newest attempt may be under way', '503 9m, 503 1m', []],
    ['of 71 hours ago', '503 4260m', [1]],
    ['that GitHub does not keep much longer', '503 4261m', []],
  ])('%s', async (_, attempts, ids) => {
    const { github, redeliver } = afterAttempts(attemptsAt(attempts));
    expect(await redeliver()).toBe(ids.length);
    expect(github.redelivered).toEqual(ids);
  });
});

const failed = (count: number, minutes: (n: number) => number): readonly Attempt[] =>
  Array.from({ length: count }, (_, n) => [`delivery ${n}`, 503, minutes(n)]);

describe('many deliveries', () => {
  test('are listed page by page; the 50 oldest of those that failed are asked for', async () => {
    const { github, redeliver } = afterAttempts(failed(250, (n) => 300 - n));
    expect(await redeliver()).toBe(50);
    expect(github.redelivered).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(github.calls.filter(({ route }) => route === list)).toHaveLength(3);
  });

  test('are listed as far as GitHub’s window goes back, and no farther', async () => {
    const { github, redeliver } = afterAttempts(failed(250, (n) => (n < 101 ? 72 * hour : 300 - n)));
    expect(await redeliver()).toBe(50);
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
    expect(await redeliverFailed(client, new FakeClock())).toBe(0);
    expect(pages).toBe(50);
  });
});
