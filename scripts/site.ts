/**
 * Builds the site: `npm run site`, into `site/dist`. With `--base /portcullis/v1.0.0/` for another folder of the host,
 * with `--out DIRECTORY` into another one of this machine.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { base: { type: 'string' }, out: { type: 'string' } } });

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
// Whatever the shell says: what is built is what is published.
process.env['NODE_ENV'] = 'production';
if (values.base !== undefined) process.env['SITE_BASE'] = values.base;
if (values.out !== undefined) process.env['SITE_OUT'] = resolve(values.out);
process.chdir(root);

// After the environment is set: the configuration reads it when it is loaded.
const { build } = await import('astro');
await build({ root: join(root, 'site'), logLevel: 'warn' });
console.log(`built ${process.env['SITE_OUT'] ?? 'site/dist'}`);
