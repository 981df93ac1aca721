import { accessSync, constants, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DiskError } from './failure.ts';

/**
 * The text of a file below a directory, which is about to be written. `reviewed` is what was read of it before; git may
 * have given that with other line endings than the disk has.
 * @throws DiskError where the path leads through a symbolic link, is no file, or holds something else by now.
 */
export function textToRewrite(root: string, path: string, reviewed: string): string {
  const file = realFile(root, path);
  const bytes = readFileSync(file);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (text === reviewed || text.replaceAll('\r\n', '\n') === reviewed) return text;
  throw new DiskError(`${path} was changed while it was reviewed; nothing was written.`);
}

/**
 * Replaces a file below a directory as a whole: whoever reads it, or stops this process, sees the old text or the new.
 * @throws DiskError as above, and where it may not be written.
 */
export function rewriteFile(root: string, path: string, text: string): void {
  const file = realFile(root, path);
  const draft = `${file}.portcullis-${process.pid}`;
  try {
    accessSync(file, constants.W_OK);
    writeFileSync(draft, text, { flag: 'wx', mode: lstatSync(file).mode & 0o777 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new DiskError(`${path} cannot be written.`, { cause: error });
  }
}

function realFile(root: string, path: string): string {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\\') || name === '.git'))
    throw new DiskError(`${path} is not written: it is no path below the directory.`);
  names.forEach((_, index) => {
    const part = join(root, ...names.slice(0, index + 1));
    const stats = statsOr(part);
    if (stats?.isSymbolicLink() === true) throw new DiskError(`${path} is not written: a symbolic link leads there.`);
    if (stats === undefined || (index === names.length - 1 ? !stats.isFile() : !stats.isDirectory()))
      throw new DiskError(`${path} is not written: it is no file any more.`);
  });
  return join(root, ...names);
}

function statsOr(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
