import type { ReviewComment } from '../../report/review-comments.ts';
import { isAmbiguous } from '../client/failure.ts';
import { ask } from '../client/graphql.ts';
import type { OwnComment } from './review-threads.ts';
import type { ReviewPublisher } from './publish-review.ts';

/** A change to one comment of ours. */
type Edit =
  | { readonly kind: 'body'; readonly id: string; readonly body: string }
  | { readonly kind: 'minimize'; readonly id: string }
  | { readonly kind: 'unminimize'; readonly id: string };

/** Mutations of one request; GitHub's cost limit allows more. */
const mostEdits = 40;

/**
 * Brings the comments that are there in line with this head, in as few requests as possible: a comment
 * whose finding is gone is minimised and names the commit that fixed it, one whose finding came back is
 * shown again, one whose text changed is edited. What people answered, resolved or hid is left alone.
 */
export async function tidyComments(
  publisher: ReviewPublisher,
  desired: readonly ReviewComment[],
  present: ReadonlySet<string>,
): Promise<void> {
  const { comments } = await publisher.guard.current();
  const wanted = new Map(desired.map((comment) => [comment.fingerprint, comment]));
  const edits = comments.flatMap((comment) =>
    editsFor(comment, wanted.get(comment.fingerprint), present.has(comment.fingerprint), publisher.pull.head),
  );
  for (let start = 0; start < edits.length; start += mostEdits) {
    await publisher.guard.current();
    await mutate(publisher, edits.slice(start, start + mostEdits));
    publisher.guard.wrote();
  }
}

/** Tells what we added to a comment whose finding is gone, whatever its sentence says; nobody sees it. */
const fixedMark = '\n\n<!-- portcullis-fixed -->';
const fixedNote = `${fixedMark}Fixed in `;

function editsFor(
  comment: OwnComment,
  wanted: ReviewComment | undefined,
  isPresent: boolean,
  head: string,
): readonly Edit[] {
  const { id, body, minimized, outdated } = comment;
  if (comment.answered || comment.resolved) return [];
  if (!isPresent && !minimized) {
    return [
      { kind: 'body', id, body: `${body}${fixedNote}${head}.` },
      { kind: 'minimize', id },
    ];
  }
  const cameBack = isPresent && minimized && body.includes(fixedMark);
  const restored = wanted?.body ?? body.split(fixedMark)[0] ?? body;
  if (cameBack) {
    return [
      { kind: 'body', id, body: restored },
      { kind: 'unminimize', id },
    ];
  }
  // A file comment shows the same finding in other words; an outdated one cannot be applied any more.
  const differs =
    wanted !== undefined && !minimized && !outdated && body !== wanted.body && body.includes('```suggestion');
  return differs ? [{ kind: 'body', id, body: wanted.body }] : [];
}

async function mutate({ client, clock }: ReviewPublisher, edits: readonly Edit[]): Promise<void> {
  const variables = Object.fromEntries(edits.flatMap((edit, index) => inputsOf(edit, index)));
  const declared = edits.map((edit, index) => `$e${index}: ${mutations[edit.kind].input}!`).join(', ');
  const fields = edits
    .map(({ kind }, index) => `e${index}: ${mutations[kind].field}(input: $e${index}) { clientMutationId }`)
    .join(' ');
  const document = `mutation Tidy(${declared}) { ${fields} }`;
  try {
    await ask(client, document, variables);
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    // Every edit sets a state, so doing it again changes nothing.
    await clock.sleep(1_000);
    await ask(client, document, variables);
  }
}

const mutations = {
  body: { field: 'updatePullRequestReviewComment', input: 'UpdatePullRequestReviewCommentInput' },
  minimize: { field: 'minimizeComment', input: 'MinimizeCommentInput' },
  unminimize: { field: 'unminimizeComment', input: 'UnminimizeCommentInput' },
} as const;

function inputsOf(edit: Edit, index: number): readonly (readonly [string, object])[] {
  switch (edit.kind) {
    case 'body':
      return [[`e${index}`, { pullRequestReviewCommentId: edit.id, body: edit.body }]];
    case 'minimize':
      return [[`e${index}`, { subjectId: edit.id, classifier: 'RESOLVED' }]];
    case 'unminimize':
      return [[`e${index}`, { subjectId: edit.id }]];
  }
}
