import { existsSync, lstatSync, type Stats } from 'node:fs';
import { dirname, join, parse, relative, sep } from 'node:path';
import { DiskError } from './failure.ts';

/**
 * Refuses to write a file that somebody named, where a symbolic link of a repository would lead the writing elsewhere:
 * a repository may come from anyone, and knows the names that pipelines write to. Links above the repository and the
 * working directory are those of the machine, as that of `/dev/stdout`.
 * @param file absolute
 * @param cwd absolute; what is in it counts as a repository, unless it is the root of the disk. Null where only a
 *   repository of git counts.
 * @throws DiskError with the name of the link
 */
export function refuseLinks(file: string, cwd: string | null): void {
  const isInside = cwd !== null && cwd !== parse(cwd).root && isBelow(file, cwd);
  const ground = isInside ? (topAround(cwd) ?? cwd) : topAround(dirname(file));
  if (ground === null) return;
  const names = relative(ground, file).split(sep);
  names.forEach((_, index) => {
    const part = join(ground, ...names.slice(0, index + 1));
    if (statsOf(part)?.isSymbolicLink() === true)
      throw new DiskError(`${file} is not written: ${part} is a symbolic link of the repository. Name another file.`);
  });
}

/** The outermost directory around a folder that is a work tree of git. */
function topAround(folder: string): string | null {
  const above = dirname(folder);
  const outer = above === folder ? null : topAround(above);
  return outer ?? (above !== folder && existsSync(join(folder, '.git')) ? folder : null);
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function statsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
