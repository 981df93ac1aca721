/** A validation rule of a definition that a repository holds, as it is written there. */
export interface StatedRule {
  /** In CEL. */
  readonly expression: string;
  /** What the definition says of a value that breaks it; null where it says nothing. */
  readonly message: string | null;
}

/**
 * What a rule says of a value. `failing`: it asks for what is not there, which counts as broken and is forgiven on no
 * update. Null: that cannot be told here.
 */
export type RuleOutcome = 'kept' | 'broken' | 'failing' | null;
