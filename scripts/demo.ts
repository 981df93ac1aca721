/** Makes a small git repository from examples/, reviews its change with the built command line, and shows what a pipeline would see. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.mjs');
if (!existsSync(cli)) {
  console.error('The command line is not built yet: npm run build');
  process.exit(2);
}

const repository = mkdtempSync(join(tmpdir(), 'portcullis-demo-'));

function git(...args: readonly string[]): void {
  // The settings of whoever runs the demo (signing, hooks, templates) have no say in it.
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=Demo', '-c', 'user.email=demo@example.com'];
  execFileSync('git', [...identity, ...args], { cwd: repository, env, stdio: 'pipe' });
}

function commit(folder: 'base' | 'head', message: string): void {
  cpSync(join(root, 'examples', folder), repository, { recursive: true });
  git('add', '.');
  git('commit', '-m', message);
}

try {
  git('init', '-b', 'main');
  commit('base', 'Install Kong and a Gateway');
  git('switch', '-c', 'mqtt');
  commit('head', 'Serve MQTT over TLS and PostgreSQL');

  const args = ['review', '--base', 'main', '--head', 'mqtt'];
  console.log(`$ portcullis ${args.join(' ')}\n`);
  const colour = process.stdout.isTTY ? ['--color', 'always'] : [];
  const { status } = spawnSync(process.execPath, [cli, ...args, ...colour], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`\nA pipeline would see exit code ${status}.`);
  // The change is wrong on purpose: anything but findings means that the demo shows nothing.
  process.exitCode = status === 1 ? 0 : 1;
} finally {
  rmSync(repository, { recursive: true, force: true });
}
