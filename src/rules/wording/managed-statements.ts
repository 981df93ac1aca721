import { firstLocation, type Location } from '../../source/location.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import type { ManagedFault } from '../../kong/model/managed-fault.ts';
import { gatewayName, listenerField } from './names.ts';

/** What there is to say of a managed Gateway, for the rules. */
export interface ManagedStatement {
  readonly at: Location;
  readonly message: string;
  readonly resource: string;
  readonly field: string;
}

/** The faults of managed Gateways with one of these conditions. */
export function managedStatements(
  gateways: readonly GatewayStatus[],
  ...conditions: readonly ManagedFault['condition'][]
): readonly ManagedStatement[] {
  return gateways.flatMap((gateway) =>
    (gateway.managedFaults ?? []).flatMap(({ condition, reason, at, listener }) => {
      const place = firstLocation(at, listener.name.at);
      if (!conditions.includes(condition) || place === undefined) return [];
      const type = condition === 'UnsupportedProtocol' ? 'Accepted' : 'ResolvedRefs';
      const message = `${reason}. After merge: ${type}=False, ${condition}.`;
      return [{ at: place, message, resource: gatewayName(gateway), field: listenerField(listener, condition) }];
    }),
  );
}
