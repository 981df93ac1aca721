import type { ObjectVerdict } from '../../admission/verdict.ts';

/** ` (Gateway API 1.3.0, standard channel)`: which definitions a sentence rests on; empty for kinds of the core group. */
export function inRelease({ label }: Pick<ObjectVerdict, 'label'>): string {
  return label === null ? '' : ` (${label})`;
}
