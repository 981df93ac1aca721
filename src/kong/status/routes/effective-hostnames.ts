import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import type { Listener } from '../../../gatewayapi/gateway.ts';
import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { ParentRef, Route } from '../../../gatewayapi/route.ts';
import { gateway as gatewayKind } from '../../../kubernetes/kinds.ts';
import type { Targets } from '../../../kubernetes/targets.ts';
import type { Located } from '../../../source/location.ts';
import { behaves } from '../../flags/behaviours.ts';
import { does } from '../../operator/releases.ts';
import type { Controller, GatewayStatus } from '../../model/model.ts';
import { covers } from './hostnames.ts';
import { traitsOf } from './kind-traits.ts';
import type { JudgedParent } from './parents.ts';

/** The hostnames that reach Kong: none stands for every host. */
export interface EffectiveHostnames {
  readonly sent: readonly string[];
  /** Hostnames of the route that are left out without a word. */
  readonly dropped: readonly Located<string>[];
}

/** What of a cluster bears on the hostnames of a route. */
export interface HostnameContext {
  readonly controller: Controller;
  readonly gateways: Targets<GatewayStatus>;
  readonly holdsEvery: HoldsEvery;
  /** Whether Kong's router takes expressions; a text where that is not known. */
  readonly expressions: boolean | string;
}

/** The listeners that count for a parent: the named one, or all. */
function listenersOf({ gateway, ref }: JudgedParent): readonly Listener[] {
  const all = (gateway?.listeners ?? []).map(({ listener }) => listener);
  return isWhole(ref) ? all : all.filter(({ name }) => name.value === ref.sectionName?.value);
}

function isWhole({ sectionName }: ParentRef): boolean {
  return sectionName === null;
}

/**
 * The hostnames of a route that Kong gets: of an HTTPRoute those that its listeners let through, whatever their protocol
 * and state; of others their own. Null where it is not known.
 * @param own the parents that the controller looks at, in order
 */
export function effectiveHostnames(
  route: Route,
  own: readonly JudgedParent[],
  context: HostnameContext,
): EffectiveHostnames | null {
  const { kind, hostnames } = route;
  const { hostnames: rule } = traitsOf(kind, context.controller);
  if (rule === 'none') return { sent: [], dropped: [] };
  if (rule === 'own' || (rule === 'own-or-borrowed' && hostnames.length > 0))
    return { sent: hostnames.map(({ value }) => value), dropped: [] };
  if (rule === 'own-or-borrowed') {
    const sent = borrowed(route, context);
    return sent === null ? null : { sent, dropped: [] };
  }
  const listeners = own.flatMap(listenersOf);
  if (hostnames.some(isFilledIn) || listeners.some(({ hostname }) => hostname !== null && isFilledIn(hostname)))
    return null;
  if (hostnames.length === 0) return { sent: union(own), dropped: [] };
  const sent: string[] = [];
  const dropped: Located<string>[] = [];
  for (const hostname of hostnames) {
    const narrowed = narrow(hostname.value, listeners);
    if (narrowed === null) dropped.push(hostname);
    else sent.push(narrowed);
  }
  // What was pushed to has room for more.
  return { sent: sent.slice(), dropped };
}

/**
 * The hostnames of the listeners that the parents name, by Gateways as the controller has them: one that it has not, and
 * nothing is borrowed from any. A namespace that a parent states counts for later ones without.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/grpcroute.go
 */
function borrowed(
  { parentRefs, namespace: own }: Route,
  { controller, gateways, holdsEvery, expressions }: HostnameContext,
): readonly string[] | null {
  const borrows = behaves(controller.version, 'borrows-hostnames-for-grpc');
  const borrowsAlways = controller.embeddedIn !== undefined && does(controller.embeddedIn, 'serves-grpc');
  if (borrows === false || (expressions === true && !borrowsAlways)) return [];
  if ((typeof expressions === 'string' && !borrowsAlways) || typeof borrows === 'string') return null;
  const found: Located<string>[] = [];
  let namespace = own;
  for (const { to, statesNamespace, sectionName, unknownPart } of parentRefs) {
    if (statesNamespace) namespace = to.namespace;
    if (unknownPart !== null || namespace === null) return null;
    const named = { ...gatewayKind, namespace, name: to.name };
    const status = gateways.one(named);
    if (status === null) return gateways.find(named).length === 0 && holdsEvery(gatewayKind, namespace) ? [] : null;
    if (status.refusal !== null || (status.controller === null && status.unverified !== null)) return null;
    if (status.controller !== controller || status.withoutStatus !== null) return [];
    const listeners = status.listeners.map(({ listener }) => listener);
    const meant = listeners.filter(({ name }) => sectionName === null || name.value === sectionName.value);
    found.push(...meant.flatMap(({ hostname }) => hostname ?? []));
  }
  return found.some(isFilledIn) ? null : found.map(({ value }) => value);
}

function isFilledIn({ value }: Located<string>): boolean {
  return placeholderIn(value) !== null;
}

/** The first listener that shares requests with a hostname decides: the narrower of the two is kept. */
function narrow(hostname: string, listeners: readonly Listener[]): string | null {
  for (const listener of listeners) {
    const own = listener.hostname?.value ?? '';
    if (own === '' || covers(own, hostname)) return hostname;
    if (covers(hostname, own)) return own;
  }
  return null;
}

/** Protocols whose listeners lend their hostname to a route without any. */
const lending: readonly string[] = ['HTTP', 'HTTPS', 'TLS'];

function union(own: readonly JudgedParent[]): readonly string[] {
  const hostnames = own.flatMap((parent) =>
    listenersOf(parent)
      .filter(({ protocol }) => !isWhole(parent.ref) || lending.includes(protocol.value))
      .map(({ hostname }) => hostname?.value ?? null),
  );
  const known = hostnames.flatMap((hostname) => hostname ?? []);
  return known.length < hostnames.length ? [] : known;
}
