import type { Repository } from './repository.ts';

/** What waits in the queue: a pointer of some hundred bytes. Everything else is read from GitHub when its turn comes. */
export type Job = JobTarget & JobTask;

export interface JobTarget {
  readonly installation: number;
  /** GitHub's id of the repository, which survives a rename. */
  readonly repositoryId: number;
  readonly repository: Repository;
  /** `X-GitHub-Delivery`, for the log. */
  readonly delivery: string;
}

export type JobTask =
  /** Something happened to a pull request, or somebody asked for a review; a `sender` must prove that they may write. */
  | {
      readonly kind: 'pull';
      readonly number: number;
      readonly head: string | null;
      readonly request: string;
      readonly sender: string | null;
    }
  | {
      readonly kind: 'group';
      readonly head: string;
      readonly base: string;
      readonly request: string;
      readonly destroyed: boolean;
    }
  /** All our checks on a commit are to run again; which pull requests they belong to is in our check runs. */
  | { readonly kind: 'suite'; readonly head: string; readonly request: string }
  | { readonly kind: 'fixes'; readonly number: number; readonly head: string; readonly sender: string }
  /** What an installation covers or permits has changed; the repository is the organisation's `.github`. */
  | { readonly kind: 'installation' };

/** Jobs of one group are done one after the other, those of one pull request as one. */
export function groupOf(job: Job): string {
  if (job.kind === 'installation') return `installation:${job.installation}`;
  const about = job.kind === 'pull' || job.kind === 'fixes' ? `pull:${job.number}` : `${job.kind}:${job.head}`;
  return `${job.repositoryId}:${about}`;
}
