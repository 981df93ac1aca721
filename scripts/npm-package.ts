/**
 * Makes the package that is published, `dist/portcullis-VERSION.tgz`: `npm run pack:npm`, or into another directory with
 * `npm run pack:npm -- DIR`. Everything is bundled, so that its manifest names no dependency; that of the checkout
 * names what the server runs with.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writePackage } from './npm-package/write-package.ts';

const destination = resolve(process.argv[2] ?? join(import.meta.dirname, '../dist'));
// A folder of its own: two that pack at a time would take each other's files away.
const folder = mkdtempSync(join(tmpdir(), 'portcullis-npm-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
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
