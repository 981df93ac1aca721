import type { Path } from './value.ts';

/** What kind of check an object fails. */
export type BreachKind =
  | 'required'
  | 'type'
  | 'enum'
  | 'pattern'
  | 'range'
  | 'too-few'
  | 'too-many'
  | 'too-short'
  | 'too-long'
  | 'duplicate'
  | 'one-of'
  | 'rule'
  | 'metadata'
  | 'invalid';

/** Why the API server refuses an object, at one place of it. */
export interface Breach {
  readonly kind: BreachKind;
  /** The value that must change; for what is missing the object around it. */
  readonly at: Path;
  /** What is wrong and what would be right, as half a sentence that begins with the field's own name. */
  readonly message: string;
}

/** After these the API server checks no validation rule. */
const blocking: readonly BreachKind[] = ['required', 'type', 'enum', 'too-many', 'too-long'];

export function blocksRules({ kind }: Breach): boolean {
  return blocking.includes(kind);
}
