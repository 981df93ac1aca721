/**
 * Size and start of the functions: `npm run bench:serverless`. From the start of a process to its first
 * answer, medians of 9 processes. Not a test; the times depend on the machine.
 */
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { bundleFunctions, functions } from '../package/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-functions-'));
await bundleFunctions(folder);
const body = JSON.stringify({ action: 'created', padding: 'x'.repeat(18_000) });
const event = {
  body,
  headers: {
    'content-type': 'application/json',
    'x-github-delivery': 'd1',
    'x-github-event': 'star',
    'x-hub-signature-256': `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`,
  },
  requestContext: { http: { method: 'POST' } },
};
/** What each function is handed first. The worker's first batch is empty: the rest is GitHub's time. */
const first = { receiver: event, worker: { Records: [] }, sweeper: null } as const;
const limits = { receiver: 100_000, worker: 1_500_000, sweeper: 1_500_000 } as const;

const rows = functions.map((name) => {
  const file = join(folder, `${name}.mjs`);
  const { size } = statSync(file);
  if (size >= limits[name]) process.exitCode = 1;
  return {
    function: name,
    bytes: size,
    'bytes, gzip': gzipSync(readFileSync(file)).byteLength,
    limit: limits[name],
    'ms to first event handled': first[name] === null ? null : startOf(file, first[name]),
  };
});
console.table(rows);

function startOf(file: string, input: object): number {
  const program = `import(${JSON.stringify(file)}).then(async ({ handler }) => {
    await handler(${JSON.stringify(input)}, { awsRequestId: 'r', getRemainingTimeInMillis: () => 300000 });
    process.exit(0);
  })`;
  const key = `-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----`;
  const env = {
    APP_ID: '1',
    WEBHOOK_SECRET: 'secret',
    QUEUE_URL: 'http://127.0.0.1/q',
    PRIVATE_KEY: key,
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'f',
  };
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--eval', program], { env });
    if (status !== 0) throw new Error(stderr.toString());
    return performance.now() - began;
  });
  return Math.round(times.toSorted((a, b) => a - b)[4] ?? 0);
}
