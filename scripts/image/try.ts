import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runIn, startIn } from './root.ts';
import type { BuiltStage } from './steps.ts';

export interface TryOptions {
  readonly image: BuiltStage;
  readonly user: number;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly tell: (line: string) => void;
}

/** Starts what the image is for, as its user on a read-only root. @throws Error at the first thing that is not as documented */
export async function tryImage(options: TryOptions): Promise<void> {
  tryBillOfMaterials(options);
  await tryReadOnly(options);
  await tryCommandLine(options);
  await tryDoctor(options);
  await tryServer(options);
}

function expect(isSo: boolean, what: string, seen: unknown, { tell }: TryOptions): void {
  if (!isSo) throw new Error(`${what}: no\n${String(seen)}`);
  tell(`  ok       ${what}`);
}

function tryBillOfMaterials(options: TryOptions): void {
  const { image } = options;
  const text = readFileSync(join(image.root.path, image.workdir, 'sbom.json'), 'utf8');
  const { components } = JSON.parse(text) as { components: readonly { name: string }[] };
  const names = new Set(components.map(({ name }) => name));
  const isRight = names.has('prom-client') && names.has('probot') && !names.has('vitest');
  expect(isRight, `the SBOM lists ${names.size} packages, those of development not among them`, [...names], options);
}

async function tryReadOnly(options: TryOptions): Promise<void> {
  const { image, user, env } = options;
  const run = async (script: string) =>
    await runIn(image.root, ['sh', '-c', script], { cwd: image.workdir, env, user });
  const written = await run(
    'for d in /app /tmp / /usr/local/bin; do touch $d/x 2>/dev/null && echo $d; done; touch /data/x && id -u',
  );
  expect(written.output.trim() === String(user), `user ${user} writes to /data alone`, written.output, options);
}

async function tryCommandLine(options: TryOptions): Promise<void> {
  const { image, user, env } = options;
  const { version } = JSON.parse(readFileSync(join(image.root.path, image.workdir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const run = async (...argv: string[]) =>
    await runIn(image.root, ['portcullis', ...argv], { cwd: '/data', env, user });
  const told = await run('--version');
  expect(
    told.status === 0 && told.output.trim() === version,
    `portcullis --version prints ${version}`,
    told.output,
    options,
  );
  // What changes, over what was there before.
  for (const folder of ['base', 'head'])
    cpSync(join(import.meta.dirname, '../../examples', folder), join(image.root.path, 'data/tree'), {
      recursive: true,
    });
  const checked = await run('check', '/data/tree');
  const isRight = checked.status === 1 && checked.output.includes('listener-port-unavailable');
  expect(isRight, 'portcullis check finds what is wrong in the example, and exits with 1', checked.output, options);
}

const appCredentials = (): Readonly<Record<string, string>> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { APP_ID: '12345', PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() };
};

/** Asks a GitHub that is not there, which it says. */
async function tryDoctor(options: TryOptions): Promise<void> {
  const { image, user, env } = options;
  const nowhere = { GHE_HOST: `127.0.0.1:${await freePort()}`, GHE_PROTOCOL: 'http' };
  const about = { cwd: image.workdir, env: { ...env, ...appCredentials(), ...nowhere }, user };
  const { status, output } = await runIn(image.root, ['node', 'src/doctor.ts'], about);
  expect(status === 1 && output.includes('ECONNREFUSED'), 'the doctor asks GitHub', output, options);
}

async function tryServer(options: TryOptions): Promise<void> {
  const { image, user, command, env, tell } = options;
  const [port, metricsPort] = [await freePort(), await freePort()];
  const credentials = { ...appCredentials(), WEBHOOK_SECRET: 'a secret that is long enough' };
  const ports = { PORT: String(port), PORTCULLIS_METRICS_PORT: String(metricsPort) };
  const began = Date.now();
  const child = startIn(image.root, command, { cwd: image.workdir, env: { ...env, ...credentials, ...ports }, user });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'exit');
  try {
    await answers(port, '/livez', () => child.exitCode === null);
    tell(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  the server answers`);
    for (const path of ['/livez', '/readyz', '/healthz'])
      expect((await get(port, path)) === 200, `${path} answers 200`, output, options);
    expect((await get(metricsPort, '/metrics')) === 200, '/metrics answers 200 on its own port', output, options);
    expect((await get(port, '/metrics')) === 404, 'and 404 on the public one', output, options);
  } catch (error) {
    throw new Error(`the server in the image: ${output}`, { cause: error });
  } finally {
    child.kill('SIGTERM');
  }
  const [status] = (await ended) as [number | null];
  expect(status === 0, 'SIGTERM ends it with 0', output, options);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function get(port: number, path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}

async function answers(port: number, path: string, isRunning: () => boolean): Promise<void> {
  while (isRunning()) {
    const status = await get(port, path).catch(() => null);
    if (status !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it ended');
}
