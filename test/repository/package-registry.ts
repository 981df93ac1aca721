import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program in a folder, with variables beside those of this process. */
export async function run(command: string, argv: readonly string[], cwd: string, env: object = {}): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  execFile(command, argv, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
    resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  return await promise;
}

export interface Registry {
  /** With which npm asks it, and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/** A registry that has this version of the package and nothing else, packed into a folder. */
export async function serveRegistry(folder: string): Promise<Registry> {
  const { code, stderr } = await run(process.execPath, [join(root, 'scripts/npm-package.ts'), folder], root);
  if (code !== 0) throw new Error(stderr);
  const { version } = packageJson;
  const tarball = readFileSync(join(folder, `portcullis-${version}.tgz`));
  const manifest = { name: 'portcullis', version, bin: packageJson.bin };
  const server = createServer((request, response) => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const versions = { [version]: { ...manifest, dist: { tarball: `${address}/package.tgz` } } };
    if (request.url === '/package.tgz') response.end(tarball);
    else if (request.url === '/portcullis')
      response.end(JSON.stringify({ name: 'portcullis', 'dist-tags': { latest: version }, versions }));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { npm_config_registry: address, npm_config_cache: join(folder, 'cache'), npm_config_update_notifier: 'false' },
    close: () => server.close().closeAllConnections(),
  };
}
