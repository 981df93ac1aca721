import { Superseded } from '../client/failure.ts';
import type { Client } from '../client/pace.ts';
import type { PullRequest } from './pull-request.ts';
import { readConversation, type Conversation } from './review-threads.ts';

/**
 * Makes sure that what we are about to write is still about the newest head. Ask `current` before each
 * write and tell `wrote` after it: one reading serves one write.
 */
export class HeadGuard {
  readonly #client: Client;
  readonly #reviewed: PullRequest;
  #latest: Conversation | null = null;

  constructor(client: Client, reviewed: PullRequest) {
    this.#client = client;
    this.#reviewed = reviewed;
  }

  /** The pull request and our comments as they are now; throws `Superseded` when the review is about something older. */
  async current(): Promise<Conversation> {
    const { repository, number } = this.#reviewed;
    this.#latest ??= await readConversation(this.#client, repository, number);
    if (!this.#latest) throw new Superseded('the pull request is gone');
    const why = reasonToStop(this.#reviewed, this.#latest.pull);
    if (why !== null) throw new Superseded(why);
    return this.#latest;
  }

  /** What was read is old from now on. */
  wrote(): void {
    this.#latest = null;
  }
}

function reasonToStop(reviewed: PullRequest, now: PullRequest): string | null {
  if (!now.open) return 'the pull request was closed';
  if (now.head !== reviewed.head) return 'a newer commit was pushed';
  if (now.baseBranch !== reviewed.baseBranch) return 'the pull request was aimed at another branch';
  return null;
}
