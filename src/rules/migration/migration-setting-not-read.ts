import { gatewayMoves } from '../../kong/migration/gateway-moves.ts';
import { idleConfigurations, unreadFields } from '../../kong/migration/unread.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';

export const migrationSettingNotRead: Rule = {
  id: 'migration-setting-not-read',
  about: 'migration',
  title: 'Nobody reads a setting any more after a move to another controller',
  severity: 'notice',

  *observe(cluster, before) {
    if (before === undefined) return;
    const seen = new Set<string>();
    for (const move of gatewayMoves(before, cluster)) {
      const reader = move.to === 'operator' ? 'Kong Operator' : 'the ingress controller';
      for (const { object, field, at: place, instead } of unreadFields(move)) {
        const at = firstLocation(place, object.name.at);
        const key = `${nameOf(object)} ${field}`;
        if (at === undefined || seen.has(key)) continue;
        seen.add(key);
        yield {
          at,
          subject: objectSubject(object),
          field,
          statement: `${nameOf(object)} keeps ${field}, which ${reader} does not read${instead === null ? '' : `: ${instead}`}.`,
        };
      }
    }
    for (const object of idleConfigurations(before, cluster)) {
      const at = firstLocation(object.name.at);
      if (at === undefined) continue;
      const statement = `${nameOf(object)} is of Kong Operator, which no Gateway here is left to, so that nothing reads it.`;
      yield { at, subject: objectSubject(object), field: 'kind', statement };
    }
  },
};
