import { gatewayMoves, type GatewayMove } from '../../kong/migration/gateway-moves.ts';
import type { Related } from '../../finding.ts';
import type { Rule } from '../model/rule.ts';
import { moveCauses, moveName, movePlace, namesIn } from '../wording/migrations.ts';
import { gatewaySubject, serviceName } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';

export const migrationAddressChanges: Rule = {
  id: 'migration-address-changes',
  about: 'migration',
  title: 'A Gateway gets another address',
  severity: 'warning',

  *observe(cluster, before) {
    if (before === undefined) return;
    const moves = gatewayMoves(before, cluster);
    for (const move of moves) {
      const at = movePlace(move);
      if (at === undefined) continue;
      yield {
        at,
        subject: gatewaySubject(move.after),
        field: 'status.addresses',
        statement: `${moveName(move)}, ${madeBy(move)}${besides(move, moves)}.`,
        outcome: outcomeOf('address-changes', 'whoever points to the old address, DNS above all, has to follow'),
        restsOn: moveCauses(move),
        related: move.before.services?.flatMap(placeOf) ?? [],
      };
    }
  },
};

function madeBy({ to, before, after }: GatewayMove): string {
  const [from, now] = [before.services ?? [], after.services ?? []];
  if (to === 'operator')
    return `which makes a Service for it alone: its address is no longer that of ${from.length === 0 ? 'the Service in front of Kong' : namesIn(from.map(serviceName))}`;
  return `whose Gateways have the address of ${now.length === 0 ? 'the publish Service' : namesIn(now.map(serviceName))}`;
}

/** Gateways that had one address and get one each. */
function besides({ to, before }: GatewayMove, moves: readonly GatewayMove[]): string {
  const shares = (other: GatewayMove): boolean =>
    other.before !== before && (other.before.services ?? []).some((service) => before.services?.includes(service));
  const others = to === 'operator' ? moves.filter(shares).length : 0;
  if (others === 0) return '';
  return others === 1
    ? ', and another Gateway that had it gets one of its own too'
    : `, and ${others} more Gateways that had it get one each`;
}

function placeOf(service: NonNullable<GatewayMove['before']['services']>[number]): readonly Related[] {
  return relatedAt(service.at, `${serviceName(service)} is made here`).map((place) => ({ ...place, side: 'base' }));
}
