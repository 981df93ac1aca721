import type { NotServed, ObjectVerdict } from '../../admission/verdict.ts';
import { kongGroup, operatorGroup } from '../../kubernetes/kinds.ts';
import { subjectKey, subjectName, type Related } from '../../finding.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { shortName } from '../../source/shortened.ts';

/** More of them are counted. */
const mostRelated = 5;

/**
 * Each by itself, but for what base served: its kind goes from under all objects at once, by one change of the
 * definitions.
 */
function apart(cluster: ClusterView, before: ClusterView | undefined): readonly (readonly ObjectVerdict[])[] {
  if (cluster.verdicts.every(({ notServed }) => notServed === null)) return [];
  const key = ({ object }: ObjectVerdict): string => subjectKey(objectSubject(object)) + object.apiVersion;
  const unserved = new Set(before?.verdicts.filter(({ notServed }) => notServed !== null).map(key));
  const there = new Set(before?.objects.map((object) => subjectKey(objectSubject(object)) + object.apiVersion));
  const groups = new Map<string, ObjectVerdict[]>();
  for (const verdict of cluster.verdicts) {
    if (verdict.notServed === null) continue;
    const { kind, apiVersion } = verdict.object;
    const wasServed = there.has(key(verdict)) && !unserved.has(key(verdict));
    // No chart of Kong's takes definitions along when it goes: whether anything reads the kind is another question.
    const isKongs = [kongGroup, operatorGroup].includes(verdict.object.group);
    if (wasServed && isKongs && verdict.notServed.versions.length === 0) continue;
    const group = wasServed ? `${apiVersion} ${kind}` : JSON.stringify([key(verdict), verdict.notServed.at]);
    const same = groups.get(group);
    if (same === undefined) groups.set(group, [verdict]);
    else same.push(verdict);
  }
  return [...groups.values()];
}

const controllerNames: Readonly<Record<NonNullable<NotServed['missing']>, string>> = {
  kic: 'Kong Ingress Controller',
  operator: 'Kong Operator',
};

/** What would be right, as far as it is known. */
function remedy({ nearestKind, versions, servedBy, missing }: NotServed): string {
  if (missing !== null) return ` ${controllerNames[missing]}, which brings it, is not in this repository.`;
  if (versions.length > 0) return ` It is served in ${versions.join(' and ')}.`;
  if (servedBy !== null) return ` ${servedBy}, serves it.`;
  return nearestKind === null ? '' : ` Did you mean ${nearestKind}?`;
}

function alsoAffected({ object, notServed }: ObjectVerdict): readonly Related[] {
  const message = `${subjectName(objectSubject(object))} is affected too`;
  return notServed === null ? [] : [{ at: notServed.at, message }];
}

export const kindNotServed: Rule = {
  id: 'kind-not-served',
  about: 'object',
  title: 'The API server serves no such kind',
  severity: 'error',

  *observe(cluster, before) {
    for (const [verdict, ...others] of apart(cluster, before)) {
      if (verdict === undefined || verdict.notServed === null) continue;
      const { object, notServed } = verdict;
      const subject = objectSubject(object);
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      const { missing } = notServed;
      const unless = missing === null ? '' : `, unless ${controllerNames[missing]} comes from elsewhere`;
      yield {
        at: notServed.at,
        subject,
        field: 'apiVersion',
        related: [...definitionsAt(verdict), ...others.slice(0, mostRelated).flatMap(alsoAffected)],
        statement: `${shortName(object.apiVersion)} has no kind ${shortName(object.kind)}${inRelease(verdict)}.${remedy(notServed)}`,
        outcome: outcomeOf('refused-by-api-server', `the API server refuses ${subjectName(subject)}${more}${unless}`),
        ...(missing === null ? {} : { severity: 'warning' }),
      };
    }
  },
};
