import { examinePull, type Examination } from './examine.ts';
import { isAmbiguous } from '../client/failure.ts';
import { ask } from '../client/graphql.ts';
import { combineFixes, textsWith } from '../../review/combine-fixes.ts';
import type { Review } from '../../review/review.ts';
import { mayWrite } from '../client/permission.ts';
import { readPullRequest, type PullRequest } from '../pull-request/pull-request.ts';
import { nameOf, type Repository } from '../model/repository.ts';
import type { Outcome } from './review-pull-request.ts';
import type { Services } from '../job/services.ts';
import { HeadGuard } from '../pull-request/head-guard.ts';

/** Somebody pressed "Apply fixes" on the check run of a head. */
export interface FixRequest {
  readonly repository: Repository;
  readonly number: number;
  readonly head: string;
  readonly sender: string;
}

const mutation = `mutation Fix($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;

/**
 * Commits all suggestions that hold together to the branch of the pull request, signed by GitHub. The
 * branch must still be where the check run was: the fixes were proven for that commit only.
 */
export async function applyFixes(
  services: Services,
  { repository, number, head, sender }: FixRequest,
): Promise<Outcome> {
  const nothing = (why: string): Outcome => ({ conclusion: 'nothing', head, why });
  const { client } = services;
  if (!services.mayPush) return nothing('contents: write is not granted');
  if (!(await mayWrite(client, repository, sender))) return nothing('the sender may not write');
  const state = await readPullRequest(services, repository, number, head);
  if (!state?.pull.open || state.pull.head !== head) return nothing('the pull request has moved on');
  const { pull } = state;
  if (pull.fork) return nothing('the head is in a fork');
  const examination = await examinePull(services, pull);
  if (examination.kind === 'draft') return nothing('drafts are not reviewed');
  const { judged } = examination;
  // Proven in what was judged, which may be the merge, and written into head.
  const { suggestions, rules } = combineFixes(offeredInHead(judged), mayBePushed);
  const inHead = suggestions.map((each) => (judged.places ? judged.places.suggestion(each) : each));
  const texts = textsWith(
    examination.head,
    inHead.filter((each) => each !== null),
  );
  if (texts.size === 0) return nothing('there is nothing to fix');
  await commit(services, pull, { texts, rules }, sender);
  return { conclusion: 'success', head, why: `${texts.size} files fixed` };
}

/** The review of the merge without the suggestions that have no lines in head. */
function offeredInHead({ review, places }: Examination['judged']): Review {
  if (places === null) return review;
  return {
    ...review,
    findings: review.findings.map((finding) =>
      finding.suggestion && places.suggestion(finding.suggestion) === null ? { ...finding, suggestion: null } : finding,
    ),
  };
}

/** Workflows need a permission of their own, which the app does not ask for. */
function mayBePushed(path: string): boolean {
  return !path.startsWith('.github/workflows/');
}

async function commit(
  { client, clock }: Services,
  pull: PullRequest,
  { texts, rules }: { readonly texts: ReadonlyMap<string, string>; readonly rules: readonly string[] },
  sender: string,
): Promise<void> {
  const guard = new HeadGuard(client, pull);
  const input = {
    branch: { repositoryNameWithOwner: nameOf(pull.repository), branchName: pull.headBranch },
    expectedHeadOid: pull.head,
    message: {
      headline: 'Apply the fixes that Portcullis suggests',
      body: `${rules.join(', ')}\n\nRequested-by: ${sender}`,
    },
    fileChanges: {
      additions: [...texts].map(([path, text]) => ({
        path,
        contents: Buffer.from(text, 'utf8').toString('base64'),
      })),
    },
  };
  await guard.current();
  try {
    await ask(client, mutation, { input });
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    // If it was carried out the head has moved, and this throws; the new head brings a review of its own.
    await clock.sleep(3_000);
    guard.wrote();
    await guard.current();
    await ask(client, mutation, { input });
  }
}
