import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const examples = join(import.meta.dirname, '../examples');

/** Makes the git repository of the demo from examples/: `main` and a branch `mqtt`, with the same commit ids each time. */
export function createDemoRepository(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-demo-'));
  const git = (...args: readonly string[]): void => {
    // The settings of whoever runs the demo (signing, hooks, templates, line endings) have no say in it.
    const date = '2026-01-01T00:00:00Z';
    const own = {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    };
    const identity = ['-c', 'user.name=Demo', '-c', 'user.email=demo@example.com'];
    execFileSync('git', [...identity, ...args], { cwd: directory, env: { ...process.env, ...own }, stdio: 'pipe' });
  };
  const commit = (folder: 'base' | 'head', message: string): void => {
    cpSync(join(examples, folder), directory, { recursive: true });
    git('add', '.');
    git('commit', '-m', message);
  };
  git('init', '-b', 'main');
  commit('base', 'Install Kong and a Gateway');
  git('switch', '-c', 'mqtt');
  commit('head', 'Serve MQTT over TLS and PostgreSQL');
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
