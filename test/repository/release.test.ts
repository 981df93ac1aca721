import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { notesOf, released } from '../../scripts/release/changelog.ts';
import { otherVersions, statedVersions, withVersion } from '../../scripts/release/stated-versions.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const release = (...argv: readonly string[]): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, [join(root, 'scripts/release.ts'), ...argv], { encoding: 'utf8' });

describe('the version of a release', () => {
  test('stands in every place that names one, and nothing else does', () => {
    expect(otherVersions(packageJson.version, read)).toEqual([]);
  });

  test('is written into all of them, and into nothing beside', () => {
    const files = withVersion('12.34.56', read);
    expect(otherVersions('12.34.56', (file) => files.get(file) ?? '')).toEqual([]);
    for (const { file } of statedVersions) {
      expect((files.get(file) ?? '').replaceAll('12.34.56', packageJson.version)).toBe(read(file));
    }
  });

  test('is refused where it is no version, or is not what the files state', () => {
    expect(release('check', 'latest')).toMatchObject({ status: 2, stderr: expect.stringContaining('three numbers') });
    expect(release('check', 'v12.34.56')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`package.json: ${packageJson.version}`),
    });
    expect(release('publish', '1.0.0')).toMatchObject({ status: 2, stderr: expect.stringContaining('give prepare') });
  });
});

test('the changelog has the notes of a version', () => {
  const next = released(read('CHANGELOG.md'), '12.34.56', '2026-11-29');
  expect(notesOf(next, '12.34.56')).toMatch(/^### Added\n\n- /);
  expect(next).toContain('## Unreleased\n\n## 12.34.56 (2026-11-29)\n');
  expect(notesOf(next, '12.34.5')).toBeNull();
});

describe('release.yml', () => {
  const workflow = read('.github/workflows/release.yml');

  test('gives no job more than it needs, and keeps what others wrote out of scripts', () => {
    expect(workflow).toContain('\npermissions: {}\n');
    expect(workflow.match(/: write$/gm)).toHaveLength(3);
    const scripts = [...workflow.matchAll(/^ {6}(?:- | {2})run: (?:\|\n(?: {10}.*\n)+|.*\n)/gm)].map(
      ([script]) => script,
    );
    expect(scripts.length).toBeGreaterThan(6);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});
