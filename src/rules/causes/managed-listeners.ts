import type { Listener } from '../../gatewayapi/gateway.ts';
import type { ManagedListener, ReferenceFault } from '../../kong/model/managed.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { protocolsOf } from '../../kong/operator/releases.ts';

/** A listener of a Gateway of Kong Operator, with what every release that the operator may be makes of it. */
export interface ManagedCase {
  readonly gateway: GatewayStatus;
  readonly listener: Listener;
  /** By the newest of those releases. */
  readonly managed: ManagedListener;
  /** The release; null where nothing tells it. */
  readonly release: string | null;
}

/** Every listener of every Gateway that an operator manages and the API server takes. */
export function managedListeners(
  gateways: readonly GatewayStatus[],
): readonly (ManagedCase & { readonly all: readonly ManagedListener[] })[] {
  return gateways
    .filter(({ managed, refusal }) => managed.length > 0 && refusal === null)
    .flatMap((gateway) =>
      gateway.listeners.flatMap(({ listener }, index) => {
        const all = gateway.managed.flatMap(({ listeners }) => listeners[index] ?? []);
        const managed = all.at(-1);
        const release = gateway.managed.length === 1 ? (gateway.managed[0]?.release ?? null) : null;
        return managed === undefined ? [] : [{ gateway, listener, managed, all, release }];
      }),
    );
}

/** Listeners of a protocol that no release serves which the operator may be. */
export function unservedByOperator(
  gateways: readonly GatewayStatus[],
): readonly (ManagedCase & { readonly served: readonly string[] })[] {
  return managedListeners(gateways)
    .filter(({ all }) => all.every(({ isServed, conflict }) => !isServed && conflict === null))
    .map((each) => ({ ...each, served: protocolsOf(each.gateway.managed.at(-1)?.release ?? '') }));
}

/** The first fault of one of these causes that every release finds, for each listener that is served. */
export function faultyReferences(
  gateways: readonly GatewayStatus[],
  causes: readonly ReferenceFault['cause'][],
): readonly (ManagedCase & { readonly fault: ReferenceFault })[] {
  return managedListeners(gateways).flatMap((each) => {
    const found = each.managed.faults.filter(({ cause }) => causes.includes(cause));
    const fault = found.find(({ cause, at }) =>
      each.all.every(({ faults }) => faults.some((other) => other.cause === cause && other.at === at)),
    );
    return fault === undefined || !each.managed.isServed ? [] : [{ ...each, fault }];
  });
}
