import type { FakeGitHub } from './fake-github.ts';
import { changedFiles } from './routes-pulls.ts';
import type { FakePull, FakeRepository, FakeThread } from './state.ts';
import { mergeabilityOf } from './test-merge.ts';

/** What the replica that answers knows of a pull request. */
export function seenOf(github: FakeGitHub, pull: FakePull): FakePull['history'][number] | FakePull {
  return pull.history.findLast(({ at }) => at + github.lag <= github.clock.now()) ?? pull;
}

/** Where the replica that answers knows a branch to end; undefined where it knows none of that name. */
function tipSeen({ lag, clock }: FakeGitHub, { branches, moves }: FakeRepository, branch: string): string | undefined {
  const missed = moves.find((move) => move.branch === branch && move.at + lag > clock.now());
  return missed === undefined || /^0+$/.test(missed.before) ? branches.get(branch) : missed.before;
}

/** A pull request as GraphQL shows it, as old as the replica that answers. */
export function pullFields(github: FakeGitHub, pull: FakePull): object {
  const seen = seenOf(github, pull);
  const tip = tipSeen(github, pull.repository, seen.baseBranch);
  return {
    state: seen.state,
    number: pull.number,
    isDraft: pull.draft,
    author: { __typename: pull.author.endsWith('[bot]') ? 'Bot' : 'User', login: pull.author.replace('[bot]', '') },
    changedFiles: () => changedFiles(pull).length,
    headRefOid: seen.head,
    headRefName: pull.headBranch,
    headRepository: pull.headRepository && {
      nameWithOwner: `${pull.headRepository.owner}/${pull.headRepository.name}`,
    },
    isCrossRepository: pull.headRepository?.id !== pull.repository.id,
    baseRefOid: seen.base,
    baseRef: tip === undefined ? null : { target: { __typename: 'Commit', oid: tip } },
    baseRefName: seen.baseBranch,
    mergeable: () => mergeabilityOf(github, pull, seen.head).mergeable,
    potentialMergeCommit: () => mergeCommit(pull, mergeabilityOf(github, pull, seen.head).commit),
    reviewThreads: ({ first, after }: { readonly first: number; readonly after?: string | null }) =>
      threadPage(github, pull, first, Number(after ?? 0)),
  };
}

function mergeCommit({ repository: { git } }: FakePull, oid: string | null): object | null {
  if (oid === null) return null;
  const parents = git.commitOf(oid).parents.map((parent) => ({ oid: parent }));
  return { oid, parents: ({ first }: { readonly first: number }) => ({ nodes: parents.slice(0, first) }) };
}

function threadPage(github: FakeGitHub, pull: FakePull, first: number, start: number): object {
  const visible = pull.threads.filter(
    ({ comments }) => (comments[0]?.createdAt ?? 0) + github.lag <= github.clock.now(),
  );
  const end = start + first;
  return {
    pageInfo: { hasNextPage: end < visible.length, endCursor: String(end) },
    nodes: visible.slice(start, end).map((thread) => threadFields(github, pull, thread)),
  };
}

function threadFields(github: FakeGitHub, pull: FakePull, thread: FakeThread): object {
  return {
    id: thread.id,
    path: thread.path,
    isResolved: thread.resolved,
    isOutdated: isOutdated(pull, thread),
    comments: ({ first }: { readonly first: number }) => ({
      totalCount: thread.comments.length,
      nodes: thread.comments.slice(0, first).map(({ id, body, author, minimized }) => ({
        id,
        body,
        viewerDidAuthor: author === github.bot && github.viewerDidAuthorWorks,
        author: { __typename: author.endsWith('[bot]') ? 'Bot' : 'User', login: author.replace('[bot]', '') },
        isMinimized: minimized !== null,
      })),
    }),
  };
}

/** Whether the lines a thread stands on were changed since. */
function isOutdated({ repository: { git }, head }: FakePull, { path, line, startLine, commit }: FakeThread): boolean {
  if (line === null) return false;
  const then = (git.text(commit, path) ?? '').split('\n').slice((startLine ?? line) - 1, line);
  return !(git.text(head, path) ?? '').includes(then.join('\n'));
}
