import type { Reviewer } from '../../session/reviewer.ts';
import { createTextCache, type TextCache } from '../../source/text-cache.ts';
import type { Clock } from '../client/clock.ts';
import type { Count } from './counts.ts';
import type { ListingCache } from '../tree/commit-tree.ts';
import { createConfigurationCache, type ConfigurationCache } from './configuration.ts';
import { createInventoryCache, type InventoryCache } from './inventories.ts';
import type { Budget, Client } from '../client/pace.ts';
import { RecentWrites } from './recent-writes.ts';
import { TokenAges } from './token-ages.ts';
import { RecentlyUsed } from '../../source/recently-used.ts';

/** What the process remembers between reviews. Nothing in it is needed: it saves requests, and looks where replicas lag. */
export interface Caches {
  readonly texts: TextCache;
  readonly listings: ListingCache;
  readonly configurations: ConfigurationCache;
  readonly inventories: InventoryCache;
  readonly recent: RecentWrites;
  readonly tokens: TokenAges;
  /** Until when it is remembered that somebody may not write, by repository and login. */
  readonly strangers: RecentlyUsed<number>;
}

const mostListedPaths = 500_000;

export function createCaches(): Caches {
  return {
    texts: createTextCache(),
    listings: new RecentlyUsed(mostListedPaths, (entries) => entries.length + 1),
    configurations: createConfigurationCache(),
    inventories: createInventoryCache(),
    recent: new RecentWrites(),
    tokens: new TokenAges(),
    strangers: new RecentlyUsed(10_000),
  };
}

/** Where the app says what it does: never a payload, a secret or text of a reviewed repository. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * What becomes of a failure. `retryable`: one that may pass is thrown, and somebody tries again. `last`:
 * nobody will, so it is shown. `abandoned`: every attempt ended without a result; nothing is tried, and
 * that is all there is to say.
 */
export type Attempt = 'retryable' | 'last' | 'abandoned';

/** What one job works with: a client that speaks for one installation, and what all jobs share. */
export interface Services {
  readonly client: Client;
  readonly budget: Budget;
  readonly clock: Clock;
  /** The id of the app, by which our check runs are known. */
  readonly app: number;
  readonly caches: Caches;
  readonly reviewer: Reviewer;
  readonly attempt: Attempt;
  /** Until when an outage ends no review, in milliseconds since 1970: whoever works on the queue tries again. */
  readonly outlastUntil: number;
  readonly log: Log;
  readonly count: Count;
  /** Whether the installation granted `contents: write`, without which no fix is offered. */
  readonly mayPush: boolean;
}

/** Today in UTC, as suppressions write it. */
export function today(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}
