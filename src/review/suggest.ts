import type { Related, Suggestion } from '../finding.ts';
import type { Edit, ValueChange } from '../source/change.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { fixOf, merged, overlap, placeOf, type Fix } from './fix.ts';
import { Proofs, type ProofInput } from './proofs.ts';
import { worstFirst } from './verdict.ts';

/** So many settings without effect are tried as the cause of one finding. */
const mostCauses = 6;

/** What a review offers. */
export interface Offers {
  /** By candidate; all of them can be accepted in any combination. Candidates that one edit puts right share it. */
  readonly suggestions: ReadonlyMap<CandidateFinding, Suggestion>;
  /** For a candidate that a setting without effect explains, the candidate that speaks of that setting. */
  readonly causes: ReadonlyMap<CandidateFinding, CandidateFinding>;
  /** The proven ways to put a candidate right, where there are several and nobody can tell which is meant. */
  readonly ways: ReadonlyMap<CandidateFinding, readonly Related[]>;
  /** How many candidates stay without a suggestion because there was no budget to prove one. */
  readonly unproven: number;
}

/** What stands for the candidates that one edit puts right. */
interface Offer extends Fix {
  readonly mends: readonly CandidateFinding[];
}

interface OfferInMaking extends Offer {
  readonly mends: CandidateFinding[];
}

type Found =
  | { readonly kind: 'fix'; readonly fix: Fix; readonly cause: CandidateFinding | null }
  | { readonly kind: 'ways'; readonly ways: readonly Related[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unproven' };

/**
 * Offers a change for each candidate that wants one: first the one that gives effect to a setting that has none, then
 * its own changes in their order, then its one alternative. Each is proven alone, and then all of them together, so
 * that a person may accept any of them: what does not go with those before it is left out.
 */
export function offersFor(input: ProofInput, wantsOne: (candidate: CandidateFinding) => boolean): Offers {
  const proofs = new Proofs(input);
  const causes = new Map<CandidateFinding, CandidateFinding>();
  const ways = new Map<CandidateFinding, readonly Related[]>();
  const offers = new Map<string, OfferInMaking>();
  let unproven = 0;
  // Half of what is left is for proving that what is offered goes together.
  const reserve = input.budget.left / 2;
  const causesOf = settingsWithoutEffect(input.candidates);
  for (const candidate of input.candidates.filter(wantsOne).toSorted(worstFirst)) {
    const found = find(candidate, causesOf(candidate), input, (edits) => proofs.mend(edits, [candidate], reserve));
    if (found.kind === 'unproven') unproven += 1;
    if (found.kind === 'ways') ways.set(candidate, found.ways);
    if (found.kind !== 'fix') continue;
    if (found.cause !== null) causes.set(candidate, found.cause);
    const key = JSON.stringify(found.fix.edits);
    const offer = offers.get(key);
    if (offer === undefined) offers.set(key, { ...found.fix, mends: [candidate] });
    else offer.mends.push(candidate);
  }
  const { kept, late } = together([...offers.values()], input, proofs);
  const suggestions = new Map(
    kept.flatMap(({ mends, suggestion }) => mends.map((each) => [each, suggestion] as const)),
  );
  return { suggestions, causes, ways, unproven: unproven + late };
}

function find(
  candidate: CandidateFinding,
  causes: readonly CandidateFinding[],
  input: ProofInput,
  isProvenBy: (edits: readonly Edit[]) => boolean | null,
): Found {
  const attempt = (changes: readonly ValueChange[]): Fix | null | 'unproven' => {
    const fix = changes.length === 0 ? null : fixOf(input.sources, changes);
    if (fix === null) return null;
    const isProven = isProvenBy(fix.edits);
    return isProven === null ? 'unproven' : isProven ? fix : null;
  };
  for (const cause of causes) {
    for (const changes of cause.explains?.changes ?? []) {
      const fix = attempt(changes);
      if (fix !== null && fix !== 'unproven') return { kind: 'fix', fix, cause };
    }
  }
  for (const changes of candidate.changes) {
    const fix = attempt(changes);
    if (fix === 'unproven') return { kind: 'unproven' };
    if (fix !== null) return { kind: 'fix', fix, cause: null };
  }
  return onlyOne(candidate, input, attempt);
}

/** Settings without effect in the same cluster, which may be why something else is wrong. */
function settingsWithoutEffect(
  candidates: readonly CandidateFinding[],
): (candidate: CandidateFinding) => readonly CandidateFinding[] {
  const all = Map.groupBy(
    candidates.filter(({ explains }) => explains !== null),
    ({ cluster }) => cluster,
  );
  return ({ cluster, explains }) => (explains === null ? (all.get(cluster) ?? []).slice(0, mostCauses) : []);
}

/** The one alternative that is proven; where several are, or it takes something away, all are named. */
function onlyOne(
  { alternatives }: CandidateFinding,
  { sources }: ProofInput,
  attempt: (changes: readonly ValueChange[]) => Fix | null | 'unproven',
): Found {
  const proven: { readonly does: string; readonly fix: Fix; readonly takesAway: boolean }[] = [];
  for (const { does, changes, takesAway = false } of alternatives) {
    const fix = attempt(changes);
    if (fix === 'unproven') return { kind: 'unproven' };
    if (fix !== null) proven.push({ does, fix, takesAway });
  }
  const [only, second] = proven;
  if (only === undefined) return { kind: 'none' };
  if (second === undefined && !only.takesAway) return { kind: 'fix', fix: only.fix, cause: null };
  const ways = proven.flatMap(({ does, fix }) => {
    const at = placeOf(sources, fix);
    return at ? [{ at, message: `one way: ${does}` }] : [];
  });
  return { kind: 'ways', ways };
}

/** Those that can be accepted together; one that shares a line with another is merged into it. */
function together(
  offers: readonly Offer[],
  input: ProofInput,
  proofs: Proofs,
): { readonly kept: readonly Offer[]; readonly late: number } {
  const proven = (some: readonly Offer[]): boolean | null =>
    proofs.mend(
      some.flatMap(({ edits }) => edits),
      some.flatMap(({ mends }) => mends),
      0,
    );
  const apart: Offer[] = [];
  for (const offer of offers) {
    const index = apart.findIndex((each) => overlap(each, offer));
    const first = apart[index];
    if (first === undefined) apart.push(offer);
    else {
      // What is put in at one place may belong to what stands before it: then only one order will do.
      const both = [merged(input.sources, first, offer), merged(input.sources, offer, first)]
        .filter((fix) => fix !== null)
        .map((fix) => ({ ...fix, mends: [...first.mends, ...offer.mends] }))
        .filter((one) => !apart.some((each) => each !== first && overlap(each, one)));
      apart[index] = both.find((one) => proven([one]) === true) ?? first;
    }
  }
  if (apart.length < 2 || proven(apart) === true) return { kept: apart, late: 0 };
  let kept: readonly Offer[] = [];
  let late = 0;
  for (const offer of apart) {
    const isProven = kept.length === 0 ? true : proven([...kept, offer]);
    if (isProven === null) late += offer.mends.length;
    if (isProven === true) kept = [...kept, offer];
  }
  return { kept, late };
}
