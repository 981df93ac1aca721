import { subjectKey, subjectName, type Outcome, type Related } from '../finding.ts';
import type { SharedCause } from '../rules/model/rule.ts';
import { conditionOutcome, outcomeOf } from '../rules/wording/outcomes.ts';
import type { Location } from '../source/location.ts';
import type { CandidateFinding } from './candidate-finding.ts';
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
export function oneForEachCause(placed: readonly PlacedCandidate[]): readonly OfferedCandidate[] {
  const groups = Map.groupBy(placed, (each) => keyOf(each) ?? each);
  return [...groups.values()].flatMap((group): readonly OfferedCandidate[] => {
    const [first] = group;
    const cause = first?.candidate.cause ?? null;
    return first === undefined || cause === null || !first.isByCause || group.length === 1
      ? group
      : [{ candidate: together(first.candidate, cause, group), suggestion: null }];
  });
}

function keyOf({ candidate: { cluster, rule, severity, cause }, isByCause }: PlacedCandidate): string | null {
  if (cause === null || !isByCause) return null;
  return JSON.stringify([cluster, rule, severity, subjectKey(cause.subject), cause.field]);
}

function together(first: CandidateFinding, cause: SharedCause, group: readonly PlacedCandidate[]): CandidateFinding {
  const { cluster, rule } = first;
  const own = subjectKey(first.subject);
  const bySubject = new Map(group.map((each) => [subjectKey(each.candidate.subject), each] as const));
  const others = [...bySubject].filter(([subject]) => subject !== own).map(([, each]) => each);
  if (others.length === 0) return first;
  const { statement, consequence } = cause.ofAll(others.length);
  const { subject, field } = cause;
  const outcomes = group.map(({ candidate }) => candidate.outcome);
  return {
    ...first,
    statement,
    named: [],
    outcome: outcomeOfAll(outcomes, consequence),
    related: [...first.related, ...places(others)],
    subject,
    field,
    fingerprint: fingerprint(cluster, rule, subjectKey(subject), field),
  };
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

function places(others: readonly PlacedCandidate[]): readonly Related[] {
  const shown = others.slice(0, mostNamed - 1);
  const left = others.length - shown.length;
  return shown.map(({ stands, candidate: { subject } }, index) => {
    const more = left > 0 && index === shown.length - 1 ? ` and ${left} more are` : ' is';
    return { at: stands, message: `${subjectName(subject)}${more} affected too` };
  });
}
