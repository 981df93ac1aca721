import type { Location } from './source/location.ts';

export type Severity = 'error' | 'warning' | 'notice';

/** Against the base of a change; `check`, which has no base, calls every finding existing. */
export type Status = 'introduced' | 'existing' | 'fixed';

/** The other half of a finding: the object, value or default it clashes with. */
export interface Related {
  readonly at: Location;
  readonly message: string;
}

/** Whole lines to replace, first to last included, lines from 1. Proven before it is offered. */
export interface Suggestion {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Without the line break of the last line. */
  readonly replacement: string;
}

/** One observed breach of a rule, at a place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly cluster: string;
  /** One plain sentence or two: no markdown, no rule id, no "error:". */
  readonly message: string;
  readonly at: Location;
  readonly related: readonly Related[];
  readonly suggestion: Suggestion | null;
  /** Stable over moves of lines: made of cluster, resource, rule and field path. */
  readonly fingerprint: string;
}
