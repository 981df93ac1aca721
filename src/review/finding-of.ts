import {
  messageOf,
  type Finding,
  type NamedPlace,
  type Outcome,
  type Related,
  type Status,
  type ToldRelated,
} from '../finding.ts';
import { plainLocation } from '../source/location.ts';
import { onceFor } from '../source/once-for.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { withShortWords } from '../source/shortened.ts';
import type { ClusterFinding } from './over-clusters.ts';

/** What is told of a candidate. */
export function findingOf(
  candidate: CandidateFinding,
  status: Status,
  suggestion: Finding['suggestion'],
): ClusterFinding {
  const { rule, severity, cluster, at, fingerprint } = candidate;
  const { statement, named } = shortStatement(candidate);
  const outcome = candidate.outcome && shortOutcome(candidate.outcome);
  const related = candidate.related.map(toldRelated);
  const message = messageOf(statement, outcome);
  const clusters = cluster === '' ? [] : [cluster];
  const finding = {
    rule,
    severity,
    status,
    clusters,
    statement,
    ...(named.length > 0 ? { named: named.map(toldName) } : {}),
    outcome,
    message,
    at: plainLocation(at),
    related,
    suggestion,
    fingerprint,
  };
  return { candidate, finding };
}

function shortOutcome(outcome: Outcome): Outcome {
  const sentence = withShortWords(outcome.sentence);
  return sentence === outcome.sentence ? outcome : { ...outcome, sentence };
}

/** Many findings may have one related place in common. */
const toldRelated = onceFor((related: Related): ToldRelated => ({
  ...related,
  at: plainLocation(related.at),
  message: withShortWords(related.message),
}));

function toldName(named: NamedPlace): NamedPlace {
  return { ...named, at: plainLocation(named.at) };
}

/** The statement with the places that it names, as far as they still stand in it: what is cut before one moves it. */
function shortStatement({ statement, named }: CandidateFinding): Pick<CandidateFinding, 'statement' | 'named'> {
  const short = withShortWords(statement);
  if (short === statement) return { statement, named };
  const moved = named.flatMap((place) => {
    const start = withShortWords(statement.slice(0, place.start)).length;
    const end = start + place.end - place.start;
    return short.slice(start, end) === statement.slice(place.start, place.end) ? [{ ...place, start, end }] : [];
  });
  return { statement: short, named: moved };
}
