import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import process from 'node:process';
import { DiskError } from './failure.ts';
import { gitOutput } from './git.ts';

/**
 * Runs `work` in an empty repository that sees the objects of another one and writes none into it. It has a
 * configuration of its own, so that no merge driver or filter of the other is run. Gone afterwards.
 * @throws DiskError when it cannot be made.
 */
export async function inScratchRepository<T>(root: string, work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = temporaryDirectory();
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  // Also where a signal ends the process.
  process.once('exit', remove);
  try {
    const [format] = linesOf(gitOutput(root, ['rev-parse', '--show-object-format']));
    gitOutput(scratch, ['init', '--quiet', '--template=', ...(format === 'sha256' ? ['--object-format=sha256'] : [])]);
    const [objects = '', shallow = ''] = linesOf(
      gitOutput(root, ['rev-parse', '--git-path', 'objects', '--git-path', 'shallow']),
    ).map((path) => resolve(root, path));
    const folder = join(scratch, '.git', 'objects', 'info');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'alternates'), `${objects.replaceAll(sep, '/')}\n`);
    if (existsSync(shallow)) copyFileSync(shallow, join(scratch, '.git', 'shallow'));
    return await work(scratch);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

function temporaryDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'portcullis-'));
  } catch (cause) {
    throw new DiskError(`no directory can be made in ${tmpdir()}, which --merge needs.`, { cause });
  }
}

const linesOf = (output: Buffer): readonly string[] => output.toString('utf8').split(/\r?\n/);
