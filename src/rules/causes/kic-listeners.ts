import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import { onceFor } from '../../source/once-for.ts';

interface GatewayListener {
  readonly gateway: GatewayStatus;
  readonly status: ListenerStatus;
}

/** Every pair of a Gateway that this controller should serve and one of its listeners. */
export const kicListeners = /* @__PURE__ */ onceFor(
  (gateways: readonly GatewayStatus[]): readonly GatewayListener[] => {
    const pairs: GatewayListener[] = [];
    for (const gateway of gateways) {
      if (gateway.implementation === 'kic') for (const status of gateway.listeners) pairs.push({ gateway, status });
    }
    return pairs;
  },
);
