/** Milliseconds after which a token is asked for anew: what is granted may have changed in another process. */
const mostAge = 10 * 60_000;

/** How old the tokens of installations are. The tokens themselves, and what they permit, are kept by Octokit for an hour. */
export class TokenAges {
  readonly #askedAt = new Map<number, number>();

  /** Whether the next request needs another token; it is taken to be asked for at once. */
  isOld(installation: number, now: number): boolean {
    const askedAt = this.#askedAt.get(installation) ?? -Infinity;
    if (now - askedAt < mostAge) return false;
    this.#askedAt.set(installation, now);
    return true;
  }

  /** GitHub no longer accepts the token, or the installation has changed. */
  forget(installation: number): void {
    this.#askedAt.delete(installation);
  }
}
