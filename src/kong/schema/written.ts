import type { Located } from '../../source/location.ts';

/** A value together with where it was written and what the field is called there: `spec.rules[0].matches[0].path.value`. */
export interface Written<T> extends Located<T> {
  readonly field: string;
}
