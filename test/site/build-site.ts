import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that `npm run site` wrote. */
    site: string;
  }
}

/** The folder of the host that the tests' site is for: a released version's, so that no page can lean on the root. */
export const base = '/portcullis/v0.0.0/';

/** Builds the site as `npm run site` does, once for all tests of it. */
// oxlint-disable-next-line import/no-default-export -- the runner asks for it
export default async function buildSite(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-site-'));
  const script = join(import.meta.dirname, '../../scripts/site.ts');
  await promisify(execFile)(process.execPath, [script, '--base', base, '--out', folder], { timeout: 240_000 });
  project.provide('site', folder);
  return async () => await rm(folder, { recursive: true, force: true });
}
