import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../kong/model/model.ts';
import { identityOf, Targets } from '../kubernetes/targets.ts';
import { gatewayName } from '../rules/wording/names.ts';
import { listed } from '../rules/wording/routes.ts';
import { withShortWords } from '../source/shortened.ts';

/** That not every route is seen which a change takes a listener from. */
interface UnseenRoutes {
  readonly cluster: string;
  readonly about: string;
  readonly cause: 'assumed';
  readonly reason: string;
}

/** Of Gateways that lose listeners, or go: routes of other repositories may name them, and are not seen. */
export function routesElsewhere(
  before: readonly ClusterView[],
  after: readonly ClusterView[],
): readonly UnseenRoutes[] {
  return before.flatMap(({ name, gateways }) => {
    const head = after.find((view) => view.name === name);
    if (head === undefined) return [];
    const kept = new Targets(head.gateways, ({ gateway: { object } }) => identityOf(object));
    return gateways.filter(isOurs).flatMap((status) => {
      const what = lost(status, kept.find(identityOf(status.gateway.object)));
      if (what === null) return [];
      const reason = `this change takes away ${what}; routes of other repositories that name it are not seen`;
      return [
        { cluster: name, about: withShortWords(gatewayName(status)), cause: 'assumed', reason: withShortWords(reason) },
      ];
    });
  });
}

function isOurs({ implementation }: GatewayStatus): boolean {
  return implementation === 'kic' || implementation === 'operator';
}

/** What a Gateway loses; null where it keeps all that it had. */
function lost({ gateway }: GatewayStatus, now: readonly GatewayStatus[]): string | null {
  if (now.length === 0) return 'the Gateway';
  const names = new Set(now.flatMap((each) => each.gateway.listeners.map(({ name }) => name.value)));
  const gone = gateway.listeners.map(({ name }) => name.value).filter((name) => !names.has(name));
  if (gone.length === 0) return null;
  return `${gone.length === 1 ? 'listener' : 'listeners'} ${listed(gone.map((name) => `"${name}"`))}`;
}
