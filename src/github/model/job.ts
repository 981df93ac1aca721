import { textHash } from './external-id.ts';
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

/** A branch ended at one commit, and ends at another. */
export interface PushToBase {
  readonly branch: string;
  readonly was: string;
  readonly is: string;
}

export type JobTask =
  /** Something happened to a pull request, or somebody asked for a review; a `sender` must prove that they may write. */
  | {
      readonly kind: 'pull';
      readonly number: number;
      readonly head: string | null;
      readonly request: string;
      readonly sender: string | null;
      /** The head that this push replaced: other pull requests may still have it. */
      readonly before?: string;
      /** Whether another pull request with the same head handed its review over. */
      readonly handedOver?: true;
      /** Pushes to its base branch, the newest last: a replica that still answers with what was before them is behind. */
      readonly pushes?: readonly PushToBase[];
    }
  | {
      readonly kind: 'group';
      readonly head: string;
      readonly base: string;
      readonly request: string;
      readonly destroyed: boolean;
    }
  /** All our checks on a commit are to run again; which pull requests they belong to is in our check runs. */
  | {
      readonly kind: 'suite';
      readonly head: string;
      readonly request: string;
      /** The branch that a merge group goes onto, where the commit is the head of one. */
      readonly queue?: string;
    }
  | { readonly kind: 'fixes'; readonly number: number; readonly head: string; readonly sender: string }
  /** A branch moved, which may be the base of pull requests. */
  | { readonly kind: 'push'; readonly branch: string; readonly before: string; readonly after: string }
  /** What an installation covers or permits has changed; the repository is the organisation's `.github`. */
  | { readonly kind: 'installation' };

/** Jobs of one group are done one after the other, those of one pull request as one. Installations take turns. */
export function groupOf(job: Job): string {
  return `${job.installation}/${aboutOf(job)}`;
}

function aboutOf(job: Job): string {
  switch (job.kind) {
    case 'installation':
      return 'installation';
    case 'push':
      return `${job.repositoryId}:push:${textHash(job.branch)}`;
    case 'pull':
    case 'fixes':
      return `${job.repositoryId}:pull:${job.number}`;
    case 'group':
    case 'suite':
      return `${job.repositoryId}:${job.kind}:${job.head}`;
  }
}
