import type { Config } from '../config/config.ts';
import type { DeployedTree } from '../gitops/model/cluster.ts';
import type { Account, NotLookedAt } from '../gitops/model/account.ts';
import type { Sources } from '../source/sources.ts';
import { ancestorsOf, isWithin } from '../source/paths.ts';
import { withShortWords } from '../source/shortened.ts';
import type { Unread } from '../source/unread.ts';
import { reviewedGroups } from '../kubernetes/known-kinds.ts';
import { changedInputs, type Unrendered } from '../gitops/model/unrendered.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { isLocation, type Place } from '../source/location.ts';

/** A path of which nobody knows what it brings into a cluster. */
export interface NotRead extends Unread {
  /** What it makes of the conclusion, by the settings `unread` and `failOn`; `none` where the change has no part in it. */
  readonly effect: 'failure' | 'neutral' | 'success' | 'none';
}

/** What decides of the effect of a path that was not read. */
type Settings = Pick<Config, 'unread' | 'failOn'>;

/** How many of the paths that a change touches, or that base saw something of ours in, ended as what. */
export interface Accounted {
  readonly deployed: number;
  readonly ofNoConcern: number;
  readonly notRead: number;
}

/** Every path accounted for. */
export interface Accounting {
  /** By path. */
  readonly unread: readonly NotRead[];
  /** Null for a tree without a base. */
  readonly accounted: Accounted | null;
}

/** One tree of a change: its texts, and what became of them. */
interface Side {
  readonly sources: Sources;
  readonly deployed: Pick<
    DeployedTree,
    'account' | 'seen' | 'notRead' | 'unread' | 'leftOut' | 'unrendered' | 'faults'
  >;
  readonly clusters: readonly Pick<ClusterView, 'objects'>[];
}

/** Accounts for a tree as it stands: nothing is known of how it was before. */
export function accountForTree({ deployed }: Side, settings: Settings): Accounting {
  const notRead = deployed.notRead.map((found) => withEffect(found, decided(effectByItself(found), settings)));
  const folders = deployed.leftOut().map((entry) => withEffect(entry, 'none'));
  const hidden = deployed.unread
    .filter(({ cause }) => cause === 'limit')
    .map((entry) => withEffect(entry, decided('failure', settings)));
  return { unread: inOrder([...notRead, ...hidden, ...built(deployed), ...folders]), accounted: null };
}

/** Accounts for every path that a change touches, and every path where base saw an object or values of ours. */
export function accountForChange(
  before: Side,
  after: Side,
  changedPaths: readonly string[],
  settings: Settings,
): Accounting {
  const changed = new Set(changedPaths);
  const fed = unstopped(
    changedInputs(unseenIn(before), unseenIn(after), (path) => changed.has(path)),
    after,
    changed,
  );
  const paths = new Set([...changedPaths, ...before.deployed.seen.keys(), ...fed.keys()]);
  const counted = { deployed: 0, ofNoConcern: 0, notRead: 0 };
  const found: NotRead[] = [];
  for (const path of paths) {
    const account = accountAfter(path, before, after);
    if (account.kind === 'of-no-concern' && account.because) found.push(withEffect(account.because, 'none'));
    const effect = account.kind === 'not-read' ? effectOf(path, account, before, changed) : null;
    const feeds = fed.get(path);
    const isUnclear = account.kind === 'not-read' && account.cause === 'not-deployed' && feeds !== undefined;
    if (account.kind === 'not-read' && effect !== null && !isUnclear) {
      found.push(withEffect(account, decided(effect, settings)));
      counted.notRead += 1;
    } else if (feeds !== undefined) {
      found.push(withEffect(feeds, decided('neutral', settings)));
      counted.notRead += 1;
    } else counted[account.kind === 'deployed' ? 'deployed' : 'ofNoConcern'] += 1;
  }
  const known = new Set(found.map(({ path }) => path));
  // What could not be read before either: the change has no part in it.
  const others = after.deployed.notRead.filter(({ path, holds }) => holds === 'ours' && !known.has(path));
  const hidden = behindLimits(before, after).map((entry) => withEffect(entry, decided('failure', settings)));
  const rest = [...others.map((other) => withEffect(other, 'none')), ...hidden, ...built(after.deployed)];
  return { unread: inOrder([...found, ...rest]), accounted: counted };
}

/** Without what a failing build no longer brings, which the change does not touch: the finding about the build says so. */
function unstopped(
  fed: ReadonlyMap<string, Unread>,
  { deployed }: Side,
  changed: ReadonlySet<string>,
): ReadonlyMap<string, Unread> {
  const stopped = deployed.faults.flatMap(({ directories }) => directories);
  const isStopped = (path: string): boolean => stopped.some((directory) => isWithin(path, directory));
  return new Map([...fed].filter(([path]) => changed.has(path) || !isStopped(path)));
}

/** Builds that come to a limit and did not before: nobody knows what they bring, and whoever wants to hide it does that. */
function behindLimits(before: Side, after: Side): readonly Unread[] {
  const known = new Set(before.deployed.unread.map(({ path, cause }) => JSON.stringify([path, cause])));
  return after.deployed.unread.filter(
    ({ path, cause }) => cause === 'limit' && !known.has(JSON.stringify([path, cause])),
  );
}

/** What nobody makes here, without objects inside values that a chart of Kong's applies as they stand. */
function unseenIn({ deployed, clusters }: Side): readonly Unrendered[] {
  const seen = new Set(clusters.flatMap(({ objects }) => objects.map(({ root }) => placeKey(root.at))));
  return deployed
    .unrendered()
    .filter(({ objectsAt = [] }) => objectsAt.length === 0 || !objectsAt.every((at) => seen.has(placeKey(at))));
}

function placeKey(at: Place): string {
  return isLocation(at) ? `${at.path}:${at.start}` : '';
}

/** A link brings what stands elsewhere; where base saw an object of ours at the path itself, that is another one now. */
function accountAfter(path: string, before: Side, { deployed, sources }: Side): Account {
  const account = deployed.account(path);
  if (account.kind !== 'of-no-concern' || account.isLink !== true || !before.deployed.seen.has(path)) return account;
  const link = [path, ...ancestorsOf(path)].flatMap((each) => sources.unread(each) ?? [])[0];
  return link === undefined ? account : { kind: 'not-read', ...link, holds: 'ours' };
}

/** What a path that was not looked at makes of a change; null where it is of no concern after all. */
function effectOf(
  path: string,
  found: NotLookedAt,
  { sources, deployed }: Side,
  changed: ReadonlySet<string>,
): 'failure' | 'neutral' | null {
  const seen = deployed.seen.get(path);
  if (found.holds !== 'set-aside') {
    // A link or a folder took the place of the file: what base saw there is behind it.
    const did = seen !== undefined || sources.contains(path, ...reviewedGroups, 'konghq.com', 'KONG_');
    return did ? 'failure' : effectByItself(found);
  }
  if (seen === 'by-hand') return 'failure';
  // A tool or a kustomization brought it, and the change ends that: then it is in no cluster, and that is certain.
  if (seen === 'by-tool') return found.cause === 'template' ? 'failure' : null;
  return changed.has(path) ? 'neutral' : null;
}

/** What `unread: auto` makes of it: `failure` where it names Gateway API or Kong, or may; `neutral` where nothing tells. */
function effectByItself({ holds }: NotLookedAt): 'failure' | 'neutral' {
  return holds === 'ours' ? 'failure' : 'neutral';
}

function decided(effect: 'failure' | 'neutral', { unread, failOn }: Settings): NotRead['effect'] {
  const asked =
    unread === 'auto' ? effect : ({ fail: 'failure', neutral: 'neutral', pass: 'success' } as const)[unread];
  return asked === 'failure' && failOn === 'never' ? 'neutral' : asked;
}

function withEffect({ path, cause, reason }: Unread, effect: NotRead['effect']): NotRead {
  return { path, cause, reason: withShortWords(reason), effect };
}

/** Files that were read, and that a build could not use in full. */
function built({ unread }: Side['deployed']): readonly NotRead[] {
  return unread.map((entry) => withEffect(entry, 'none'));
}

const ranks = { failure: 0, neutral: 1, success: 2, none: 3 };

/** Each path and reason once, by path. */
function inOrder(entries: readonly NotRead[]): readonly NotRead[] {
  const worst = entries.toSorted((a, b) => ranks[b.effect] - ranks[a.effect]);
  const once = new Map(worst.map((entry) => [JSON.stringify([entry.path, entry.reason]), entry]));
  return [...once.values()].toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Those that the change answers for: they stand in the title and decide the conclusion. */
export function countedUnread(unread: readonly NotRead[]): readonly NotRead[] {
  return unread.filter(({ effect }) => effect !== 'none');
}
