import type { ParentRef } from '../../gatewayapi/route.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { GatewayStatus } from '../model/model.ts';

/** A Gateway that one of Kong's implementations has in the base of a change, and what the other one has for it in head. */
export interface GatewayMove {
  readonly to: 'kic' | 'operator';
  readonly before: GatewayStatus;
  /** The same Gateway, or the one that takes its place. */
  readonly after: GatewayStatus;
}

/**
 * Gateways that a change moves from the ingress controller to Kong Operator, or back. One of another name takes the place
 * of a Gateway when routes that named that one name it, or when it alone comes where one alone goes.
 */
export function gatewayMoves(before: ClusterView, after: ClusterView): readonly GatewayMove[] {
  if (!(has(before, 'kic') && has(after, 'operator')) && !(has(before, 'operator') && has(after, 'kic'))) return [];
  const there = new Map(after.gateways.map((status) => [keyOf(status), status]));
  const were = new Set(before.gateways.map(keyOf));
  const come = after.gateways.filter((status) => !were.has(keyOf(status)));
  const gone = before.gateways.filter((status) => !there.has(keyOf(status)));
  const followed = come.length === 0 ? new Map<string, string>() : followedBy(before, after, new Set(come.map(keyOf)));
  return before.gateways.flatMap((old) => {
    const heir = followed.get(keyOf(old));
    const [only, second] = come;
    const isAlone = gone.length === 1 && gone[0] === old && second === undefined;
    const candidates = [
      there.get(keyOf(old)),
      heir === undefined ? undefined : there.get(heir),
      isAlone ? only : undefined,
    ];
    return candidates.flatMap((now) => (now === undefined ? [] : moveOf(old, now))).slice(0, 1);
  });
}

function has({ gateways }: ClusterView, sought: GatewayStatus['implementation']): boolean {
  return gateways.some(({ implementation }) => implementation === sought);
}

function moveOf(before: GatewayStatus, after: GatewayStatus): readonly GatewayMove[] {
  const to = after.implementation;
  const isMove =
    (to === 'operator' && before.implementation === 'kic') || (to === 'kic' && before.implementation === 'operator');
  return isMove ? [{ to, before, after }] : [];
}

/** For Gateways that routes named: the one new Gateway that all of those name now which name a new one. */
function followedBy(before: ClusterView, after: ClusterView, come: ReadonlySet<string>): ReadonlyMap<string, string> {
  const named = new Map(before.routes.map(({ route }) => [nameOf(route.object), route.parentRefs.map(referenceKey)]));
  const heirs = new Map<string, Set<string>>();
  for (const { route } of after.routes) {
    const old = named.get(nameOf(route.object)) ?? [];
    for (const heir of route.parentRefs.map(referenceKey).filter((key) => come.has(key)))
      for (const key of old) heirs.set(key, (heirs.get(key) ?? new Set()).add(heir));
  }
  return new Map(
    [...heirs].flatMap(([key, [heir, second]]) => (heir === undefined || second !== undefined ? [] : [[key, heir]])),
  );
}

function referenceKey({ to: { kind, namespace, name }, at }: ParentRef): string {
  return nameOf({ kind, namespace, name: { value: name, at } });
}

function keyOf({ gateway }: GatewayStatus): string {
  return nameOf(gateway.object);
}
