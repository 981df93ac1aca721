import { subjectName } from '../../finding.ts';
import type { ObjectVerdict } from '../../admission/verdict.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { shortName } from '../../source/shortened.ts';

/** What comes of the field: whoever applies the object decides whether it is refused, or stored without it. */
function consequence(
  applier: ObjectVerdict['object']['applier'],
  object: string,
  key: string,
): Pick<Observation, 'severity' | 'outcome'> {
  if (applier === undefined) {
    const sentence = `${object} is stored without ${key}, or refused where fields are validated`;
    return { severity: 'warning', outcome: outcomeOf('field-dropped', sentence) };
  }
  const { title, unknownFields } = applier;
  if (unknownFields === 'refused')
    return { outcome: outcomeOf('deployment-fails', `${title} cannot apply ${object}: unknown fields are refused`) };
  const sentence = `${title} applies ${object}, which is stored without ${key}`;
  return { severity: 'warning', outcome: outcomeOf('field-dropped', sentence) };
}

export const fieldPruned: Rule = {
  id: 'field-pruned',
  about: 'object',
  title: 'A field is unknown to the API server',
  severity: 'error',

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
          related: definitionsAt(verdict),
          statement: `${object.kind} has no field ${shortName(path)}${inRelease(verdict)}.${meant}`,
          ...consequence(object.applier, subjectName(subject), shortName(key)),
        };
      }
    }
  },
};
