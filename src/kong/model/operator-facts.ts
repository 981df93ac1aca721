import type { Fact } from '../../source/location.ts';

/** What of Kong Operator's settings bears on more than one Gateway. */
export interface OperatorFacts {
  /** The label without which it sees no Secret; null where it sees all. */
  readonly secretLabel: Fact<string | null>;
  /** The same of ConfigMaps. */
  readonly configMapLabel: Fact<string | null>;
  /** Whether a Kong older than 3.0, or of no version that its image tells, is never started. */
  readonly validatesImages: Fact<boolean>;
}
