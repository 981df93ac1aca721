import { examinePull, withSession } from './examine.ts';
import { isAmbiguous } from '../client/failure.ts';
import { ask } from '../client/graphql.ts';
import { mayWrite } from '../job/permission.ts';
import type { Fixed } from '../../session/operations.ts';
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
  if (!services.mayPush) return nothing('contents: write is not granted');
  if (!(await mayWrite(services, repository, sender))) return nothing('the sender may not write');
  const state = await readPullRequest(services, repository, number, head);
  if (!state?.pull.open || state.pull.head !== head) return nothing('the pull request has moved on');
  const { pull } = state;
  if (pull.fork) return nothing('the head is in a fork');
  const fixed = await withSession(services, async (session) => {
    const { kind } = await examinePull(services, session, pull);
    return kind === 'draft' ? null : await session.ask('fix', { except: workflows });
  });
  if (fixed === null) return nothing('drafts are not reviewed');
  if (fixed.texts.size === 0) return nothing('there is nothing to fix');
  await commit(services, pull, fixed, sender);
  return { conclusion: 'success', head, why: `${fixed.texts.size} files fixed` };
}

/** They need a permission of their own, which the app does not ask for. */
const workflows = '.github/workflows/';

async function commit(
  { client, clock }: Services,
  pull: PullRequest,
  { texts, rules }: Fixed,
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
