import type { Gateway } from '../../gatewayapi/gateway.ts';
import { atLeast } from '../model/image.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { Controller, GatewayStatus } from '../model/model.ts';
import type { PinItem } from '../model/pin.ts';
import { ranBefore } from '../model/ran-before.ts';

/**
 * The Services to which a controller pinned Gateways that ran before a change, by `pinKey`: it does so once, where no
 * manifest states the annotation, and obeys what stands there. Only those that it would pin to others now.
 */
export type WrittenPins = ReadonlyMap<string, readonly string[]>;

/** What tells a Gateway from the others of its cluster. */
export function pinKey({ namespace, name }: Pick<Gateway, 'namespace' | 'name'>): string {
  return `${namespace ?? ''}/${name.value}`;
}

/** What its controller wrote on the Gateways of a cluster, told by the cluster as the base of a change has it. */
export function writtenPins(cluster: ClusterView, before: ClusterView | undefined): WrittenPins {
  return new Map(
    cluster.gateways.flatMap((status) => {
      const pin = writtenPin(status, before);
      const now = status.controller?.publish.map(({ ref }) => ref.value) ?? [];
      return pin.length === 0 || pin.join() === now.join() ? [] : [[pinKey(status.gateway), pin] as const];
    }),
  );
}

/** Empty where another controller takes over: whoever moves to one may make the Gateway anew. */
function writtenPin(status: GatewayStatus, before: ClusterView | undefined): readonly string[] {
  const old = ranBefore(status, before);
  if (old === null || status.controller === null || old.controller?.id !== status.controller.id) return [];
  if (status.gateway.publishServicePin !== null || old.gateway.publishServicePin !== null) return [];
  return readsPin(status.controller) && readsPin(old.controller)
    ? old.controller.publish.map(({ ref }) => ref.value)
    : [];
}

/** From 3.0 on; and the Services that it publishes are known. */
function readsPin({ version, publishService, publishServiceUdp }: Controller): boolean {
  const isKnown = publishService.certainty !== 'unknown' && publishServiceUdp.certainty !== 'unknown';
  return isKnown && version.certainty !== 'unknown' && atLeast(version.value, '3.0');
}

/** The items of an annotation that the controller wrote itself. */
export function writtenItems(services: readonly string[], { publish }: Controller): readonly PinItem[] {
  return services.map((value) => ({
    value,
    at: { default: 'written by the controller when it first saw the Gateway' },
    key: 'konghq.com/publish-service',
    matches: publish.find(({ ref }) => ref.value === value)?.role ?? null,
  }));
}
