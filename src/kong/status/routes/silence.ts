import type { ClusterAdmission } from '../../../admission/admission.ts';
import type { Route } from '../../../gatewayapi/route.ts';
import { gatewayGroup } from '../../../kubernetes/kinds.ts';
import type { Controller, GatewayStatus } from '../../model/model.ts';
import type { RouteSilence } from '../../model/route-status.ts';
import { behaves, behavesIn } from '../../flags/behaviours.ts';
import { does } from '../../operator/releases.ts';
import { looksInto } from '../../model/watched-namespaces.ts';
import { kindTraits } from './kind-traits.ts';
import type { JudgedParent } from './parents.ts';

/** Why a controller writes nothing on a route, or why that is not known; both null where it writes. */
export interface Silence {
  readonly silence: RouteSilence | null;
  readonly doubt: string | null;
}

const none: Silence = { silence: null, doubt: null };

/** What keeps a controller from writing on a route whatever its listeners say, in the order in which it finds out. */
export function silenceOf(
  route: Route,
  controller: Controller,
  /** All parents of the route, and those among them that the controller looks at. */
  { all, own }: { readonly all: readonly JudgedParent[]; readonly own: readonly JudgedParent[] },
  admission: ClusterAdmission,
): Silence {
  const kind = kindRead(route, controller, admission);
  if (kind !== true) {
    return kind === false
      ? { silence: { cause: 'kind-not-read', controller }, doubt: null }
      : { silence: null, doubt: kind };
  }
  const isWatched = looksInto(controller, route.namespace);
  if (isWatched === false) return { silence: { cause: 'not-watched', controller }, doubt: null };
  if (isWatched === null)
    return { silence: null, doubt: `whether the controller ${controller.id} watches the namespace is not known` };
  const unsupported = all.find(({ standing }) => standing === 'unsupported');
  if (unsupported !== undefined) {
    return { silence: { cause: 'unsupported-parent', parent: unsupported.ref }, doubt: null };
  }
  return selectorFault(own) ?? waiting(own) ?? none;
}

/** Whether the controller reads routes of this kind; a text says why that is not known. */
function kindRead(route: Route, controller: Controller, { unserved, isServed }: ClusterAdmission): boolean | string {
  const predicted = behaves(controller.version, 'writes-these-conditions');
  if (predicted !== true) {
    return predicted === false ? 'the controller is older than those whose routes are predicted' : predicted;
  }
  const { kind, object } = route;
  const wanted = controller.enabled.get(kindTraits[kind].flag ?? '');
  if (wanted?.certainty === 'unknown') return wanted.reason;
  if (wanted?.value === false) return false;
  const gate = neededGate(route, controller);
  if (gate !== null) {
    if (controller.featureGates.certainty === 'unknown') return controller.featureGates.reason;
    if (controller.featureGates.value.get(gate) !== true) return false;
  }
  // Behind the gate a release of Kong Operator has no listener that would take it.
  if (gate !== null && controller.embeddedIn !== undefined)
    return 'a kind that Kong Operator reads behind a feature gate is not predicted';
  const version = gate === null ? 'v1' : 'v1alpha2';
  const named = { group: gatewayGroup, kind };
  if (unserved(named, version) !== null) return false;
  // Without a release nothing tells whether the version is served that the controller reads, but an object of it.
  const isKnown = gate === null || object.apiVersion === `${gatewayGroup}/${version}` || isServed(named, version);
  return isKnown ? true : `whether ${kind} ${version} is served is not known`;
}

/** The gate without which a release ignores routes of this kind. */
export function neededGate({ kind }: Pick<Route, 'kind'>, { version, embeddedIn }: Controller): string | null {
  if (kind === 'HTTPRoute' || version.certainty === 'unknown') return null;
  if (kind === 'TLSRoute' && embeddedIn !== undefined && does(embeddedIn, 'serves-tls')) return null;
  if (kind !== 'GRPCRoute' && embeddedIn !== undefined && does(embeddedIn, 'serves-tcp-and-udp')) return null;
  if (kind === 'GRPCRoute') return behavesIn(version.value, 'reads-grpc-by-default') ? null : 'GatewayAlpha';
  return 'GatewayAlpha';
}

/** A selector that cannot be read stops the controller at the whole route, whichever listener is meant. */
function selectorFault(own: readonly JudgedParent[]): Silence | null {
  for (const { attachments } of own) {
    for (const { status, steps } of attachments) {
      const { from, selector } = status.listener.namespaces;
      const fault = from.value === 'Selector' ? (selector?.fault ?? null) : null;
      if (steps.kinds !== true || fault === null) continue;
      return { silence: { cause: 'selector-fault', listener: status, fault }, doubt: null };
    }
  }
  return null;
}

/** The controller waits until every Gateway of its own is Programmed, and one on which it writes nothing never is. */
function waiting(own: readonly JudgedParent[]): Silence | null {
  let open: GatewayStatus | null = null;
  for (const { gateway } of own) {
    if (gateway === null) continue;
    if (gateway.withoutStatus !== null || isNeverProgrammed(gateway))
      return { silence: { cause: 'waits-for-gateway', gateway }, doubt: null };
    if (gateway.implementation === 'operator' && gateway.conditions === null) open ??= gateway;
  }
  return open && { silence: null, doubt: open.unverified ?? 'the conditions of the Gateway are not known' };
}

/** Kong Operator makes a Gateway Programmed once its Kong is ready. */
function isNeverProgrammed({ implementation, conditions }: GatewayStatus): boolean {
  return implementation === 'operator' && conditions !== null && conditions['Programmed']?.status !== 'True';
}
