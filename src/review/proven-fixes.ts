import type { Sources } from '../source/sources.ts';
import { textsWith, type OfferedFix } from './combine-fixes.ts';
import { Proofs } from './proofs.ts';
import type { Review } from './review.ts';

/** A choice of what a review offers. */
export interface ProvenFixes {
  /** What was proven together, as the files would stand on disk. */
  readonly kept: readonly OfferedFix[];
  /** What is not proven together with the others. */
  readonly left: readonly OfferedFix[];
}

/**
 * Proves once more what is to be written: all of it together, else one after the other, and what does not go with
 * those before it is left out. `sources` are the files that the review speaks of.
 */
export function provenFixes({ proofs: input }: Review, sources: Sources, fixes: readonly OfferedFix[]): ProvenFixes {
  if (input === undefined || fixes.length === 0) return { kept: [], left: fixes };
  const proofs = new Proofs(input);
  const proven = (some: readonly OfferedFix[], reserve: number): boolean => {
    const texts = textsWith(
      sources,
      some.map(({ suggestion }) => suggestion),
    );
    const mended = new Set(some.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
    const candidates = input.candidates.filter(({ fingerprint }) => mended.has(fingerprint));
    return proofs.mendFiles(texts, candidates, reserve) === true;
  };
  // One proof is made whatever is left of the budget: without it nothing may be written.
  if (proven(fixes, -Infinity)) return { kept: fixes, left: [] };
  let kept: readonly OfferedFix[] = [];
  for (const fix of fixes) if (proven([...kept, fix], 0)) kept = [...kept, fix];
  return { kept, left: fixes.filter((fix) => !kept.includes(fix)) };
}
