import { readFileSync, readlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../source/limits.ts';
import type { Tree, TreeEntry } from '../source/tree.ts';
import type { Unread } from '../source/unread.ts';
import { blobId } from '../git/blob-id.ts';
import { kindOf, readBlobs } from './commit-tree.ts';
import { git, gitOutput, repositoryRoot } from './git.ts';
import { readFiles, statsOf, unlistedFolder, unreadFile } from './directory-tree.ts';

/**
 * The files of a local repository as they stand on disk: tracked ones, and new ones that are not
 * ignored. An unmodified file has the blob id of its commit, so that the work on it is shared.
 * What a sparse checkout leaves out is there all the same, from git.
 * @param wants which files anyone will read; the blob id of others is taken from git's index
 * @throws DiskError when the directory is in no git repository.
 */
export function workingTree(directory: string, wants: (path: string) => boolean): Tree {
  const look = new WorkTreeReader(repositoryRoot(directory), wants);
  return {
    list: () => Promise.resolve().then(() => look.entries()),
    read: (paths) => Promise.resolve().then(() => look.read(paths)),
  };
}

function gone(path: string): Unread {
  return { path, cause: 'unavailable', reason: 'could not be read from disk' };
}

/** A path of git's index, or a new one with neither mode nor id. */
interface Indexed {
  readonly path: string;
  readonly mode: string;
  readonly oid: string;
  /** Whether a sparse checkout leaves it out of the work tree. */
  readonly leftOut: boolean;
}

/** Looks at each file of the work tree once and remembers the bytes it had to read for their id. */
class WorkTreeReader {
  private readonly root: string;
  private readonly bytes = new Map<string, Uint8Array>();
  /** Blob ids of the files that a sparse checkout leaves out. */
  private readonly leftOut = new Map<string, string>();
  private readonly wants: (path: string) => boolean;
  private readonly realFolders = new Map<string, boolean>([['', true]]);

  constructor(root: string, wants: (path: string) => boolean) {
    this.root = root;
    this.wants = wants;
  }

  entries(): readonly TreeEntry[] {
    const tracked = rows(this.root, ['ls-files', '-t', '-s', '-z']).flatMap((row) => {
      const [, tag = '', mode = '', oid = '', path = ''] = /^(\S) (\d+) ([0-9a-f]+) \d\t([^]+)$/.exec(row) ?? [];
      return path === '' ? [] : [{ mode, oid, path, leftOut: tag === 'S' }];
    });
    const { added, unlisted } = untracked(this.root);
    // A conflict has several stages of one path; what counts is the one file on disk.
    const unique = new Map<string, Indexed>([
      ...added.map((path): [string, Indexed] => [path, { path, mode: '', oid: '', leftOut: false }]),
      ...tracked.map((each): [string, Indexed] => [each.path, each]),
    ]);
    return [...[...unique.values()].flatMap((each) => this.entry(each) ?? []), ...unlisted.map(unlistedFolder)];
  }

  read(paths: readonly string[]): ReadonlyMap<string, Uint8Array | Unread> {
    const onDisk = readFiles(
      this.root,
      paths.filter((path) => !this.bytes.has(path) && !this.leftOut.has(path)),
    );
    const fromGit = readBlobs(
      this.root,
      paths.flatMap((path) => this.leftOut.get(path) ?? []).map((oid) => ({ oid, size: null })),
    );
    return new Map(
      paths.map((path) => {
        const found = this.bytes.get(path) ?? fromGit.get(this.leftOut.get(path) ?? '') ?? onDisk.get(path);
        return [path, found ?? gone(path)];
      }),
    );
  }

  private entry({ mode, oid, path, leftOut }: Indexed): TreeEntry | null {
    if (kindOf(mode) === 'submodule') return { path, kind: 'submodule', oid, size: null };
    // Its name is not UTF-8, so that nothing can be asked of it.
    if (path.includes('\uFFFD')) return { path, kind: 'file', oid: oid || null, size: null };
    const stats = this.isReal(path.slice(0, Math.max(0, path.lastIndexOf('/')))) ? this.stats(path) : undefined;
    if (stats === 'refused') return unreadFile(path, null, 'may not be read by this user');
    if (stats === undefined && leftOut) {
      this.leftOut.set(path, oid);
      return { path, kind: kindOf(mode), oid, size: null };
    }
    if (stats?.isSymbolicLink() === true) {
      return { path, kind: 'symlink', oid: this.linkId(path, oid), size: null };
    }
    if (stats === undefined || stats.isDirectory()) return null;
    if (!stats.isFile()) return unreadFile(path, null, 'is not a regular file');
    const isRead = stats.size <= limits.fileBytes && (oid === '' || this.wants(path));
    return { path, kind: 'file', oid: isRead ? this.blobId(path, oid) : oid || null, size: stats.size };
  }

  private stats(path: string): Stats | undefined | 'refused' {
    return statsOf(join(this.root, path));
  }

  /** Whether a folder and all above it are no symbolic links, which could lead out of the repository. */
  private isReal(folder: string): boolean {
    const known = this.realFolders.get(folder);
    if (known !== undefined) return known;
    const stats = this.isReal(folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) ? this.stats(folder) : undefined;
    // Where the system does not say, it will not give the files either.
    const real = stats === 'refused' || stats?.isDirectory() === true;
    this.realFolders.set(folder, real);
    return real;
  }

  /** A link has the id of the text that says where it leads. */
  private linkId(path: string, indexed: string): string | null {
    const target = linkOr(join(this.root, path));
    if (target === null) return null;
    this.bytes.set(path, target);
    return blobId(target, indexed.length === 64 ? 'sha256' : 'sha1');
  }

  private blobId(path: string, indexed: string): string | null {
    const bytes = readOr(join(this.root, path));
    if (bytes === null) return null;
    const algorithm = indexed.length === 64 ? 'sha256' : 'sha1';
    const id = blobId(bytes, algorithm);
    // With core.autocrlf the blob has LF where the work tree has CRLF: the file is unmodified all the same.
    if (id !== indexed && indexed !== '' && bytes.includes('\r\n')) {
      const committed = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
      if (blobId(committed, algorithm) === indexed) {
        this.bytes.set(path, committed);
        return indexed;
      }
    }
    this.bytes.set(path, bytes);
    return id;
  }
}

function rows(root: string, args: readonly string[]): string[] {
  return rowsOf(gitOutput(root, args));
}

function rowsOf(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((row) => row !== '');
}

/** New files that are not ignored, and the folders that git may not look into: it warns of them and goes on. */
function untracked(root: string): { readonly added: readonly string[]; readonly unlisted: readonly string[] } {
  const args = ['ls-files', '-o', '--exclude-standard', '-z'];
  const { status, stdout, stderr } = git(root, args);
  const warnings = stderr.matchAll(/^warning: could not open directory '(.+?)\/?': /gm);
  return {
    added: rowsOf(status === 0 ? stdout : gitOutput(root, args)),
    unlisted: [...warnings].flatMap(([, folder]) => folder ?? []),
  };
}

function linkOr(file: string): Buffer | null {
  try {
    return readlinkSync(file, 'buffer');
  } catch {
    return null;
  }
}

function readOr(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
