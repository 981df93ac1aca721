import type { Breach } from './breach.ts';
import type { Path, Value } from './value.ts';

/** What the API server makes of an object. */
export interface Admission {
  /** Why it refuses the object; it takes it where there is none. */
  readonly breaches: readonly Breach[];
  /** Fields that no schema knows: dropped, or a reason to refuse, as whoever applies the object asks for. */
  readonly unknownFields: readonly Path[];
  /** The object as it is stored, if it is. */
  readonly stored: Value;
  /** Whether a rule could not be evaluated, as it cannot be judged here or a value is not told by the tree. */
  readonly isUncertain: boolean;
  /** Whether one of those rules cannot be judged here at all. */
  readonly hasUnknownRule: boolean;
}
