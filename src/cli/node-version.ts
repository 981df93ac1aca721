import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const oldest = [22, 20] as const;

/** Whether this process runs on a Node that Portcullis works on. */
export function isNodeRecent(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/**
 * Runs the same command line on the Node that `npm ci` brought into a checkout, where there is one;
 * else says what is needed. `script` is the URL of the entry in `dist/`. Returns the exit code.
 */
export function runOnRecentNode(script: string): number {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', script));
  if (!existsSync(node)) {
    process.stderr.write(`portcullis: needs Node ${oldest.join('.')} or newer, and this is ${process.version}\n`);
    return 2;
  }
  const { status } = spawnSync(node, [fileURLToPath(script), ...process.argv.slice(2)], { stdio: 'inherit' });
  return status ?? 2;
}
