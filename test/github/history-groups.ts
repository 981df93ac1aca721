import type { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakePull, FakeRepository } from '../fake-github/state.ts';

/** What may happen to the merge queue of `main`. */
export const groupIncidents = [
  'a merge group is made',
  'the merge group is destroyed',
  'another is opened on the merge group',
] as const;

export interface MergeGroup {
  readonly head: string;
  readonly base: string;
}

/** A merge queue that builds one group at a time. */
export class MergeQueue {
  /** Those whose check somebody waits for: at most one. */
  readonly groups: MergeGroup[] = [];
  /** The commits of all that there ever were. */
  readonly heads = new Set<string>();
  readonly #github: FakeGitHub;
  readonly #repository: FakeRepository;

  constructor(github: FakeGitHub, repository: FakeRepository) {
    this.#github = github;
    this.#repository = repository;
  }

  /** @returns whether something came of it */
  happen(incident: (typeof groupIncidents)[number], pull: FakePull): boolean {
    const [group] = this.groups;
    if (incident === 'a merge group is made') return group === undefined && this.#make(pull);
    if (group === undefined) return false;
    if (incident === 'the merge group is destroyed') {
      this.groups.length = 0;
      this.#tell('destroyed', group);
    } else this.#github.openPull(this.#repository, {}, { author: 'stranger', base: 'release', head: group.head });
    return true;
  }

  #make(pull: FakePull): boolean {
    const base = this.#repository.branches.get('main') ?? '';
    const head = this.#repository.git.tryMerge(base, pull.head);
    if (head === null) return false;
    this.groups.push({ head, base });
    this.heads.add(head);
    this.#tell('checks_requested', { head, base });
    return true;
  }

  #tell(action: 'checks_requested' | 'destroyed', { head, base }: MergeGroup): void {
    this.#github.emit(this.#repository, 'merge_group', { action, merge_group: { head_sha: head, base_sha: base } });
  }
}
