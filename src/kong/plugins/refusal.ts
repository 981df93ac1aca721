import type { FieldType } from './schema.ts';
import type { Path, Value } from '../../kubernetes/schema/model/value.ts';

/** Why Kong refuses a configuration. */
export type Problem =
  /** The record has no such field; the known one that is meant, or null. */
  | { readonly kind: 'unknown-field'; readonly nearest: string | null }
  /** A field that has to be there is absent or null. */
  | { readonly kind: 'missing' }
  /** What was expected instead of the value, after "expects": `a number`. */
  | ({ readonly kind: 'value' } & Unfit)
  /** What several fields of a record have to fulfil, after "needs": `one of allow and deny`; the fields, as far as they are named. */
  | { readonly kind: 'together'; readonly needed: string; readonly fields: readonly string[] }
  /** Kong's code fails on it and does not say which plugin it was. */
  | ({ readonly kind: 'crash' } & Unfit)
  /** The plugin may not be bound to such an entity. */
  | { readonly kind: 'binding'; readonly to: string };

interface Unfit {
  readonly value: Value;
  /** After "expects". */
  readonly expected: string;
  /** The type that the value has to have and has not; null where it is not the type that is wrong. */
  readonly type: FieldType | null;
}

/** One reason, and where: keys and indexes below the plugin, `config` first. */
export interface Refusal {
  readonly path: Path;
  readonly problem: Problem;
}
