import { nameOf } from '../../kubernetes/object.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { gatewayMoves } from './gateway-moves.ts';
import { lostVariables } from './kong-variables.ts';

/** A Gateway that moves and of which is not known what it loses. */
export interface MigrationDoubt {
  readonly about: string;
  readonly reason: string;
}

/** Why it is not told of Gateways that move what does not come along. */
export function migrationDoubts(before: ClusterView, after: ClusterView): readonly MigrationDoubt[] {
  return gatewayMoves(before, after).flatMap((move): readonly MigrationDoubt[] => {
    const lost = lostVariables(move, before, after);
    if (!('reason' in lost)) return [];
    const where = move.to === 'operator' ? 'Kong Operator' : 'the ingress controller';
    const reason = `it moves to ${where}, and what it loses is not known: ${lost.reason}`;
    return [{ about: nameOf(move.after.gateway.object), reason }];
  });
}
