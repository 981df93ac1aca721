import type { ClusterView } from './cluster-view.ts';
import type { GatewayStatus } from './model.ts';

/** A Gateway as the base of a change has it, if its controller reconciled it there. */
export function ranBefore({ gateway }: GatewayStatus, before: ClusterView | undefined): GatewayStatus | null {
  const old = before?.gateways.find(
    (each) => each.gateway.name.value === gateway.name.value && each.gateway.namespace === gateway.namespace,
  );
  const isJudged = old?.listeners.some(({ conditions }) => Object.keys(conditions ?? {}).length > 0);
  return old?.implementation === 'kic' && isJudged === true ? old : null;
}
