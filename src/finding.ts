import type { Location, PlainLocation } from './source/location.ts';
import { shortName } from './source/shortened.ts';

export type Severity = 'error' | 'warning' | 'notice';

/** Against the base of a change; `check`, which has no base, calls every finding existing. */
export type Status = 'introduced' | 'existing' | 'fixed';

/** The tree in which a place stands, where that is not head: a line that only the base branch has. */
export type Side = 'head' | 'base';

/** The other half of a finding: the object, value or default it clashes with. */
export interface Related {
  readonly at: Location;
  readonly message: string;
  /** Where `at` stands; in head when absent. */
  readonly side?: Side;
}

/** A place that a statement names: from `start` to `end` (exclusive, UTF-16) the statement reads `path:line`. */
export interface NamedPlace {
  readonly start: number;
  readonly end: number;
  readonly at: Location;
}

/** Whole lines to replace, first to last included, lines from 1. Proven before it is offered. */
export interface Suggestion {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Without the line break of the last line. */
  readonly replacement: string;
}

/** The object or setting that a finding is about. */
export interface Subject {
  /** `Gateway`, `Service`; for what has no manifest of its own a plain noun: `controller`, `proxy`, `release`, `file`. */
  readonly kind: string;
  /** Null where nothing states one, and for what stands in none. */
  readonly namespace: string | null;
  readonly name: string;
  /** The part of it that is at fault, by its own name instead of an index. */
  readonly part?: { readonly kind: 'listener' | 'port'; readonly name: string };
}

/** `Gateway kong/edge`, `Gateway without a name`: a subject as messages call it, without its part. */
export function subjectName({ kind, namespace, name }: Subject): string {
  if (name === '')
    return `${shortName(kind)} without a name${namespace === null ? '' : ` in namespace ${shortName(namespace)}`}`;
  return `${shortName(kind)} ${namespace === null ? '' : `${shortName(namespace)}/`}${shortName(name)}`;
}

/** Equal for equal subjects, part included, and for no others. */
export function subjectKey({ kind, namespace, name, part }: Subject): string {
  return JSON.stringify([kind, namespace, name, ...(part ? [part.kind, part.name] : [])]);
}

/** A condition that will stand on the subject, or on what depends on it. */
export interface PredictedCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  /** Null where only the status is certain. */
  readonly reason: string | null;
}

/** What follows from a fault, whichever rule speaks of it. */
export type Effect =
  /** A condition of the object says it. */
  | 'condition'
  /** Nobody writes a status on the object. */
  | 'no-status'
  /** The controller knows the Gateway and cannot reconcile it. */
  | 'pending'
  /** The status claims that the listener is served, and its traffic is lost. */
  | 'not-served'
  /** Requests do not get where a route sends them, whatever its status says. */
  | 'not-routed'
  /** Requests pass without a plugin that is named for them, whatever the status says. */
  | 'without-plugin'
  /** A consumer cannot use a credential that it names. */
  | 'without-credential'
  /** A setting of how Kong reaches a Service does not count. */
  | 'without-policy'
  /** Something that was set before no longer is. */
  | 'setting-lost'
  /** Clients reach it elsewhere. */
  | 'address-changes'
  | 'refused-by-api-server'
  /** Nothing that a deployment should bring is applied. */
  | 'deployment-fails'
  /** The API server drops a field, or refuses the object, as whoever applies it asks for. */
  | 'field-dropped'
  /** Helm cannot install or upgrade the release. */
  | 'release-fails'
  | 'controller-does-not-start'
  | 'kong-does-not-start'
  /** Kong takes no update of its configuration, and goes on with the last one. */
  | 'configuration-refused';

/** What will be the case after the merge. */
export interface Outcome {
  readonly effect: Effect;
  /** Empty where the outcome is none that a condition tells. */
  readonly conditions: readonly PredictedCondition[];
  /** The same in words, after "After merge: " and without the full stop; for people alone. */
  readonly sentence: string;
}

/** `After merge: Accepted=False, PortUnavailable`. */
export function afterMerge({ sentence }: Outcome): string {
  return `After merge: ${sentence}`;
}

/** The whole message: what is wrong, and what comes of it. The one place where the two are put together. */
export function messageOf(statement: string, outcome: Outcome | null): string {
  return outcome === null ? statement : `${statement} ${afterMerge(outcome)}.`;
}

/** The tree in whose lines a finding is shown. */
export function sideOf({ status, side }: Pick<Finding, 'status' | 'side'>): Side {
  return side ?? (status === 'fixed' ? 'base' : 'head');
}

/** The other half of what is told. */
export interface ToldRelated extends Related {
  readonly at: PlainLocation;
}

/** One observed breach of a rule, at a place; plain data. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly status: Status;
  /** The clusters in which it holds, by name; none where it is about a file by itself. */
  readonly clusters: readonly string[];
  /** What is wrong, without what comes of it. */
  readonly statement: string;
  /** The places that the statement names, in their order; none when absent. */
  readonly named?: readonly NamedPlace[];
  /** Null where a rule predicts nothing. */
  readonly outcome: Outcome | null;
  /** `statement` and `outcome` as one text of a few plain sentences: no markdown, no rule id, no "error:". */
  readonly message: string;
  readonly at: PlainLocation;
  /** Where `at` stands; when absent in head, and what is fixed in base. */
  readonly side?: Side;
  readonly related: readonly ToldRelated[];
  readonly suggestion: Suggestion | null;
  /** Stable over moves of lines: made of the first cluster, rule, subject and field. */
  readonly fingerprint: string;
}
