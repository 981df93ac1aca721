import { GraphQLError } from 'graphql';
import type { FakeGitHub } from './fake-github.ts';
import { refusing } from './refusing.ts';
import { coveredRepository } from './access.ts';
import { notFound, Refusal } from './faults.ts';
import type { FakeComment, FakePull, FakeToken } from './state.ts';

interface Input<T> {
  readonly input: T;
}

interface CommitInput {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string };
  readonly fileChanges: { readonly additions?: readonly { readonly path: string; readonly contents: string }[] };
}

/** The mutations the app uses, as resolvers at the root. */
export function mutationRoot(github: FakeGitHub, token: FakeToken | null): object {
  const change = (id: string, how: (comment: FakeComment) => void): object => {
    const found = refusing(() => ownComment(github, token, id));
    how(found);
    return {};
  };
  return {
    minimizeComment: ({ input }: Input<{ readonly subjectId: string; readonly classifier: string }>) =>
      change(input.subjectId, (comment) => {
        comment.minimized = input.classifier;
      }),
    unminimizeComment: ({ input }: Input<{ readonly subjectId: string }>) =>
      change(input.subjectId, (comment) => {
        comment.minimized = null;
      }),
    updatePullRequestReviewComment: ({
      input,
    }: Input<{ readonly pullRequestReviewCommentId: string; readonly body: string }>) =>
      change(input.pullRequestReviewCommentId, (comment) => {
        comment.body = input.body;
        comment.edits += 1;
      }),
    createCommitOnBranch: ({ input }: Input<CommitInput>) => createCommit(github, token, input),
  };
}

function ownComment(github: FakeGitHub, token: FakeToken | null, id: string): FakeComment {
  for (const repository of github.repositories.values()) {
    for (const pull of repository.pulls.values()) {
      const comment = pull.threads.flatMap(({ comments }) => comments).find((each) => each.id === id);
      if (!comment) continue;
      coveredRepository(github, token, `${repository.owner}/${repository.name}`, 'pull_requests', 'write');
      if (comment.author !== github.bot) throw new Refusal(403, 'Resource not accessible by integration');
      return comment;
    }
  }
  throw notFound();
}

function createCommit(
  github: FakeGitHub,
  token: FakeToken | null,
  { branch, expectedHeadOid, fileChanges, message }: CommitInput,
): object {
  const repository = refusing(() =>
    coveredRepository(github, token, branch.repositoryNameWithOwner, 'contents', 'write'),
  );
  const head = repository.branches.get(branch.branchName);
  if (head === undefined) throw new GraphQLError('branch not found', { extensions: { type: 'NOT_FOUND' } });
  if (head !== expectedHeadOid)
    throw new GraphQLError(`Expected branch to point to "${expectedHeadOid}"`, { extensions: { type: 'STALE_DATA' } });
  if (message.headline === '') throw new GraphQLError('headline', { extensions: { type: 'UNPROCESSABLE' } });
  const additions = fileChanges.additions ?? [];
  if (additions.some(({ path }) => path.startsWith('.github/workflows/')))
    throw new GraphQLError('workflows', { extensions: { type: 'FORBIDDEN' } });
  const files = Object.fromEntries(
    additions.map(({ path, contents }) => [path, Buffer.from(contents, 'base64').toString('utf8')]),
  );
  const oid = repository.git.amend(head, files);
  repository.branches.set(branch.branchName, oid);
  const pull = [...repository.pulls.values()].find(
    (each: FakePull) =>
      each.state === 'OPEN' && each.headBranch === branch.branchName && each.headRepository?.id === repository.id,
  );
  if (pull) github.moveHead(pull, oid);
  return { commit: { oid } };
}
