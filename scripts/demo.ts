/** Makes a small git repository from examples/, reviews its change with the built command line, and shows what a pipeline would see. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoRepository } from './demo-repository.ts';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.mjs');
if (!existsSync(cli)) {
  console.error('The command line is not built yet: npm run build');
  process.exit(2);
}

const repository = createDemoRepository();

try {
  const args = ['review', '--base', 'main', '--head', 'mqtt'];
  console.log(`$ portcullis ${args.join(' ')}\n`);
  const colour = process.stdout.isTTY ? ['--color', 'always'] : [];
  const { status } = spawnSync(process.execPath, [cli, ...args, ...colour], {
    cwd: repository.directory,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`\nA pipeline would see exit code ${status}.`);
  // The change is wrong on purpose: anything but findings means that the demo shows nothing.
  process.exitCode = status === 1 ? 0 : 1;
} finally {
  repository.remove();
}
