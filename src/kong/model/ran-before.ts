import { onceFor } from '../../source/once-for.ts';
import type { ClusterView } from './cluster-view.ts';
import type { GatewayStatus } from './model.ts';

const byName = onceFor((gateways: readonly GatewayStatus[]) =>
  Map.groupBy(gateways, ({ gateway }) => gateway.name.value),
);

/** A Gateway as the base of a change has it, if its controller reconciled it there. */
export function ranBefore({ gateway }: GatewayStatus, before: ClusterView | undefined): GatewayStatus | null {
  const old =
    before &&
    byName(before.gateways)
      .get(gateway.name.value)
      ?.find((each) => each.gateway.namespace === gateway.namespace);
  const isJudged = old?.listeners.some(({ conditions }) => Object.keys(conditions ?? {}).length > 0);
  return old?.implementation === 'kic' && isJudged === true ? old : null;
}
