import { subjectKey, type Related, type Suggestion } from '../finding.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { affected } from './placement.ts';
import type { Offers } from './suggest.ts';

/** A candidate as it is told, with what is offered for it. */
export interface OfferedCandidate {
  readonly candidate: CandidateFinding;
  readonly suggestion: Suggestion | null;
}

/**
 * Candidates with what a review offers for them. A setting without effect is told where it is the cause of something
 * else, and then not by itself; where there are several ways to put a candidate right, they stand beside it. A
 * suggestion stands at the first candidate that it puts right, and the others point there: it can be accepted once.
 */
export function withOffers(candidates: readonly CandidateFinding[], offers: Offers): readonly OfferedCandidate[] {
  const told = new Set(offers.causes.values());
  const holders = holdersOf(offers);
  return candidates
    .filter((candidate) => !told.has(candidate))
    .map((candidate) => {
      const suggestion = offers.suggestions.get(candidate) ?? null;
      const holder = suggestion && holders.get(JSON.stringify(suggestion));
      if (!holder || causeKey(holder) === causeKey(candidate))
        return { candidate: withCause(candidate, offers), suggestion };
      const note = { at: holder.at, message: `the suggestion for ${affected(holder)} puts this right too` };
      return { candidate: withCause(candidate, offers, [note]), suggestion: null };
    });
}

/** The candidate that a suggestion stands at: one on its lines, else the first that was proven, which is the worst. */
function holdersOf({ suggestions, causes }: Offers): ReadonlyMap<string, CandidateFinding> {
  const told = new Set(causes.values());
  const holders = new Map<string, CandidateFinding>();
  for (const [candidate, suggestion] of suggestions) {
    const key = JSON.stringify(suggestion);
    const holder = holders.get(key);
    if (told.has(candidate) || (holder && (standsOn(holder, suggestion) || !standsOn(candidate, suggestion)))) continue;
    holders.set(key, candidate);
  }
  return holders;
}

function standsOn({ at }: CandidateFinding, { path, startLine, endLine }: Suggestion): boolean {
  return at.path === path && startLine <= at.line && at.line <= endLine;
}

/** Equal for what one cause makes in several clusters: that is told as one. */
function causeKey({ rule, subject, field, at }: CandidateFinding): string {
  return JSON.stringify([rule, subjectKey(subject), field, at.path, at.start, at.end]);
}

function withCause(
  candidate: CandidateFinding,
  { causes, ways }: Offers,
  more: readonly Related[] = [],
): CandidateFinding {
  const cause = causes.get(candidate);
  const found = [...(ways.get(candidate) ?? []), ...more];
  if (cause === undefined && found.length === 0) return candidate;
  const related = [...candidate.related, ...found];
  if (cause === undefined) return { ...candidate, related };
  return {
    ...candidate,
    statement: `${candidate.statement} ${cause.explains?.sentence ?? ''}`,
    related: [{ at: cause.at, message: 'this setting has no effect' }, ...related],
  };
}
