import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An emulated AWS. */
export interface Moto {
  readonly url: string;
  stop(): void;
}

const port = 5_599;

/** Installs Moto into a virtual environment in this folder and starts it; null where Python or PyPI is absent. */
export async function startMoto(folder: string): Promise<Moto | null> {
  const environment = join(folder, 'python');
  const python = join(environment, 'bin/python');
  const installed = [
    ['python3', '-m', 'venv', environment],
    [python, '-m', 'pip', 'install', '--quiet', 'moto[server]==5.2.5'],
  ].every(([command = '', ...args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0);
  if (!installed) return null;
  const server = spawn(python, [join(import.meta.dirname, 'emulator.py'), String(port)], {
    // What it records it writes where it runs.
    cwd: folder,
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 240; attempt += 1) {
    await sleep(500);
    const answer = await fetch(`${url}/moto-api/`).catch(() => null);
    if (answer?.ok) return { url, stop: () => void server.kill() };
  }
  server.kill();
  throw new Error('Moto does not answer');
}
