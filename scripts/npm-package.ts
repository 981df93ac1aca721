/**
 * Makes the package that is published, `dist/portcullis-VERSION.tgz`: `npm run pack:npm`, or into another directory with
 * `npm run pack:npm -- DIR`. Everything is bundled, so that its manifest names no dependency; that of the checkout
 * names what the server runs with.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writePackage } from './npm-package/write-package.ts';

const dist = join(import.meta.dirname, '../dist');
const folder = join(dist, 'npm');
const destination = resolve(process.argv[2] ?? dist);
await writePackage(folder);
mkdirSync(destination, { recursive: true });
// The package has no scripts: nothing may run while it is packed.
const { status } = spawnSync(
  'npm',
  ['pack', folder, '--pack-destination', destination, '--ignore-scripts', '--loglevel=error'],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  },
);
process.exitCode = status ?? 2;
