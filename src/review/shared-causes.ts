import { subjectKey, subjectName, type Outcome, type Related, type Subject } from '../finding.ts';
import type { SharedCause } from '../rules/model/rule.ts';
import { conditionOutcome, outcomeOf } from '../rules/wording/outcomes.ts';
import type { Location } from '../source/location.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import type { OwnedBy } from './owners.ts';
import { fingerprint } from './fingerprint.ts';
import { movedTo } from './placement.ts';
import type { OfferedCandidate } from './with-offers.ts';

/** What a change breaks, where it is shown. */
export interface PlacedCandidate extends OfferedCandidate {
  /** What the change did to bring it about, where nothing of what it stands on changed; else null. */
  readonly brokenBy: SharedCause | null;
  /** The changed line of that; undefined where there is none. */
  readonly causeAt: Location | undefined;
  /** Where it stands itself. */
  readonly stands: Location;
  /** Whether the line where it is shown is what matters, and not one of several that changed together. */
  readonly isOfLine: boolean;
  readonly isNew: boolean;
}

/** All that one cause breaks, each object once; `first` speaks for them. */
interface Group {
  readonly first: PlacedCandidate;
  readonly cause: SharedCause;
  readonly others: readonly PlacedCandidate[];
  /** Whether one rule tells of all of them that it breaks wholly. */
  readonly isAlike: boolean;
}

/** The first ones stand for all of them. */
const mostNamed = 3;

/** What a change breaks by one cause as one candidate, and with the listener where that is at fault itself. */
export function oneForEachCause(placed: readonly PlacedCandidate[], ownedBy: OwnedBy): readonly OfferedCandidate[] {
  if (placed.every(({ brokenBy }) => brokenBy === null)) return placed;
  const told = [...Map.groupBy(placed, (each) => keyOf(each) ?? each).values()].map(groupOf);
  const alone = told.filter((each): each is PlacedCandidate => !isGroup(each));
  const groups = told.filter(isGroup);
  if (groups.length === 0) return alone;
  const faulty = Map.groupBy(
    alone.filter(({ isNew }) => isNew),
    ({ candidate: { cluster, subject } }) => objectIn(cluster, subject),
  );
  const faultOf = new Map(groups.map((group) => [group, listenerAtFault(group, faulty)]));
  const taken = Map.groupBy(groups, (group) => faultOf.get(group));
  return told.flatMap((each): readonly OfferedCandidate[] => {
    if (!isGroup(each)) return [alongWith(each, taken.get(each) ?? [], ownedBy)];
    if (faultOf.get(each) !== undefined) return [];
    return [each.others.length === 0 ? withOwner(each.first, ownedBy) : together(each, ownedBy)];
  });
}

function isGroup(each: Group | PlacedCandidate): each is Group {
  return 'first' in each;
}

function keyOf({ candidate: { cluster }, brokenBy }: PlacedCandidate): string | null {
  return brokenBy && JSON.stringify([cluster, subjectKey(brokenBy.subject), brokenBy.field]);
}

function objectIn(cluster: string, subject: Subject): string {
  return JSON.stringify([cluster, subjectKey(subject)]);
}

/** Those that are broken wholly come first, by the rule that tells of most of them. */
function groupOf(all: readonly PlacedCandidate[]): Group | PlacedCandidate {
  const [only] = all;
  if (only?.brokenBy === null) return only;
  const whole = all.filter(({ brokenBy }) => brokenBy?.besides === undefined);
  const byRule = Map.groupBy(whole, ({ candidate: { rule, severity } }) => `${severity} ${rule}`);
  const most = new Set([...byRule.values()].toSorted((a, b) => b.length - a.length)[0]);
  const bySubject = Map.groupBy([...most, ...whole, ...all], ({ candidate: { subject } }) => subjectKey(subject));
  const [first, ...others] = [...bySubject.values()].flatMap(([each]) => each ?? []);
  if (first?.brokenBy === undefined || first.brokenBy === null) throw new Error('a group without a cause');
  return { first, cause: first.brokenBy, others, isAlike: byRule.size <= 1 };
}

/** The listener that is at fault itself where routes break because a field of it changed. */
function listenerAtFault(
  { first, cause }: Group,
  faulty: ReadonlyMap<string, readonly PlacedCandidate[]>,
): PlacedCandidate | undefined {
  return faulty
    .get(objectIn(first.candidate.cluster, cause.subject))
    ?.find(({ candidate: { field } }) => field === cause.field || field.startsWith(`${cause.field}.`));
}

/** A listener that is at fault, with the routes that break by the same change of it. */
function alongWith(listener: PlacedCandidate, groups: readonly Group[], ownedBy: OwnedBy): OfferedCandidate {
  if (groups.length === 0) return listener;
  const { candidate } = listener;
  const said = groups.map((group) => statementOf(group).statement);
  const routes = groups.flatMap(({ first, others }) => [first, ...others]);
  return {
    ...listener,
    candidate: {
      ...candidate,
      statement: [candidate.statement, ...said].join(' '),
      related: [...candidate.related, ...places(routes.slice(0, mostNamed), ownedBy)],
    },
  };
}

/** Whom to ask about what is affected. */
function withOwner(placed: PlacedCandidate, ownedBy: OwnedBy): PlacedCandidate {
  const { candidate, stands } = placed;
  const related = candidate.related.map((each) =>
    each.at === stands ? { ...each, message: `${each.message}${ownedBy(stands.path)}` } : each,
  );
  return { ...placed, candidate: { ...candidate, related } };
}

/** What is said of all: of those that go on in part apart from the rest. */
function statementOf({ first, cause, others, isAlike }: Group): { statement: string; consequence: string } {
  if (others.length === 0) return { statement: first.candidate.statement, consequence: '' };
  const partly = cause.besides === undefined ? others.filter(({ brokenBy }) => brokenBy?.besides !== undefined) : [];
  const { statement, consequence } = cause.ofAll(others.length - partly.length, isAlike);
  const besides = partly[0]?.brokenBy?.besides?.(partly.length);
  return { statement: besides === undefined ? statement : `${statement} ${besides}`, consequence };
}

function together(group: Group, ownedBy: OwnedBy): OfferedCandidate {
  const { cause, others } = group;
  const { candidate: first } = withOwner(placedOnCause(group.first), ownedBy);
  const { cluster, rule } = first;
  const { statement, consequence } = statementOf(group);
  const { subject, field } = cause;
  const wholly = [group.first, ...others].filter(
    ({ brokenBy }) => cause.besides !== undefined || brokenBy?.besides === undefined,
  );
  const candidate: CandidateFinding = {
    ...first,
    statement,
    named: [],
    outcome: outcomeOfAll(
      wholly.map(({ candidate: { outcome } }) => outcome),
      consequence,
    ),
    related: [...first.related, ...places(others.slice(0, mostNamed - 1), ownedBy)],
    subject,
    field,
    fingerprint: fingerprint(cluster, rule, subjectKey(subject), field),
  };
  // No change of one of them puts the others right.
  return { candidate, suggestion: null };
}

/** One of several objects is shown where all of them break, whatever else of it changed. */
function placedOnCause(placed: PlacedCandidate): PlacedCandidate {
  const { candidate, causeAt, stands } = placed;
  const { at } = candidate;
  if (causeAt === undefined || (at.path === causeAt.path && at.line === causeAt.line)) return placed;
  const related = candidate.related.filter((each) => each.at !== stands);
  return { ...placed, candidate: { ...candidate, ...movedTo(causeAt, { ...candidate, at: stands, related }) } };
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
  return others.map(({ stands, candidate: { subject } }) => ({
    at: stands,
    message: `${subjectName(subject)} is affected too${ownedBy(stands.path)}`,
  }));
}
