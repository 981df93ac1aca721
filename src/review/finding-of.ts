import { messageOf, type Finding, type Status } from '../finding.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import type { ClusterFinding } from './over-clusters.ts';

/** What is told of a candidate. */
export function findingOf(
  candidate: CandidateFinding,
  status: Status,
  suggestion: Finding['suggestion'],
): ClusterFinding {
  const { rule, severity, cluster, statement, named, outcome, at, related, fingerprint } = candidate;
  const message = messageOf(statement, outcome);
  const clusters = cluster === '' ? [] : [cluster];
  const finding = {
    rule,
    severity,
    status,
    clusters,
    statement,
    ...(named.length > 0 ? { named } : {}),
    outcome,
    message,
    at,
    related,
    suggestion,
    fingerprint,
  };
  return { candidate, finding };
}
