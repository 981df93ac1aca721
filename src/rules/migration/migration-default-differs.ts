import { changedDefaults, type ChangedDefault } from '../../kong/migration/changed-defaults.ts';
import { gatewayMoves, type GatewayMove } from '../../kong/migration/gateway-moves.ts';
import type { Rule } from '../model/rule.ts';
import { moveCauses, moveName, movePlace, placesInBase } from '../wording/migrations.ts';
import { gatewaySubject } from '../wording/names.ts';

export const migrationDefaultDiffers: Rule = {
  id: 'migration-default-differs',
  about: 'migration',
  title: 'A default is otherwise after a move to another controller',
  severity: 'notice',

  *observe(cluster, before) {
    if (before === undefined) return;
    for (const move of gatewayMoves(before, cluster)) {
      const at = movePlace(move);
      if (at === undefined) continue;
      for (const changed of changedDefaults(move)) {
        yield {
          at,
          subject: gatewaySubject(move.after),
          field: changed.what,
          statement: `${moveName(move)}, ${sentence(changed, move)}.`,
          restsOn: moveCauses(move),
          related:
            changed.at === null ? [] : placesInBase([{ at: changed.at, message: `it was ${changed.before} by this` }]),
        };
      }
    }
  },
};

function sentence({ what, before, after }: ChangedDefault, { to }: GatewayMove): string {
  switch (what) {
    case 'router':
      return `where the router of Kong is ${after} by default, and was ${before}: which route takes a request may differ. KONG_ROUTER_FLAVOR sets it`;
    case 'services':
      return to === 'operator'
        ? 'which makes one Service of Kong of the equal backends of several HTTPRoutes: names change, and what acts on a Service reaches further. controlPlaneOptions.translation.combinedServicesFromDifferentHTTPRoutes sets it'
        : 'which makes a Service of Kong for each HTTPRoute: names change, and what acts on a Service reaches less far';
    case 'image':
      return `and no GatewayConfiguration names the image of Kong: it was ${before}, and becomes ${after} of the release that the operator chooses`;
  }
}
