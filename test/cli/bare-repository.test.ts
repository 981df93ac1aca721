import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brokenTree } from './example-tree.ts';
import { repositoryOf, runCli } from './run-cli.ts';

test.each([['check'], ['map'], ['review'], ['init']])(
  '%s of a bare repository is refused, since none of its files is on disk',
  async (command) => {
    const folder = repositoryOf(brokenTree);
    execFileSync('git', ['clone', '-q', '--bare', '.', 'bare.git'], { cwd: folder });
    renameSync(join(folder, '.git'), join(folder, 'moved'));
    const { exitCode, stdout, stderr } = await runCli([command], join(folder, 'bare.git'));
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/bare\.git is a bare git repository/),
    });
  },
);
