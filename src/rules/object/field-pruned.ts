import { subjectName } from '../../finding.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { inRelease } from '../wording/definitions.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const fieldPruned: Rule = {
  id: 'field-pruned',
  about: 'object',
  title: 'A field is unknown to the API server',
  severity: 'warning',

  *observe(cluster) {
    for (const verdict of cluster.verdicts) {
      const { object, unknownFields } = verdict;
      const subject = objectSubject(object);
      for (const { at, path, key, nearest } of unknownFields) {
        const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
        yield {
          at,
          subject,
          field: path,
          statement: `${object.kind} has no field ${path}${inRelease(verdict)}.${meant}`,
          outcome: outcomeOf(
            'field-dropped',
            `${subjectName(subject)} is stored without ${key}, or refused where fields are validated`,
          ),
        };
      }
    }
  },
};
