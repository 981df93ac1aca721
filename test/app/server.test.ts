import { afterEach, describe, expect, test } from 'vitest';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { deliver, environmentFor, serve, until } from './server-harness.ts';

type Server = Awaited<ReturnType<typeof serve>>;
const running: Server[] = [];

async function started(): Promise<{
  github: FakeGitHub;
  server: Server;
  repository: ReturnType<FakeGitHub['createRepository']>;
}> {
  const github = new FakeGitHub();
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
  github.install('acme');
  const server = await serve(github);
  running.push(server);
  return { github, server, repository };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (server) => await server.stop()));
});

describe('the server', () => {
  test('finds a free port when it is asked for port 0', async () => {
    const ports = [(await started()).server.port, (await started()).server.port];
    expect(new Set(ports).size).toBe(2);
  });

  test('answers 202 and completes a check run', async () => {
    const { github, server, repository } = await started();
    const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    for (const event of github.events) expect((await deliver(server.port, event)).status).toBe(202);
    await until(() => repository.runs.some(({ status }) => status === 'completed'));
    expect(repository.runs).toMatchObject([{ head: pull.head, conclusion: 'failure', completions: 1 }]);
    expect(server.lines.some((line) => line.includes(github.events[0]?.id ?? ''))).toBe(true);
  });

  test('logs neither payloads nor secrets nor the text of the repository', async () => {
    const { github, server, repository } = await started();
    github.openPull(repository, { 'a.yaml': 'one: wrong-XYZZY\n' }, { branch: 'PLUGH' });
    for (const event of github.events) await deliver(server.port, event);
    await until(() => repository.runs.some(({ status }) => status === 'completed'));
    const log = server.lines.join('');
    for (const text of ['XYZZY', 'PLUGH', 'ghs_', 'BEGIN', 'a long secret', 'sha256=']) expect(log).not.toContain(text);
  });

  /** A data directory with what a first server answered with 202 and had no time for. */
  async function leftBehind(): Promise<{
    github: FakeGitHub;
    environment: ReturnType<typeof environmentFor>;
    repository: ReturnType<FakeGitHub['createRepository']>;
  }> {
    const github = new FakeGitHub();
    const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
    github.install('acme');
    const environment = environmentFor(github);
    // GitHub cannot be reached while the first server runs.
    github.fault = () => ({ kind: 'cut' });
    const first = await serve(github, environment);
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    for (const event of github.events) expect((await deliver(first.port, event)).status).toBe(202);
    await first.stop();
    expect(repository.runs).toEqual([]);
    github.fault = () => null;
    github.clock.time += 10_000;
    return { github, environment, repository };
  }

  test('keeps what it answered with 202 when it is stopped at once', async () => {
    const { github, environment, repository } = await leftBehind();
    running.push(await serve(github, environment));
    await until(() => repository.runs.some(({ status }) => status === 'completed'));
    expect(repository.runs).toMatchObject([{ conclusion: 'success', completions: 1 }]);
  });

  test('works on nothing where it cannot listen, and loses nothing', async () => {
    const { github, environment, repository } = await leftBehind();
    const { server } = await started();
    await expect(serve(github, { ...environment, port: server.port })).rejects.toThrow('already in use');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(repository.runs).toEqual([]);
    running.push(await serve(github, environment));
    await until(() => repository.runs.some(({ status }) => status === 'completed'));
    expect(repository.runs).toMatchObject([{ conclusion: 'success', completions: 1 }]);
  });

  test('is healthy', async () => {
    const { server } = await started();
    const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', queue: { waiting: 0, dead: 0, oldestSeconds: 0 } });
  });
});
