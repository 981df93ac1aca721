import { subjectKey, subjectName, type Outcome, type Related } from '../finding.ts';
import type { SharedCause } from '../rules/model/rule.ts';
import { conditionOutcome, outcomeOf } from '../rules/wording/outcomes.ts';
import type { Location } from '../source/location.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import type { OwnedBy } from './owners.ts';
import { fingerprint } from './fingerprint.ts';
import type { OfferedCandidate } from './with-offers.ts';

/** What a change breaks, where it is shown. */
export interface PlacedCandidate extends OfferedCandidate {
  /** Whether a change of its cause breaks it, and nothing of the object itself. */
  readonly isByCause: boolean;
  /** Where it stands itself. */
  readonly stands: Location;
}

/** The first ones stand for all of them. */
const mostNamed = 3;

/** What a change breaks by one cause as one candidate: the first of them, which speaks for all. */
export function oneForEachCause(placed: readonly PlacedCandidate[], ownedBy: OwnedBy): readonly OfferedCandidate[] {
  const groups = Map.groupBy(placed, (each) => keyOf(each) ?? each);
  return [...groups.values()].flatMap((group): readonly OfferedCandidate[] => {
    const [first] = group;
    const cause = first?.candidate.cause ?? null;
    if (first === undefined || cause === null || !first.isByCause) return group;
    const owned = withOwner(first, ownedBy);
    return [group.length === 1 ? owned : together(owned, cause, group, ownedBy)];
  });
}

/** Whom to ask about what is affected. */
function withOwner(placed: PlacedCandidate, ownedBy: OwnedBy): PlacedCandidate {
  const { candidate, stands } = placed;
  const related = candidate.related.map((each) =>
    each.at === stands ? { ...each, message: `${each.message}${ownedBy(stands.path)}` } : each,
  );
  return { ...placed, candidate: { ...candidate, related } };
}

function keyOf({ candidate: { cluster, rule, severity, cause }, isByCause }: PlacedCandidate): string | null {
  if (cause === null || !isByCause) return null;
  return JSON.stringify([cluster, rule, severity, subjectKey(cause.subject), cause.field]);
}

function together(
  placed: PlacedCandidate,
  cause: SharedCause,
  group: readonly PlacedCandidate[],
  ownedBy: OwnedBy,
): OfferedCandidate {
  const first = placed.candidate;
  const { cluster, rule } = first;
  const own = subjectKey(first.subject);
  const bySubject = new Map(group.map((each) => [subjectKey(each.candidate.subject), each] as const));
  const others = [...bySubject].filter(([subject]) => subject !== own).map(([, each]) => each);
  if (others.length === 0) return placed;
  const { statement, consequence } = cause.ofAll(others.length);
  const { subject, field } = cause;
  const outcomes = group.map(({ candidate }) => candidate.outcome);
  const candidate: CandidateFinding = {
    ...first,
    statement,
    named: [],
    outcome: outcomeOfAll(outcomes, consequence),
    related: [...first.related, ...places(others, ownedBy)],
    subject,
    field,
    fingerprint: fingerprint(cluster, rule, subjectKey(subject), field),
  };
  // No change of one of them puts the others right.
  return { candidate, suggestion: null };
}

/** The condition that all of them get; where they differ, what follows alone. */
function outcomeOfAll(outcomes: readonly (Outcome | null)[], consequence: string): Outcome {
  const [condition, second] = outcomes[0]?.conditions ?? [];
  const same = JSON.stringify(outcomes[0]?.conditions);
  const isOne = condition !== undefined && second === undefined;
  return isOne && outcomes.every((each) => JSON.stringify(each?.conditions) === same)
    ? conditionOutcome(condition, consequence)
    : outcomeOf('not-routed', consequence);
}

function places(others: readonly PlacedCandidate[], ownedBy: OwnedBy): readonly Related[] {
  return others.slice(0, mostNamed - 1).map(({ stands, candidate: { subject } }) => ({
    at: stands,
    message: `${subjectName(subject)} is affected too${ownedBy(stands.path)}`,
  }));
}
