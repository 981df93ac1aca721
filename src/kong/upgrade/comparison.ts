import type { Place } from '../../source/location.ts';

/** What has a version that a change may move. */
export type Versioned = 'chart' | 'kic' | 'kong' | 'operator' | 'gateway-api';

/** A version that is another one in the second of two models of a cluster. */
export interface VersionMove {
  readonly program: Versioned;
  /** `kong/kong`, `Kong Ingress Controller`. */
  readonly name: string;
  /** Who has it: `release kong in namespace kong`, `kong/controller`; null for what a cluster has once. */
  readonly of: string | null;
  /** As stated, a range too; null where nothing tells it. A chart that takes the place of another stands before its version. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether no file states it: the chart brings the image. */
  readonly follows: boolean;
  readonly at: Place | null;
}

/** What of a cluster a difference is about. */
export type Area =
  | 'values'
  /** What a chart does where no value says otherwise. */
  | 'default'
  | 'start'
  | 'service'
  | 'listen'
  | 'controller'
  | 'kong'
  | 'feature-gate'
  | 'listener'
  | 'gateway'
  | 'route'
  | 'traffic'
  | 'object'
  /** What the API server fills into an object that does not say it. */
  | 'object-default'
  | 'refusal'
  /** What Kong makes of a plugin that does not say it. */
  | 'plugin'
  | 'annotation';

/** Something that is not the same in two models of a cluster. */
export interface Difference {
  readonly area: Area;
  /** `Service kong/kong-proxy`, `HTTPRoute shop/cart`. */
  readonly about: string;
  /** What of it: `port 443/TCP`, `Accepted`, `KONG_PROXY_LISTEN`; null for all of it. */
  readonly field: string | null;
  /** Null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** Whether something that worked no longer does, or the other way round; what nobody can say is a change. */
  readonly effect: 'breaks' | 'mends' | 'changes';
  /** Where it is written in the second model. */
  readonly at: Place | null;
}

/** What a comparison cannot tell of a cluster. */
export interface NotJudged {
  readonly what:
    'version' | 'release' | 'setting' | 'listener' | 'route' | 'traffic' | 'ingress' | 'refusal' | 'object' | 'source';
  readonly count: number;
  /** Each once, half a sentence. */
  readonly reasons: readonly string[];
}

/** How many of the things that both models have keep what they had. */
export interface Kept {
  readonly same: number;
  readonly changed: number;
  readonly notJudged: number;
}

/** Whether releases of a program behave so: all that a version may stand for, none, or some. */
export type Behaves = 'yes' | 'no' | 'in some patch releases';

/** What a program does in one of two versions; whether that shows in the cluster is told by the differences. */
export interface BehaviourChange {
  /** `Kong Ingress Controller`. */
  readonly program: string;
  /** A sentence without its subject. */
  readonly does: string;
  readonly before: Behaves;
  readonly after: Behaves;
  /** The address of what says so. */
  readonly source: string;
}

/** What differs between two models of one cluster. */
export interface Comparison {
  readonly cluster: string;
  readonly moves: readonly VersionMove[];
  readonly differences: readonly Difference[];
  readonly behaviours: readonly BehaviourChange[];
  readonly listeners: Kept;
  readonly routes: Kept;
  readonly services: Kept;
  readonly notJudged: readonly NotJudged[];
}

/** What one part of a comparison gives. */
export interface Compared {
  readonly differences: readonly Difference[];
  readonly notJudged: readonly NotJudged[];
}

/** A thing in both models. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** Things that both lists have, by key; of several with one key the last. */
export function pairsOf<T>(before: readonly T[], after: readonly T[], keyOf: (thing: T) => string): readonly Pair<T>[] {
  const old = new Map(before.map((thing) => [keyOf(thing), thing]));
  return [...new Map(after.map((thing) => [keyOf(thing), thing]))].flatMap(([key, thing]) => {
    const earlier = old.get(key);
    return earlier === undefined ? [] : [{ before: earlier, after: thing }];
  });
}

/** Things of the first list that the second has not, by key. */
export function without<T>(things: readonly T[], others: readonly T[], keyOf: (thing: T) => string): readonly T[] {
  const known = new Set(others.map(keyOf));
  return things.filter((thing) => !known.has(keyOf(thing)));
}

/** What could not be judged, where there is any. */
export function notJudged(what: NotJudged['what'], reasons: readonly string[]): readonly NotJudged[] {
  return reasons.length === 0 ? [] : [{ what, count: reasons.length, reasons: [...new Set(reasons)] }];
}
