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
    await expect(serve(github, { ...environment, port: server.port })).rejects.toThrow('is in use');
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

  test('serves metrics on a port of their own, and there alone', async () => {
    const github = new FakeGitHub();
    const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
    github.install('acme');
    const server = await serve(github, { ...environmentFor(github), metricsPort: 0 });
    running.push(server);
    github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    for (const event of github.events) await deliver(server.port, event);
    await deliver(server.port, { id: 'forged', name: 'push', payload: {} }, { 'x-hub-signature-256': 'sha256=00' });
    const metricsAt = async (port: number | null, path = '/metrics'): Promise<Response> =>
      await fetch(`http://127.0.0.1:${port}${path}`);
    let text = '';
    while (!text.includes('portcullis_seconds_to_result_count 1'))
      text = await (await metricsAt(server.metricsPort)).text();
    for (const sample of [
      'portcullis_deliveries_total{status="202"} 1',
      'portcullis_deliveries_total{status="401"} 1',
      'portcullis_deliveries_not_kept_total 0',
      'portcullis_reviews_total{conclusion="failure"} 1',
      'portcullis_findings_total 1',
      'portcullis_queue_waiting 0',
    ])
      expect(text.split('\n')).toContain(sample);
    expect((await metricsAt(server.port)).status).toBe(404);
    expect((await metricsAt(server.metricsPort, '/healthz')).status).toBe(404);
  });

  test('counts attempts that fail', async () => {
    const { github, environment } = await leftBehind();
    github.fault = () => ({ kind: 'cut' });
    const server = await serve(github, { ...environment, metricsPort: 0 });
    running.push(server);
    const url = `http://127.0.0.1:${server.metricsPort}/metrics`;
    const failed = async (): Promise<number> =>
      Number(/^portcullis_attempts_failed_total (\d+)$/m.exec(await (await fetch(url)).text())?.[1]);
    while ((await failed()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await failed()).toBe(1);
  });

  test('leaves nothing running where metrics cannot be served, or it cannot listen', async () => {
    const { github, environment } = await leftBehind();
    const { server } = await started();
    await expect(serve(github, { ...environment, metricsPort: server.port })).rejects.toThrow('is in use');
    await expect(serve(github, { ...environment, port: server.port, metricsPort: 0 })).rejects.toThrow('is in use');
    // The queue is free again.
    running.push(await serve(github, environment));
  });

  test('keeps what arrives while it ends a review, and is not ready meanwhile', async () => {
    const { github, server, repository } = await started();
    github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const [event] = github.events;
    if (!event) throw new Error('nothing was opened');
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    github.beforeCall = async () => await held;
    await deliver(server.port, event);
    await until(() => github.calls.length > 0);
    running.splice(0);
    const stopped = server.stop();
    expect((await fetch(`http://127.0.0.1:${server.port}/readyz`)).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${server.port}/livez`)).status).toBe(200);
    expect((await deliver(server.port, { ...event, id: 'while-stopping' })).status).toBe(202);
    goOn();
    await stopped;
    expect(repository.runs).toMatchObject([{ status: 'completed' }]);
    await expect(fetch(`http://127.0.0.1:${server.port}/livez`)).rejects.toThrow('fetch failed');
  });
});
