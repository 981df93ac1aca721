import type { Place } from '../../source/location.ts';

/** A path of keys and list indexes in the values of a release. */
export type ValuesPath = readonly (string | number)[];

/** A setting of the user that the chart of this version never reads. */
export interface UnusedSetting {
  readonly message: string;
  /** What may be meant by it, as text; null where nobody can guess. */
  readonly meant: string | null;
  /** Its key. */
  readonly at: Place;
  /** The path as text, `proxy.stream[0].port`. */
  readonly key: string;
  readonly path: ValuesPath;
  /** Where the chart would read it, or the switch without which it does not; null where neither is certain. */
  readonly remedy:
    | { readonly kind: 'move'; readonly to: ValuesPath; /** Told by a likeness of names. */ readonly isGuess: boolean }
    | { readonly kind: 'switch-on'; readonly path: readonly string[] }
    | null;
}
