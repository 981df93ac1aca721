import { firstLocation } from '../../source/location.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import type { ManagedFault } from '../../kong/model/managed-fault.ts';
import type { Observation } from '../model/rule.ts';
import { listenerSubject } from './names.ts';
import { conditionOutcome } from './outcomes.ts';

/** The faults of managed Gateways with one of these conditions. */
export function managedStatements(
  gateways: readonly GatewayStatus[],
  ...conditions: readonly ManagedFault['condition'][]
): readonly Observation[] {
  return gateways.flatMap((gateway) =>
    (gateway.managedFaults ?? []).flatMap(({ condition, reason, at, listener }) => {
      const place = firstLocation(at, listener.name.at);
      if (!conditions.includes(condition) || place === undefined) return [];
      const type = condition === 'UnsupportedProtocol' ? 'Accepted' : 'ResolvedRefs';
      const subject = listenerSubject(gateway, listener.name.value);
      const outcome = conditionOutcome({ type, status: 'False', reason: condition });
      return [{ at: place, subject, field: condition, statement: `${reason}.`, outcome }];
    }),
  );
}
