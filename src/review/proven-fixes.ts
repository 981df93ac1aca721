import type { Finding } from '../finding.ts';
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
  /** What the kept ones put right: the findings that they stand at, and those that go with these. */
  readonly gone: readonly Finding[];
}

/**
 * Proves once more what is to be written: all of it together, else one after the other, and what does not go with
 * those before it is left out. `sources` are the files that the review speaks of.
 */
export function provenFixes(
  { proofs: input, findings: all }: Review,
  sources: Sources,
  fixes: readonly OfferedFix[],
): ProvenFixes {
  if (input === undefined || fixes.length === 0) return { kept: [], left: fixes, gone: [] };
  const proofs = new Proofs(input);
  const goneBeside = (standing: ReadonlySet<string>): readonly Finding[] =>
    all.filter(({ fingerprint, status }) => status !== 'fixed' && !standing.has(fingerprint));
  const proven = (some: readonly OfferedFix[], reserve: number): ReadonlySet<string> | null => {
    const texts = textsWith(
      sources,
      some.map(({ suggestion }) => suggestion),
    );
    const mended = new Set(some.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
    const candidates = input.candidates.filter(({ fingerprint }) => mended.has(fingerprint));
    return proofs.mendFiles(texts, candidates, reserve);
  };
  // One proof is made whatever is left of the budget: without it nothing may be written.
  const standing = proven(fixes, -Infinity);
  if (standing !== null) return { kept: fixes, left: [], gone: goneBeside(standing) };
  let kept: readonly OfferedFix[] = [];
  let gone: readonly Finding[] = [];
  for (const fix of fixes) {
    const beside = proven([...kept, fix], 0);
    if (beside === null) continue;
    kept = [...kept, fix];
    gone = goneBeside(beside);
  }
  return { kept, left: fixes.filter((fix) => !kept.includes(fix)), gone };
}
