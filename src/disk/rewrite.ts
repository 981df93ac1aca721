import { accessSync, chmodSync, constants, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
 * Replaces files below a directory, each as a whole: whoever reads one, or stops this process, sees the old text or the
 * new. All new texts are on the disk before the first file is replaced.
 * @throws DiskError as above, and where one of them may not be written; none is replaced then.
 */
export function rewriteFiles(root: string, texts: readonly { readonly path: string; readonly text: string }[]): void {
  const drafts: { readonly draft: string; readonly file: string }[] = [];
  let current = '';
  try {
    for (const { path, text } of texts) {
      current = path;
      const file = realFile(root, path);
      accessSync(file, constants.W_OK);
      const draft = `${file}.portcullis-${process.pid}`;
      writeFileSync(draft, '', { flag: 'wx' });
      drafts.push({ draft, file });
      // The mode of a new file is cut by the umask.
      chmodSync(draft, lstatSync(file).mode & 0o777);
      writeFileSync(draft, text);
    }
    for (const { draft, file } of drafts) renameSync(draft, file);
  } catch (error) {
    for (const { draft } of drafts) rmSync(draft, { force: true });
    if (error instanceof DiskError) throw error;
    throw new DiskError(`${current} cannot be written; nothing was written.`, { cause: error });
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
