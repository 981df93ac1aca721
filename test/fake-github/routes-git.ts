import { notFound } from './faults.ts';
import type { GitEntry, GitStore } from './git.ts';
import { repositoryOf, type Routes } from './access.ts';
import { diffEntries } from './diff.ts';

/** GitHub lists 100,000 entries or 7 MB; a test of truncation lowers it. */
export const treeLimits = { entries: 100_000 };

const mostFilesInComparison = 300;

export const gitRoutes: Routes = {
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': (context) => {
    const { git } = repositoryOf(context, 'contents', 'read');
    const sha = context.parameters['tree_sha'] ?? '';
    const tree = git.commits.get(sha)?.tree ?? sha;
    const entries = listTree(git, tree, '', context.query['recursive'] !== undefined);
    const truncated = entries.length > treeLimits.entries;
    return { sha: tree, url: 'https://github.test', tree: entries.slice(0, treeLimits.entries), truncated };
  },
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': (context) => {
    const { git } = repositoryOf(context, 'contents', 'read');
    const sha = context.parameters['file_sha'] ?? '';
    const bytes = git.blobs.get(sha);
    if (!bytes) throw notFound();
    return {
      sha,
      node_id: sha,
      size: bytes.byteLength,
      url: 'https://github.test',
      encoding: 'base64',
      content: wrapped(bytes),
    };
  },
  'GET /repos/{owner}/{repo}/contents/{path+}': (context) => {
    const repository = repositoryOf(context, 'contents', 'read');
    const ref = context.query['ref'] ?? repository.defaultBranch;
    const sha = repository.branches.get(ref) ?? ref;
    const path = context.parameters['path'] ?? '';
    const files = repository.git.commits.get(sha)?.files;
    const entry = files?.get(path);
    if (!entry) {
      if ([...(files?.keys() ?? [])].some((each) => each.startsWith(`${path}/`))) return [];
      throw notFound();
    }
    const bytes = repository.git.blobs.get(entry.oid) ?? Buffer.alloc(0);
    const large = bytes.byteLength > 1024 * 1024;
    const about = { name: path, path, sha: entry.oid, size: bytes.byteLength };
    if (entry.mode === '120000') return { ...about, type: 'symlink', target: bytes.toString('utf8') };
    if (entry.type === 'commit') return { ...about, type: 'submodule' };
    return { ...about, type: 'file', encoding: large ? 'none' : 'base64', content: large ? '' : wrapped(bytes) };
  },
  'GET /repos/{owner}/{repo}/compare/{basehead}': (context) => {
    const { git, branches } = repositoryOf(context, 'contents', 'read');
    const [named = '', head = ''] = (context.parameters['basehead'] ?? '').split('...');
    const base = branches.get(named) ?? named;
    if (!git.commits.has(base) || !git.commits.has(head)) throw notFound();
    const mergeBase = git.mergeBase(base, head);
    if (mergeBase === null) throw notFound();
    return {
      merge_base_commit: { sha: mergeBase },
      files: diffEntries(git, mergeBase, head).slice(0, mostFilesInComparison),
      commits: [],
    };
  },
};

/** GitHub wraps base64 in lines of 60. */
const wrapped = (bytes: Buffer): string => bytes.toString('base64').replace(/.{60}/g, '$&\n');

function listTree(git: GitStore, sha: string, prefix: string, recursive: boolean): readonly object[] {
  const tree = git.trees.get(sha);
  if (!tree) throw notFound();
  return [...tree].flatMap(([name, entry]) => {
    const here = entryOf(git, prefix + name, entry);
    return recursive && entry.type === 'tree' ? [here, ...listTree(git, entry.oid, `${prefix}${name}/`, true)] : [here];
  });
}

function entryOf(git: GitStore, path: string, { mode, type, oid }: GitEntry): object {
  const size = git.blobs.get(oid)?.byteLength;
  return { path, mode, type, sha: oid, ...(type === 'blob' ? { size } : {}) };
}
