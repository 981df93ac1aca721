import { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { DeadlinePassed, QuotaExhausted, isAmbiguous } from '../../src/github/client/failure.ts';
import { InstallationLimits } from '../../src/github/client/limits.ts';
import { keepPace } from '../../src/github/client/pace.ts';
import { FakeClock } from '../fake-github/fake-clock.ts';
import type { Fault } from '../fake-github/faults.ts';
import { setUp, silent } from './harness.ts';

const repository = { owner: 'acme', repo: 'infra' };
const read = 'GET /repos/{owner}/{repo}/contents/{path}';
const write = 'POST /repos/{owner}/{repo}/check-runs';
const query = 'query Viewer { viewer { login } }';
const mutation = `mutation Hide { minimizeComment(input: { subjectId: "query", classifier: RESOLVED }) { clientMutationId } }`;

type World = ReturnType<typeof setUp>;

/** A client to a GitHub that fails in this way so many times. */
function failing(times: number, fault: Fault): World & { readonly waited: () => number } {
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

const readFile = async ({ services }: World): Promise<unknown> =>
  await services.client.request(read, { ...repository, path: 'a.yaml' });
const askViewer = async ({ services }: World): Promise<unknown> => await services.client.graphql(query);
const createRun = async ({ services, repository: { branches } }: World): Promise<unknown> =>
  await services.client.request(write, run(branches.get('main') ?? '') as never);
const hideComment = async ({ services }: World): Promise<unknown> => await services.client.graphql(mutation);

type Send = (world: World) => Promise<unknown>;

const brokenAnswers: readonly (readonly [string, Fault])[] = [
  ['a 502', { kind: 'status', status: 502 }],
  ['a broken connection', { kind: 'cut', applied: true }],
  ['an answer cut short', { kind: 'truncated' }],
  ['a page that says 200', { kind: 'html', status: 200 }],
  ['a page that says 404', { kind: 'html', status: 404 }],
];
/** What GraphQL answers with 200 when a query takes GitHub too long. */
const timedOut: Fault = {
  kind: 'errors',
  errors: [{ message: 'Something went wrong while executing your query. This may be the result of a timeout.' }],
};

describe('a read', () => {
  test.each<[string, string, Send, Fault]>([
    ...brokenAnswers.map(([name, fault]): [string, string, Send, Fault] => ['GET', name, readFile, fault]),
    ...brokenAnswers.map(([name, fault]): [string, string, Send, Fault] => ['query', name, askViewer, fault]),
    ['query', 'a 200 that says something went wrong', askViewer, timedOut],
    ['query', 'a 200 that says timedout', askViewer, { kind: 'errors', errors: [{ message: 'timedout' }] }],
  ])('by %s is repeated after %s', async (_, __, send, fault) => {
    const world = failing(3, fault);
    await expect(send(world)).resolves.toBeDefined();
    expect(world.github.calls).toHaveLength(4);
    expect(world.waited()).toBe(6);
  });

  test.each<[string, Send, Fault, number]>([
    ['GET', readFile, { kind: 'status', status: 500 }, 500],
    ['query', askViewer, timedOut, 502],
  ])('by %s fails after four attempts', async (_, send, fault, status) => {
    const world = failing(99, fault);
    await expect(send(world)).rejects.toMatchObject({ status });
    expect(world.github.calls).toHaveLength(4);
  });

  test('is not repeated when the pause would end after the deadline', async () => {
    const world = failing(99, { kind: 'status', status: 500 });
    world.services.budget.deadline = world.github.clock.now() + 500;
    await expect(readFile(world)).rejects.toMatchObject({ status: 500 });
    expect(world.github.calls).toHaveLength(1);
  });

  test('is not repeated when GitHub refuses', async () => {
    const world = failing(99, { kind: 'status', status: 404 });
    await expect(readFile(world)).rejects.toMatchObject({ status: 404 });
    expect(world.github.calls).toHaveLength(1);
  });

  test('is not repeated for an error of GraphQL of another kind', async () => {
    const world = failing(99, { kind: 'errors', errors: [{ type: 'FORBIDDEN', message: 'no' }] });
    await expect(askViewer(world)).rejects.toThrow('no');
    expect(world.github.calls).toHaveLength(1);
  });
});

describe('a write', () => {
  test.each<[string, string, Send, Fault]>([
    ...brokenAnswers.map(([name, fault]): [string, string, Send, Fault] => ['POST', name, createRun, fault]),
    ...brokenAnswers.map(([name, fault]): [string, string, Send, Fault] => ['mutation', name, hideComment, fault]),
    ['mutation', 'a 200 that says something went wrong', hideComment, timedOut],
  ])('by %s is never repeated blindly after %s', async (_, __, send, fault) => {
    const world = failing(1, fault);
    await expect(send(world)).rejects.toSatisfy(isAmbiguous);
    expect(world.github.calls).toHaveLength(1);
  });

  test('that was refused for a limit was not carried out and is repeated', async () => {
    const world = failing(1, { kind: 'status', status: 403, headers: { 'retry-after': '17' } });
    await createRun(world);
    expect(world.github.calls).toHaveLength(2);
    expect(world.waited()).toBe(17);
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
    ['an older secondary limit in words', { kind: 'status', status: 403, message: 'an abuse detection mechanism' }, 60],
    ['none left, without a time', { kind: 'status', status: 429, headers: { 'x-ratelimit-remaining': '0' } }, 60],
    ['a time that is over', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }, 1],
  ])('given as %s is obeyed', async (_, fault, seconds) => {
    const world = failing(1, fault);
    await readFile(world);
    expect(world.waited()).toBe(seconds);
  });

  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['RATE_LIMITED', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '{reset}' }, 31],
    ['RATE_LIMITED', { 'retry-after': '7' }, 7],
    ['RATE_LIMITED', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '{reset}' }, 60],
    ['RATE_LIMIT', {}, 60],
  ])('that GraphQL answers with 200 and %s, with headers %o, is obeyed', async (type, given, seconds) => {
    const reset = String(setUp().github.clock.now() / 1000 + 30);
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value.replace('{reset}', reset)]),
    );
    const world = failing(1, { kind: 'errors', errors: [{ type, message: 'API rate limit exceeded' }], headers });
    expect(await askViewer(world)).toMatchObject({ viewer: { login: world.github.bot } });
    expect(world.github.calls).toHaveLength(2);
    expect(world.waited()).toBe(seconds);
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

test('an answer without a body is not one that was cut short', async () => {
  const clock = new FakeClock();
  const answer = async (): Promise<Response> => await Promise.resolve(new Response('', { status: 202 }));
  const client = new Octokit({ log: silent, request: { fetch: answer } });
  keepPace(client, new InstallationLimits(), clock, { deadline: Infinity });
  await expect(client.request('POST /anything')).resolves.toMatchObject({ status: 202 });
});
