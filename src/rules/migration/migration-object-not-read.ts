import { unreadIngresses, unreadObjects } from '../../kong/migration/unread.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Related } from '../../finding.ts';
import type { Rule } from '../model/rule.ts';
import { namesIn } from '../wording/migrations.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';

/** More of them are counted. */
const mostRelated = 5;

export const migrationObjectNotRead: Rule = {
  id: 'migration-object-not-read',
  about: 'migration',
  title: 'Kong Operator does not read what the ingress controller read',
  severity: 'error',

  *observe(cluster, before) {
    if (before === undefined) return;
    for (const { object, instead } of unreadObjects(before, cluster)) {
      const at = firstLocation(object.name.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: objectSubject(object),
        field: 'kind',
        statement: `${nameOf(object)} was read by the ingress controller, and Kong Operator, which alone is left, reads no ${object.kind}: ${instead}.`,
        outcome: outcomeOf('not-routed', 'nothing that it says reaches Kong'),
      };
    }
    for (const { ingressClass, objects, read } of unreadIngresses(before, cluster)) {
      const [first, ...others] = objects;
      const at = first && firstLocation(first.name.at);
      if (first === undefined || at === undefined) continue;
      const and = others.length === 0 ? ' is' : ` and ${others.length} more are`;
      yield {
        at,
        subject: objectSubject(first),
        field: 'ingressClassName',
        statement: `${nameOf(first)}${and} of the ingress class "${ingressClass}", which Kong Operator does not read: it reads ${namesIn(read)}. controlPlaneOptions.ingressClass of a GatewayConfiguration sets the class.`,
        outcome: outcomeOf('not-routed', 'nothing of it reaches Kong'),
        related: others.slice(0, mostRelated).flatMap(alsoUnread),
      };
    }
  },
};

function alsoUnread(object: KubeObject): readonly Related[] {
  return relatedAt(object.name.at, `${nameOf(object)} is not read either`);
}
