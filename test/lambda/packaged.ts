import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with what osls makes of serverless.yml with these parameters: the template, and a zip for each function. */
export function packaged(parameters: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-package-'));
  const given = Object.entries(parameters).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.ts', '--package', folder, ...given]);
  if (status !== 0) throw new Error(`${stdout.toString()}${stderr.toString()}`);
  return folder;
}

export const templateFile = 'cloudformation-template-update-stack.json';
