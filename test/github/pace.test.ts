import { describe, expect, test } from 'vitest';
import { DeadlinePassed, QuotaExhausted } from '../../src/github/failure.ts';
import { InstallationLimits } from '../../src/github/limits.ts';
import type { Fault } from '../fake-github/faults.ts';
import { setUp } from './harness.ts';

const repository = { owner: 'acme', repo: 'infra' };
const read = 'GET /repos/{owner}/{repo}/contents/{path}';
const write = 'POST /repos/{owner}/{repo}/check-runs';

/** A client to a GitHub that fails in this way so many times. */
function failing(times: number, fault: Fault): ReturnType<typeof setUp> & { readonly waited: () => number } {
  const world = setUp();
  let left = times;
  world.github.fault = () => (left-- > 0 ? fault : null);
  const began = world.github.clock.now();
  return { ...world, waited: () => (world.github.clock.now() - began) / 1000 };
}

const run = (head: string): object => ({
  ...repository,
  name: 'Portcullis',
  head_sha: head,
  output: { title: 't', summary: 's' },
});

describe('a read', () => {
  test.each<[string, Fault]>([
    ['a 502', { kind: 'status', status: 502 }],
    ['a broken connection', { kind: 'cut' }],
    ['an answer cut short', { kind: 'truncated' }],
  ])('is repeated after %s', async (_, fault) => {
    const { services, github } = failing(3, fault);
    expect((await services.client.request(read, { ...repository, path: 'a.yaml' })).status).toBe(200);
    expect(github.calls).toHaveLength(4);
  });

  test('fails after four attempts', async () => {
    const { services, github } = failing(99, { kind: 'status', status: 500 });
    await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).rejects.toMatchObject({
      status: 500,
    });
    expect(github.calls).toHaveLength(4);
  });

  test('is not repeated when GitHub refuses', async () => {
    const { services, github } = failing(99, { kind: 'status', status: 404 });
    await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).rejects.toMatchObject({
      status: 404,
    });
    expect(github.calls).toHaveLength(1);
  });
});

describe('a write', () => {
  test.each<[string, Fault]>([
    ['a 502', { kind: 'status', status: 502 }],
    ['a broken connection', { kind: 'cut', applied: true }],
    ['an answer cut short', { kind: 'truncated' }],
  ])('is never repeated blindly after %s', async (_, fault) => {
    const {
      services,
      github,
      repository: { branches },
    } = failing(1, fault);
    await expect(services.client.request(write, run(branches.get('main') ?? '') as never)).rejects.toMatchObject({
      status: expect.any(Number),
    });
    expect(github.calls).toHaveLength(1);
  });

  test('that was refused for a limit was not carried out and is repeated', async () => {
    const {
      services,
      github,
      waited,
      repository: { branches },
    } = failing(1, { kind: 'status', status: 403, headers: { 'retry-after': '17' } });
    await services.client.request(write, run(branches.get('main') ?? '') as never);
    expect(github.calls).toHaveLength(2);
    expect(waited()).toBe(17);
  });
});

describe('a limit', () => {
  test.each<[string, Fault, number]>([
    ['retry-after', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 7],
    ['no time at all', { kind: 'status', status: 429 }, 60],
    [
      'a secondary limit in words',
      { kind: 'status', status: 403, message: 'You have exceeded a secondary rate limit' },
      60,
    ],
  ])('given as %s is obeyed', async (_, fault, seconds) => {
    const { services, waited } = failing(1, fault);
    await services.client.request(read, { ...repository, path: 'a.yaml' });
    expect(waited()).toBe(seconds);
  });

  test('that lasts beyond the deadline is not waited for', async () => {
    const { services, github, waited } = failing(99, {
      kind: 'status',
      status: 403,
      headers: { 'retry-after': '3600' },
    });
    const refused = services.client.request(read, { ...repository, path: 'a.yaml' });
    await expect(refused).rejects.toBeInstanceOf(QuotaExhausted);
    expect(waited()).toBe(0);
    // Nobody else of the installation asks in vain.
    await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).rejects.toBeInstanceOf(
      QuotaExhausted,
    );
    expect(github.calls).toHaveLength(1);
  });

  test('on the hour is read from the headers', async () => {
    const { services, github } = setUp();
    github.quota = 0;
    github.clock.time += 1_000;
    await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).rejects.toMatchObject({
      until: Math.ceil(github.clock.now() / 3_600_000) * 3_600_000 + 1000,
    });
  });

  test('a permission that is missing is not a limit', async () => {
    const { services, github } = failing(99, {
      kind: 'status',
      status: 403,
      message: 'Resource not accessible by integration',
    });
    await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).rejects.toMatchObject({
      status: 403,
    });
    expect(github.calls).toHaveLength(1);
  });
});

test('nothing is sent after the deadline', async () => {
  const { services, github } = setUp();
  github.clock.time = services.budget.deadline;
  await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).rejects.toBeInstanceOf(DeadlinePassed);
  expect(github.calls).toEqual([]);
});

test('every request names the version of the API', async () => {
  // The fake refuses a request that does not.
  const { services } = setUp();
  await expect(services.client.request(read, { ...repository, path: 'a.yaml' })).resolves.toMatchObject({
    status: 200,
  });
});

test('comments keep below GitHub’s limit for content, reads go on', () => {
  const limits = new InstallationLimits();
  for (let n = 0; n < 60; n += 1) limits.spend('content', 0);
  expect(limits.freeAt('content', 1_000)).toBe(60_000);
  expect(limits.freeAt('read', 1_000)).toBe(1_000);
  expect(limits.freeAt('content', 60_001)).toBe(60_001);
});
