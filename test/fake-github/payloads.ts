import type { FakePull, FakeRun } from './state.ts';

/** A webhook as GitHub sends it; a redelivery has the same id. */
export interface FakeEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
}

export function pullPayload(pull: FakePull): object {
  return {
    number: pull.number,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    draft: pull.draft,
    head: { sha: pull.head, ref: pull.headBranch },
    base: { sha: pull.base, ref: pull.baseBranch },
  };
}

/** Of a run whose head is in a fork GitHub names no pull request, so this fake never does. */
export function runPayload(run: FakeRun): object {
  return {
    id: run.id,
    head_sha: run.head,
    external_id: run.externalId,
    app: { id: run.app },
    name: run.name,
    pull_requests: [],
    check_suite: { head_branch: null },
  };
}
