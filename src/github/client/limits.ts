import type { Clock } from './clock.ts';

/** What a request costs in GitHub's accounts: content is what notifies people, a write is any other change. */
export type Cost = 'read' | 'write' | 'content';

/** At most `most` units in any `span` milliseconds. Kept below GitHub's own figures, since other programs may share the account. */
interface Window {
  readonly span: number;
  readonly most: number;
  readonly units: (cost: Cost) => number;
}

const minute = 60_000;

const windows: readonly Window[] = [
  { span: minute, most: 800, units: (cost) => (cost === 'read' ? 1 : 5) },
  { span: minute, most: 60, units: (cost) => (cost === 'content' ? 1 : 0) },
  { span: 60 * minute, most: 450, units: (cost) => (cost === 'content' ? 1 : 0) },
];

/**
 * Counts content for all processes that speak for an installation, where there are several.
 * Gives null where it was counted, else from when on it may be asked again, in milliseconds since 1970.
 */
export type SharedCount = (window: SharedWindow, now: number) => Promise<number | null>;

/** So much content in each span of so many milliseconds that begins with a multiple of it. */
export interface SharedWindow {
  readonly span: number;
  readonly most: number;
}

/** The same figures as for one process; what is left below GitHub's own is for the end of one span and the start of the next. */
const sharedWindows: readonly SharedWindow[] = [
  { span: minute, most: 60 },
  { span: 60 * minute, most: 450 },
];

/**
 * The pace one installation may keep (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 * Shared by everything in the process that speaks for the installation.
 */
export class InstallationLimits {
  readonly #spent: { readonly at: number; readonly cost: Cost }[] = [];
  readonly #shared: SharedCount | undefined;
  #blockedUntil = 0;

  constructor(shared?: SharedCount) {
    this.#shared = shared;
  }

  /** When a request of this cost may be sent; now or earlier means at once. */
  freeAt(cost: Cost, now: number): number {
    this.#forget(now);
    return Math.max(this.#blockedUntil, ...windows.map((window) => this.#windowFreeAt(window, cost, now)));
  }

  /** Counts a request that is about to be sent. */
  spend(cost: Cost, now: number): void {
    this.#spent.push({ at: now, cost });
  }

  /** Counts it among all processes, too; gives null, or from when on it may be asked again. */
  async claim(cost: Cost, now: number): Promise<number | null> {
    if (cost !== 'content' || !this.#shared) return null;
    for (const window of sharedWindows) {
      const until = await this.#shared(window, now);
      if (until !== null) return until;
    }
    return null;
  }

  /** GitHub asked to be left alone until then. */
  blockUntil(time: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, time);
  }

  #windowFreeAt({ span, most, units }: Window, cost: Cost, now: number): number {
    let room = most - units(cost);
    if (room === most) return now;
    for (const { at, cost: spent } of this.#spent.toReversed()) {
      if (at <= now - span) break;
      room -= units(spent);
      if (room < 0) return at + span;
    }
    return now;
  }

  #forget(now: number): void {
    const oldest = this.#spent.findIndex(({ at, cost }) => at > now - (cost === 'content' ? 60 * minute : minute));
    this.#spent.splice(0, oldest === -1 ? this.#spent.length : oldest);
  }
}

/** The limits of every installation this process serves. */
export function createLimits(
  shared?: (installation: number) => SharedCount,
): (installation: number) => InstallationLimits {
  const known = new Map<number, InstallationLimits>();
  return (installation) => {
    const limits = known.get(installation) ?? new InstallationLimits(shared?.(installation));
    known.set(installation, limits);
    return limits;
  };
}

/** Waits until a request of this cost may be sent; false when that is after the deadline. */
export async function waitForTurn(
  limits: InstallationLimits,
  cost: Cost,
  clock: Clock,
  deadline: number,
): Promise<boolean> {
  for (;;) {
    const now = clock.now();
    const own = limits.freeAt(cost, now);
    const free = own > now ? own : ((await limits.claim(cost, now)) ?? now);
    if (free <= now) {
      limits.spend(cost, now);
      return true;
    }
    if (free > deadline) return false;
    await clock.sleep(free - now);
  }
}
