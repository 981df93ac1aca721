import { subjectKey, subjectName } from '../finding.ts';
import type { Location } from '../source/location.ts';
import type { OwnedBy } from './owners.ts';
import type { PlacedCandidate } from './shared-causes.ts';

/** The first ones stand for all of them. */
const mostNamed = 3;

/**
 * What one changed line breaks of several routes, by one rule, as one candidate: a setting of the controller or a version
 * on which they rest. What has a cause that says more stays apart.
 */
export function oneForEachLine(placed: readonly PlacedCandidate[], ownedBy: OwnedBy): readonly PlacedCandidate[] {
  if (placed.every((each) => keyOf(each) === null)) return placed;
  const groups = Map.groupBy(placed, (each) => keyOf(each) ?? each);
  return [...groups.values()].flatMap((all) => {
    if (all.length === 1) return all;
    const [first, ...others] = [...Map.groupBy(all, subjectOf).values()].flatMap(([each]) => each ?? []);
    return first === undefined || others.length === 0 ? all : [together(first, others, ownedBy)];
  });
}

function subjectOf({ candidate: { subject } }: PlacedCandidate): string {
  return subjectKey(subject);
}

function keyOf({ candidate, brokenBy, stands, isNew, isOfLine }: PlacedCandidate): string | null {
  const { cluster, rule, severity, subject, at, related, clashesWith } = candidate;
  const isMoved = at.path !== stands.path || at.line !== stands.line;
  const isOfRoute = subject.kind.endsWith('Route');
  if (!isNew || !isOfLine || !isMoved || !isOfRoute || brokenBy !== null || clashesWith !== null) return null;
  // What stood on several lines is shown on one where they are gone; and one line may hold several settings.
  const gone = related.filter(({ side }) => side === 'base').map((each) => [each.at.path, each.at.start]);
  return JSON.stringify([cluster, rule, severity, at.path, at.line, at.start, gone]);
}

function together(first: PlacedCandidate, others: readonly PlacedCandidate[], ownedBy: OwnedBy): PlacedCandidate {
  const { candidate, suggestion } = first;
  const count = `${others.length} more ${others.length === 1 ? 'route' : 'routes'}`;
  const named = others.slice(0, mostNamed - 1).map(({ stands, candidate: { subject } }) => ({
    at: stands,
    message: `${subjectName(subject)} is affected too${ownedBy(stands.path)}`,
  }));
  return {
    ...first,
    candidate: {
      ...candidate,
      statement: `${candidate.statement} The same line breaks ${count}.`,
      related: [...candidate.related, ...named],
    },
    // One that changes an object of its own leaves the others as they are.
    suggestion: suggestion !== null && isOn(candidate.at, suggestion) ? suggestion : null,
  };
}

function isOn({ path, line }: Location, suggestion: NonNullable<PlacedCandidate['suggestion']>): boolean {
  return suggestion.path === path && suggestion.startLine <= line && line <= suggestion.endLine;
}
