import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refuseLinks } from '../../src/disk/written-place.ts';
import { brokenTree } from '../cli/example-tree.ts';
import { folderOf, repositoryOf, runCli } from '../cli/run-cli.ts';

const refused = /is a symbolic link of the repository\. Name another file\./;

describe('a file that is named', () => {
  test('is not written through a link below the working directory', () => {
    const [outside, cwd] = [folderOf({}), folderOf({ 'a/b.json': '' })];
    symlinkSync(outside, join(cwd, 'to'), 'junction');
    symlinkSync(join(outside, 'none'), join(cwd, 'report.json'));
    expect(() => refuseLinks(join(cwd, 'to/report.json'), cwd)).toThrow(refused);
    expect(() => refuseLinks(join(cwd, 'report.json'), cwd)).toThrow(refused);
    for (const path of ['a/b.json', 'a/new.json', 'new/new.json'])
      expect(() => refuseLinks(join(cwd, path), cwd)).not.toThrow();
  });

  test('is not written through a link of a repository elsewhere, or above', () => {
    const [outside, repository] = [folderOf({}), repositoryOf(brokenTree)];
    mkdirSync(join(repository, 'sub'));
    symlinkSync(outside, join(repository, 'to'), 'junction');
    for (const cwd of [outside, join(repository, 'sub'), join(repository, 'prod')])
      expect(() => refuseLinks(join(repository, 'to/report.json'), cwd)).toThrow(refused);
  });

  test('may be reached by links of the machine', () => {
    const [real, above] = [folderOf({ 'a.json': '' }), folderOf({})];
    symlinkSync(real, join(above, 'cwd'), 'junction');
    expect(() => refuseLinks(join(above, 'cwd/a.json'), join(above, 'cwd'))).not.toThrow();
    for (const cwd of [real, '/']) expect(() => refuseLinks('/dev/stdout', cwd)).not.toThrow();
  });
});

describe.skipIf(process.platform === 'win32')('a repository that knows what a pipeline writes', () => {
  test.each([
    ['--output', 'report'],
    ['--output', 'sarif=report'],
    ['--baseline', 'report'],
  ])('%s %s', async (...option) => {
    const [outside, folder] = [folderOf({ kept: 'kept' }), folderOf(brokenTree)];
    symlinkSync(join(outside, 'kept'), join(folder, 'report'));
    expect(await runCli(['check', ...option], folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(refused),
    });
    expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('kept');
  });

  test('--baseline makes no file where a link leads nowhere', async () => {
    const [outside, folder] = [folderOf({}), folderOf(brokenTree)];
    symlinkSync(join(outside, 'new'), join(folder, 'report'));
    expect((await runCli(['check', '--baseline', 'report'], folder)).exitCode).toBe(2);
    expect(existsSync(join(outside, 'new'))).toBe(false);
  });
});
