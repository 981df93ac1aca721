/** Who writes a condition: Kong Ingress Controller, Kong Operator, or Gateway API itself as a default of its definitions. */
export type Writer = 'controller' | 'operator' | 'default';

/** What a reason of a condition means, wherever it is written with one meaning. */
export interface ReasonPage {
  /** The reason as it stands in `status`. */
  readonly reason: string;
  /** The conditions that carry it, as `Accepted=False`. */
  readonly conditions: readonly string[];
  readonly on: readonly ('class' | 'gateway' | 'listener' | 'route')[];
  readonly by: readonly Writer[];
  /** What is the case, as whole sentences. */
  readonly means: string;
  /** What to do; null where nothing is wrong. */
  readonly remedy: string | null;
  /** Rules that tell of it before the merge. */
  readonly rules: readonly string[];
}

/** What a type of condition says, whatever its reason. */
export interface ConditionPage {
  readonly type: string;
  readonly on: ReasonPage['on'];
  readonly means: string;
}
