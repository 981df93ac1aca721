import type { NotServed } from '../../admission/verdict.ts';
import { subjectName } from '../../finding.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { outcomeOf } from '../wording/outcomes.ts';

/** What would be right, as far as it is known. */
function remedy({ nearestKind, versions, servedBy }: NotServed): string {
  if (versions.length > 0) return ` It is served in ${versions.join(' and ')}.`;
  if (servedBy !== null) return ` ${servedBy}, serves it.`;
  return nearestKind === null ? '' : ` Did you mean ${nearestKind}?`;
}

export const kindNotServed: Rule = {
  id: 'kind-not-served',
  about: 'object',
  title: 'The API server serves no such kind',
  severity: 'error',

  *observe(cluster) {
    for (const verdict of cluster.verdicts) {
      const { object, notServed } = verdict;
      if (notServed === null) continue;
      const subject = objectSubject(object);
      yield {
        at: notServed.at,
        subject,
        field: 'apiVersion',
        related: definitionsAt(verdict),
        statement: `${object.apiVersion} has no kind ${object.kind}${inRelease(verdict)}.${remedy(notServed)}`,
        outcome: outcomeOf('refused-by-api-server', `the API server refuses ${subjectName(subject)}`),
      };
    }
  },
};
