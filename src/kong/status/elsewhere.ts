import { Targets, identityOf } from '../../kubernetes/targets.ts';
import type { GatewayStatus } from '../model/model.ts';
import type { RouteStatus } from '../model/route-status.ts';

/** Gateways that the tree does not state itself. */
export function othersThan(own: readonly GatewayStatus[], others: readonly GatewayStatus[]): readonly GatewayStatus[] {
  const stated = new Targets(own, ({ gateway: { object } }) => identityOf(object));
  return others.filter(({ gateway: { object } }) => stated.find(identityOf(object)).length === 0);
}

/** The files of routes that name Gateways of other repositories; of all routes where none is known. */
export function pathsNaming(routes: readonly RouteStatus[], elsewhere: readonly GatewayStatus[]): readonly string[] {
  const others = new Set<GatewayStatus | null>(elsewhere);
  const named = routes.filter(
    ({ parents }) => elsewhere.length === 0 || parents.some(({ gateway }) => others.has(gateway)),
  );
  return [...new Set(named.map(({ route }) => route.object.path))];
}
