import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundleFunctions } from '../../scripts/package/bundle.ts';

test('the receiver is bundled without what only the worker needs, so that a webhook finds it started at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { receiver = Infinity, worker = 0 } = await bundleFunctions(folder);
  expect(receiver).toBeLessThan(50_000);
  // Probot, its Octokit and the engine.
  expect(worker).toBeGreaterThan(1_000_000);
});
