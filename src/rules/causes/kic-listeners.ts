import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';

/** Every pair of a Gateway that this controller should serve and one of its listeners. */
export function kicListeners(gateways: readonly GatewayStatus[]): { gateway: GatewayStatus; status: ListenerStatus }[] {
  return gateways
    .filter(({ implementation }) => implementation === 'kic')
    .flatMap((gateway) => gateway.listeners.map((status) => ({ gateway, status })));
}
