import type { ObjectVerdict } from '../../admission/verdict.ts';
import type { Related } from '../../finding.ts';

/** ` (Gateway API 1.3.0, standard channel)`: which definitions a sentence rests on; empty for kinds of the core group. */
export function inRelease({ label }: Pick<ObjectVerdict, 'label'>): string {
  return label === null ? '' : ` (${label})`;
}

/** Where the tree says that those definitions are installed. */
export function definitionsAt({ label, statedAt }: Pick<ObjectVerdict, 'label' | 'statedAt'>): readonly Related[] {
  return label === null || statedAt === null ? [] : [{ at: statedAt, message: `${label}, is installed here` }];
}
