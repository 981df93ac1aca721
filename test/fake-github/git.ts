import { createHash } from 'node:crypto';
import { mergeText } from './merge-text.ts';

/** What stands at a path of a commit. Text is a file; a symlink holds its target, a submodule a commit id. */
export type FileContent = string | Uint8Array | { readonly symlink: string } | { readonly submodule: string };

/** The files of a commit by path. */
export type Files = Readonly<Record<string, FileContent>>;

export interface GitEntry {
  readonly mode: '100644' | '120000' | '160000' | '040000';
  readonly type: 'blob' | 'commit' | 'tree';
  readonly oid: string;
}

interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly files: ReadonlyMap<string, GitEntry>;
}

/** The objects of a repository and its forks, with the ids git itself would give to blobs. */
export class GitStore {
  readonly blobs = new Map<string, Buffer>();
  readonly trees = new Map<string, ReadonlyMap<string, GitEntry>>();
  readonly commits = new Map<string, Commit>();
  #sequence = 0;

  /** Commits whole trees: what `files` does not name is not in the commit. */
  commit(files: Files, parents: readonly string[] = []): string {
    const entries = new Map(Object.entries(files).map(([path, content]) => [path, this.#entryOf(content)]));
    return this.#addCommit(new Map([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))), parents);
  }

  /** A commit like `parent` with some files replaced, added, or (null) removed. */
  amend(parent: string, changes: Readonly<Record<string, FileContent | null>>): string {
    const files = new Map(this.commitOf(parent).files);
    for (const [path, content] of Object.entries(changes)) {
      if (content === null) files.delete(path);
      else files.set(path, this.#entryOf(content));
    }
    return this.#addCommit(new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))), [parent]);
  }

  merge(ours: string, theirs: string): string {
    const merged = this.tryMerge(ours, theirs);
    if (merged === null) throw new Error('a merge with conflicts');
    return merged;
  }

  /** The merge of two commits, or null where they conflict or have no history in common. */
  tryMerge(ours: string, theirs: string): string | null {
    const parted = this.mergeBase(ours, theirs);
    if (parted === null) return null;
    const [base, left, right] = [this.commitOf(parted).files, this.commitOf(ours).files, this.commitOf(theirs).files];
    const files = new Map(left);
    for (const path of new Set([...base.keys(), ...right.keys()])) {
      const merged = this.#mergeEntry(base.get(path), left.get(path), right.get(path));
      if (merged === null) return null;
      if (merged === undefined) files.delete(path);
      else files.set(path, merged);
    }
    return this.#addCommit(new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))), [ours, theirs]);
  }

  /** Undefined for no file, null for a conflict. */
  #mergeEntry(
    base: GitEntry | undefined,
    ours: GitEntry | undefined,
    theirs: GitEntry | undefined,
  ): GitEntry | undefined | null {
    if (theirs?.oid === base?.oid || theirs?.oid === ours?.oid) return ours;
    if (ours?.oid === base?.oid) return theirs;
    if (!base || !ours || !theirs) return null;
    const text = (entry: GitEntry): string => this.blobs.get(entry.oid)?.toString('utf8') ?? '';
    const merged = mergeText(text(base), text(ours), text(theirs));
    return merged === null ? null : this.#entryOf(merged);
  }

  commitOf(sha: string): Commit {
    const commit = this.commits.get(sha);
    if (!commit) throw new Error(`no commit ${sha}`);
    return commit;
  }

  text(sha: string, path: string): string | null {
    const entry = this.commits.get(sha)?.files.get(path);
    return entry?.type === 'blob' ? (this.blobs.get(entry.oid)?.toString('utf8') ?? null) : null;
  }

  mergeBase(a: string, b: string): string | null {
    const ofA = new Set(this.#ancestors(a));
    return this.#ancestors(b).find((sha) => ofA.has(sha)) ?? null;
  }

  isAncestor(ancestor: string, of: string): boolean {
    return this.#ancestors(of).includes(ancestor);
  }

  #ancestors(sha: string): readonly string[] {
    const seen = new Set([sha]);
    for (const each of seen) for (const parent of this.commitOf(each).parents) seen.add(parent);
    return [...seen];
  }

  #addCommit(files: ReadonlyMap<string, GitEntry>, parents: readonly string[]): string {
    const tree = this.#treeOf(files, '');
    this.#sequence += 1;
    const sha = hash(`commit ${tree} ${parents.join(' ')} ${this.#sequence}`);
    this.commits.set(sha, { tree, parents, files });
    return sha;
  }

  #entryOf(content: FileContent): GitEntry {
    if (typeof content === 'object' && 'submodule' in content)
      return { mode: '160000', type: 'commit', oid: content.submodule };
    const isLink = typeof content === 'object' && 'symlink' in content;
    const bytes = Buffer.from(isLink ? content.symlink : content);
    const oid = hash(Buffer.concat([Buffer.from(`blob ${bytes.byteLength}\0`), bytes]));
    this.blobs.set(oid, bytes);
    return { mode: isLink ? '120000' : '100644', type: 'blob', oid };
  }

  #treeOf(files: ReadonlyMap<string, GitEntry>, prefix: string): string {
    const children = new Map<string, GitEntry>();
    const below = new Map<string, Map<string, GitEntry>>();
    for (const [path, entry] of files) {
      const slash = path.indexOf('/');
      if (slash === -1) children.set(path, entry);
      else {
        const directory = path.slice(0, slash);
        const inside = below.get(directory) ?? new Map<string, GitEntry>();
        below.set(directory, inside.set(path.slice(slash + 1), entry));
      }
    }
    for (const [name, inside] of below)
      children.set(name, { mode: '040000', type: 'tree', oid: this.#treeOf(inside, `${prefix}${name}/`) });
    const oid = hash(
      `tree ${[...children].map(([name, { mode, oid: child }]) => `${mode} ${name} ${child}`).join('\n')}`,
    );
    this.trees.set(oid, children);
    return oid;
  }
}

function hash(content: string | Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}
