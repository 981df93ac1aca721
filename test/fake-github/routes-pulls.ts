import { commentableLines, diffEntries } from './diff.ts';
import { invalid, notFound } from './faults.ts';
import { repositoryOf, type RouteContext, type Routes } from './access.ts';
import type { FakePull, FakeThread } from './state.ts';

const mostListedFiles = 3_000;
const mostBodyCharacters = 65_536;

/** What a review's comment looks like when it arrives. */
interface NewComment {
  readonly path?: unknown;
  readonly body?: unknown;
  readonly line?: unknown;
  readonly side?: unknown;
  readonly start_line?: unknown;
  readonly start_side?: unknown;
}

export const pullRoutes: Routes = {
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': (context) => {
    const pull = pullOf(context, 'read');
    const size = Math.min(Number(context.query['per_page'] ?? 30), 100);
    const start = (Number(context.query['page'] ?? 1) - 1) * size;
    return changedFiles(pull)
      .slice(0, mostListedFiles)
      .slice(start, start + size);
  },
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews': (context) => {
    const pull = pullOf(context, 'write');
    const { body, github } = context;
    const comments = (body['comments'] ?? []) as readonly NewComment[];
    const commit = typeof body['commit_id'] === 'string' ? body['commit_id'] : pull.head;
    if (body['event'] === undefined)
      throw invalid('a review without an event would stay pending, where nobody sees it');
    if (typeof body['body'] !== 'string' || body['body'] === '') throw invalid('body is required for COMMENT');
    if (!pull.repository.git.isAncestor(commit, pull.head)) throw invalid('commit_id is not part of the pull request');
    // All or nothing, and GitHub does not say which one displeased it.
    if (!comments.every((comment) => isPlaceable(pull, commit, comment))) throw invalid('Line could not be resolved');
    const id = github.nextId();
    pull.threads.push(...comments.map((comment) => threadOf(context, comment, commit, id)));
    return { id, state: 'COMMENTED', body: body['body'] };
  },
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments': (context) => {
    const pull = pullOf(context, 'write');
    const comment: NewComment & { readonly subject_type?: unknown } = context.body;
    const inDiff = changedFiles(pull).some(({ filename }) => filename === comment.path);
    if (comment.subject_type !== 'file' || !inDiff) throw invalid('the file is not part of the diff');
    if (typeof comment.body !== 'string' || comment.body.length > mostBodyCharacters) throw invalid('body');
    pull.threads.push(threadOf(context, comment, String(context.body['commit_id']), null));
    return { id: context.github.nextId() };
  },
};

/** The three-dot diff of a pull request. */
export function changedFiles({ repository: { git }, base, head }: FakePull): ReturnType<typeof diffEntries> {
  return diffEntries(git, git.mergeBase(base, head) ?? base, head);
}

function pullOf(context: RouteContext, level: 'read' | 'write'): FakePull {
  const pull = repositoryOf(context, 'pull_requests', level).pulls.get(Number(context.parameters['pull_number']));
  if (!pull) throw notFound();
  return pull;
}

function isPlaceable(
  pull: FakePull,
  commit: string,
  { path, body, line, side, start_line: start, start_side: startSide }: NewComment,
): boolean {
  if (typeof body !== 'string' || body === '' || body.length > mostBodyCharacters || typeof line !== 'number')
    return false;
  if (side !== undefined && side !== 'RIGHT' && side !== 'LEFT') return false;
  if (start !== undefined && (typeof start !== 'number' || start >= line || startSide !== side)) return false;
  const { git } = pull.repository;
  const file = diffEntries(git, git.mergeBase(pull.base, commit) ?? pull.base, commit).find(
    ({ filename }) => filename === path,
  );
  const hunks = commentableLines(file?.patch ?? '', side === 'LEFT' ? 'LEFT' : 'RIGHT');
  return hunks.some((lines) => lines.has(line) && (typeof start !== 'number' || lines.has(start)));
}

function threadOf(
  { github }: RouteContext,
  { path, body, line, start_line: start }: NewComment,
  commit: string,
  review: number | null,
): FakeThread {
  const id = github.nextId();
  return {
    id: `PRRT_${id}`,
    path: String(path),
    line: typeof line === 'number' ? line : null,
    startLine: typeof start === 'number' ? start : null,
    commit,
    review,
    resolved: false,
    comments: [
      {
        id: `PRRC_${id}`,
        databaseId: id,
        author: github.bot,
        createdAt: github.clock.now(),
        body: String(body),
        edits: 0,
        minimized: null,
      },
    ],
  };
}
