import { subjectKey, type Finding, type Related } from '../finding.ts';
import { comparePlaces, type CandidateFinding } from './candidate-finding.ts';

/** A finding of one cluster, with the candidate that it was made of. */
export interface ClusterFinding {
  readonly candidate: CandidateFinding;
  readonly finding: Finding;
}

/**
 * What one cause makes in several clusters as one finding: the same rule about the same object, at one place of a file
 * that the clusters share, with the same outcome and put right by the same change. What differs between the clusters,
 * as the values files that are named beside it, is kept of each; the sentence is the first one's.
 * @param found in the order of `byPlaceAndRule`
 */
export function overClusters(found: readonly ClusterFinding[]): readonly Finding[] {
  return [...runs(found)].flatMap((same) =>
    same.length === 1 ? same.map(({ finding }) => finding) : [...Map.groupBy(same, causeOf).values()].flatMap(together),
  );
}

/** Findings of one rule at one place, which stand beside each other. */
function* runs(found: readonly ClusterFinding[]): Iterable<readonly ClusterFinding[]> {
  let run: ClusterFinding[] = [];
  for (const each of found) {
    const [first] = run;
    if (first === undefined || byPlaceAndRule(first, each) === 0) run.push(each);
    else {
      yield run;
      run = [each];
    }
  }
  if (run.length > 0) yield run;
}

function causeOf({ candidate: { cluster, subject, field, fingerprint }, finding }: ClusterFinding): string {
  const { rule, severity, status, outcome, at, suggestion } = finding;
  const effect = outcome && [outcome.effect, outcome.conditions];
  // What is said of a file by itself stands in no cluster: two of those are two.
  const alone = cluster === '' ? fingerprint : null;
  const place = [at.path, at.start, at.end];
  return JSON.stringify([rule, severity, status, subjectKey(subject), field, effect, place, suggestion, alone]);
}

function together(same: readonly ClusterFinding[]): readonly Finding[] {
  const [first, ...others] = same.map(({ finding }) => finding);
  if (first === undefined || others.length === 0) return first ? [first] : [];
  const all = [first, ...others];
  const clusters = [...new Set(all.flatMap((each) => each.clusters))];
  return [{ ...first, clusters, related: distinct(all.flatMap(({ related }) => related)) }];
}

function distinct(related: readonly Related[]): readonly Related[] {
  const keyed = related.map((each) => [JSON.stringify([each.at.path, each.at.start, each.message]), each] as const);
  return [...new Map(keyed.toReversed()).values()].toReversed();
}

/** The order in which findings are told: by path, line, column and rule. */
export function byPlaceAndRule({ finding: a }: ClusterFinding, { finding: b }: ClusterFinding): number {
  return comparePlaces(a.at, b.at) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
