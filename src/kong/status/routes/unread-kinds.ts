import type { ClusterAdmission } from '../../../admission/admission.ts';
import type { Route } from '../../../gatewayapi/route.ts';
import { gatewayGroup } from '../../../kubernetes/kinds.ts';
import { atLeast } from '../../model/image.ts';
import type { Controller } from '../../model/model.ts';
import type { RouteStatus, UnreadKind } from '../../model/route-status.ts';
import { kindTraits } from './kind-traits.ts';
import { neededGate } from './silence.ts';

type Growing = UnreadKind & { readonly routes: Route[] };

/**
 * The kinds of routes that controllers wait for in vain. Each controller of routes starts once the version that it reads
 * is served, and says nothing until then. Source: internal/manager/controllerdef.go of the controller.
 */
export function unreadKinds(statuses: readonly RouteStatus[], admission: ClusterAdmission): readonly UnreadKind[] {
  const found = new Map<Controller, Map<Route['kind'], Growing>>();
  for (const { route, parents, refusal } of statuses) {
    if (refusal !== null) continue;
    const readers = parents.flatMap(({ gateway }) =>
      gateway === null || gateway.withoutStatus !== null ? [] : (gateway.controller ?? []),
    );
    for (const controller of new Set(readers)) {
      const kinds = found.get(controller) ?? new Map<Route['kind'], Growing>();
      found.set(controller, kinds);
      const unread = kinds.get(route.kind) ?? unreadBy(controller, route, admission);
      if (unread === null) continue;
      kinds.set(route.kind, unread);
      unread.routes.push(route);
    }
  }
  return [...found.values()].flatMap((kinds) => [...kinds.values()]);
}

/** A kind that a controller waits for, without its routes. */
function unreadBy(controller: Controller, route: Route, admission: ClusterAdmission): Growing | null {
  const version = versionRead(controller, route);
  if (version === null) return null;
  const kind = { group: gatewayGroup, kind: route.kind };
  const label = admission.unserved(kind, version);
  if (label === null) return null;
  const definitions = { label, statedAt: admission.installedAt(kind, version) };
  return { controller, kind: route.kind, version, definitions, routes: [] };
}

/** The only version of a kind that a controller reads; null where that is not known, or where it reads none on purpose. */
function versionRead(controller: Controller, route: Route): string | null {
  const { kind: type, version, versionAssumed, enabled } = controller;
  if (type !== 'kic' || versionAssumed || version.certainty === 'unknown') return null;
  // Releases that nobody knew when this was written may read another one.
  if (!atLeast(version.value, '3.0') || atLeast(version.value, '3.6')) return null;
  const wanted = enabled.get(kindTraits[route.kind].flag ?? '');
  if (wanted !== undefined && (wanted.certainty === 'unknown' || !wanted.value)) return null;
  return neededGate(route, controller) === null ? 'v1' : 'v1alpha2';
}
