import { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { createLimits, InstallationLimits, waitForTurn, type Cost } from '../../src/github/client/limits.ts';
import { keepPace } from '../../src/github/client/pace.ts';
import { FakeClock } from '../fake-github/fake-clock.ts';
import { silent } from './harness.ts';

/** Remembers what was counted. */
class RecordedLimits extends InstallationLimits {
  readonly counted: Cost[] = [];

  override spend(cost: Cost, now: number): void {
    this.counted.push(cost);
    super.spend(cost, now);
  }
}

test.each<[string, string, Cost]>([
  ['GET', '/repos/{owner}/{repo}/pulls/{pull_number}/reviews', 'read'],
  ['POST', '/graphql query', 'read'],
  ['POST', '/graphql mutation', 'write'],
  ['POST', '/repos/{owner}/{repo}/check-runs', 'write'],
  ['PATCH', '/repos/{owner}/{repo}/check-runs/{check_run_id}', 'write'],
  ['POST', '/repos/{owner}/{repo}/pulls/{pull_number}/reviews', 'content'],
  ['POST', '/repos/{owner}/{repo}/pulls/{pull_number}/comments', 'content'],
])('%s %s is counted as a %s, each time', async (method, url, cost) => {
  const limits = new RecordedLimits();
  const clock = new FakeClock();
  const answer = async (): Promise<Response> => await Promise.resolve(Response.json({ data: {} }));
  const client = new Octokit({ log: silent, request: { fetch: answer } });
  keepPace(client, limits, clock, { deadline: Infinity });
  const [path = '', operation] = url.split(' ');
  for (let n = 0; n < 2; n += 1) {
    if (operation) await client.graphql(`${operation} Each { viewer { login } }`);
    else await client.request(`${method} ${path}`, { owner: 'acme', repo: 'infra', pull_number: 1, check_run_id: 1 });
  }
  expect(limits.counted).toEqual([cost, cost]);
});

describe('what an installation may send', () => {
  /** Seconds that so many requests take whose answers take no time. */
  async function secondsFor(costs: readonly Cost[]): Promise<number> {
    const clock = new FakeClock();
    const began = clock.now();
    const limits = new InstallationLimits();
    for (const cost of costs) expect(await waitForTurn(limits, cost, clock, Infinity)).toBe(true);
    return (clock.now() - began) / 1000;
  }
  const times = (count: number, cost: Cost): readonly Cost[] => Array<Cost>(count).fill(cost);
  const hour = 60;

  test.each<[string, readonly Cost[], number]>([
    ['800 reads', times(800, 'read'), 0],
    ['801 reads', times(801, 'read'), 1],
    ['1,601 reads', times(1_601, 'read'), 2],
    ['160 writes', times(160, 'write'), 0],
    ['161 writes', times(161, 'write'), 1],
    ['160 writes and a read', [...times(160, 'write'), 'read'], 1],
    ['796 reads and a write', [...times(796, 'read'), 'write'], 1],
    ['60 comments', times(60, 'content'), 0],
    ['61 comments', times(61, 'content'), 1],
    ['60 comments, 500 reads', [...times(60, 'content'), ...times(500, 'read')], 0],
    ['450 comments', times(450, 'content'), 7],
    ['451 comments', times(451, 'content'), hour],
  ])('lets %s go in due time', async (_, costs, minutes) => {
    expect(await secondsFor(costs)).toBe(minutes * 60);
  });

  test('is one account for all that speaks for an installation, and another for another', () => {
    const limitsOf = createLimits();
    limitsOf(1).blockUntil(5_000);
    expect(limitsOf(1).freeAt('read', 0)).toBe(5_000);
    expect(limitsOf(2).freeAt('read', 0)).toBe(0);
  });

  test('is nothing until the latest time that GitHub named', () => {
    const limits = new InstallationLimits();
    limits.blockUntil(10_000);
    limits.blockUntil(5_000);
    expect(limits.freeAt('read', 0)).toBe(10_000);
  });

  test('is not waited for beyond the deadline', async () => {
    const clock = new FakeClock();
    const limits = new InstallationLimits();
    const began = clock.now();
    limits.blockUntil(began + 10_000);
    expect(await waitForTurn(limits, 'read', clock, began + 9_999)).toBe(false);
    expect(clock.now()).toBe(began);
    expect(await waitForTurn(limits, 'read', clock, began + 10_000)).toBe(true);
  });
});
