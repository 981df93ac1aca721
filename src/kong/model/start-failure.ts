import type { Place } from '../../source/location.ts';

/** What keeps a controller from starting. */
export type StartFailureCause =
  /** A word of its arguments that is neither a flag nor a flag's value. */
  | 'unexpected-word'
  /** A word or flag that makes the program print something and end. */
  | 'other-command'
  | 'unknown-flag'
  | 'flag-syntax'
  | 'value-missing'
  | 'malformed-value'
  | 'unknown-gate'
  /** Settings that are sound one by one and may not stand together. */
  | 'combination';

/** A setting with which a controller exits at once. */
export interface StartFailure {
  readonly cause: StartFailureCause;
  /** The flag at fault without dashes; `arguments` for a word, `settings` for several flags. */
  readonly about: string;
  /** Half a sentence that begins with the setting: `--publish-service is "proxy", but must be …`. */
  readonly reason: string;
  /** What is likely meant, as it would be written, where the reason alone leaves that open; else null. */
  readonly likely: string | null;
  readonly at: Place;
  /** The text that was meant and where it belongs, where only one can have been; else null. */
  readonly meant: { readonly at: Place; readonly text: string } | null;
}

/** A feature gate that is set for a version that does not know it: the controller refuses to start. */
export interface UnknownGate {
  readonly gate: string;
  readonly at: Place;
  /** The version that removed it, or null where none ever had it or not yet. */
  readonly removedIn: string | null;
  /** The one gate of this version that is at most two letters away, or null. */
  readonly meant: string | null;
  /** How many gates behind this one, the last that is looked at, are not. */
  readonly further: number;
}
