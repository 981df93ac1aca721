import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundleFunctions } from '../../scripts/package/bundle.ts';

test('the receiver is bundled without what only the worker needs, so that a webhook finds it started at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { receiver = Infinity, worker = Infinity, 'review-thread': thread = 0 } = await bundleFunctions(folder);
  expect(receiver).toBeLessThan(50_000);
  // A stack trace in the log names lines of the sources.
  expect(existsSync(join(folder, 'worker.mjs.map'))).toBe(true);
  // Probot and its Octokit; the engine is in the thread alone.
  expect(worker).toBeLessThan(1_000_000);
  expect(thread).toBeGreaterThan(1_000_000);
  // Minified code has no comments left.
  const licences = readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['probot', 'yaml', '@octokit/core', '@aws-sdk/client-sqs'])
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(licences).toContain('Permission is hereby granted, free of charge');
});
