import type { OwnRun } from '../model/own-run.ts';
import { RecentlyUsed } from '../../source/recently-used.ts';
import { nameOf, type Repository } from '../model/repository.ts';

/**
 * What this process wrote to GitHub lately. Reads may be answered by a replica that does not know it
 * yet, and what is thought missing would be written twice.
 */
export class RecentWrites {
  readonly #ids = new RecentlyUsed<number>(5_000);
  readonly #runs = new RecentlyUsed<readonly OwnRun[]>(5_000);
  readonly #comments = new RecentlyUsed<ReadonlyMap<string, number>>(5_000);

  /** What is called so has this id at GitHub, and keeps it when it is renamed. */
  learn(repository: Repository, id: number): void {
    this.#ids.set(nameOf(repository), id);
  }

  #keyOf(repository: Repository, what: string): string {
    return `${this.#ids.get(nameOf(repository)) ?? nameOf(repository)}${what}`;
  }

  /** A run was created, or changed its state. */
  rememberRun(repository: Repository, head: string, run: OwnRun): void {
    const key = this.#keyOf(repository, `@${head}`);
    const others = (this.#runs.get(key) ?? []).filter(({ id }) => id !== run.id);
    this.#runs.set(key, [...others, run]);
  }

  /** The runs GitHub listed, with what we know better; oldest first. */
  withRuns(repository: Repository, head: string, listed: readonly OwnRun[]): readonly OwnRun[] {
    const known = new Map((this.#runs.get(this.#keyOf(repository, `@${head}`)) ?? []).map((run) => [run.id, run]));
    const merged = listed.map((run) => (run.completed ? run : (known.get(run.id) ?? run)));
    const unlisted = [...known.values()].filter(({ id }) => !listed.some((run) => run.id === id));
    return [...merged, ...unlisted].toSorted((a, b) => a.id - b.id);
  }

  /** Comments with these fingerprints were posted on a pull request at this time. */
  rememberComments(repository: Repository, number: number, fingerprints: readonly string[], now: number): void {
    const key = this.#keyOf(repository, `#${number}`);
    const known = this.#comments.get(key) ?? new Map();
    this.#comments.set(key, new Map([...known, ...fingerprints.map((fingerprint) => [fingerprint, now] as const)]));
  }

  /** Everything we ever posted there, as far as we remember. */
  comments(repository: Repository, number: number): ReadonlySet<string> {
    return new Set(this.#comments.get(this.#keyOf(repository, `#${number}`))?.keys());
  }

  /** Whether a list of our comments lacks one of the last minute: then it is an old list. */
  isBehind(repository: Repository, number: number, listed: ReadonlySet<string>, now: number): boolean {
    const known = this.#comments.get(this.#keyOf(repository, `#${number}`)) ?? new Map<string, number>();
    return [...known].some(([fingerprint, at]) => at > now - 60_000 && !listed.has(fingerprint));
  }
}
