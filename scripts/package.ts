/** Builds the functions into dist/lambda and packages them: `npm run package`. Works offline; twice the same input gives the same bytes. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleFunctions } from './package/bundle.ts';

await bundleFunctions();
const root = join(import.meta.dirname, '..');
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/serverless/bin/serverless.js'), 'package', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    // It asks no registry for news and tells nobody that it ran.
    env: {
      ...process.env,
      SLS_NOTIFICATIONS_MODE: 'off',
      SLS_TELEMETRY_DISABLED: '1',
      AWS_REGION: process.env['AWS_REGION'] ?? 'eu-central-1',
    },
  },
);
process.exitCode = status ?? 2;
