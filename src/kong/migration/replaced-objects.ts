import { referencesOf } from '../../gatewayapi/references.ts';
import { mayHideObjects } from '../../gitops/model/absence.ts';
import { ingress, kongGroup, service } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { get, listAt, numberAt, stringAt } from '../../source/node.ts';
import { attaches } from '../model/attaches.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { RouteStatus } from '../model/route-status.ts';
import { lostPlugins, lostSettings } from './lost-annotations.ts';
import type { LostPart } from './lost-part.ts';
import { askedBy, mayTake, meets } from './lost-requests.ts';

/** An Ingress, TCPIngress or UDPIngress of the base that routes of Gateway API take the place of. */
export interface ReplacedObject {
  readonly object: KubeObject;
  /** The routes of Kong's that are new and lead to one of its Services; at least one. */
  readonly routes: readonly RouteStatus[];
  readonly lost: readonly LostPart[];
}

/** What a change replaces by routes, and what does not come along. Nothing where objects may stand out of sight. */
export function replacedObjects(before: ClusterView, after: ClusterView): readonly ReplacedObject[] {
  const there = new Set(after.objects.map(keyOf));
  const gone = before.objects.filter((object) => isReplaceable(object) && !there.has(keyOf(object)));
  if (gone.length === 0 || mayHideObjects(after)) return [];
  const were = new Set(before.objects.map(keyOf));
  const come = after.routes.filter((status) => !were.has(keyOf(status.route.object)) && isKongs(status));
  return gone.flatMap((object) => {
    const services = servicesOf(object);
    const routes = come.filter(({ route }) => servicesOfRoute(route).some((name) => services.has(name)));
    if (routes.length === 0) return [];
    const lost = isOfKind(object, ingress)
      ? [
          ...lostRequests(object, after),
          ...lostTls(object, after),
          ...lostPlugins(object, routes, before, after),
          ...lostSettings(object, routes, after),
        ]
      : lostPorts(object, routes);
    return [{ object, routes, lost }];
  });
}

/** What routes of other implementations lack is theirs to tell. */
function isKongs({ parents }: RouteStatus): boolean {
  return parents.some(({ gateway }) => gateway?.implementation === 'kic' || gateway?.implementation === 'operator');
}

function isReplaceable(object: KubeObject): boolean {
  return isOfKind(object, ingress) || (object.group === kongGroup && /^(?:TCP|UDP)Ingress$/.test(object.kind));
}

/** The Services that an Ingress leads to, as `namespace/name`. */
function servicesOf(object: KubeObject): ReadonlySet<string> {
  const named = isOfKind(object, ingress)
    ? referencesOf(object).map(({ to }) => to.name)
    : listAt(object.root, 'spec', 'rules').map((rule) => stringAt(rule, 'backend', 'serviceName')?.value ?? '');
  return new Set(named.flatMap((name) => (name === '' ? [] : [`${object.namespace ?? 'default'}/${name}`])));
}

function servicesOfRoute({ rules }: RouteStatus['route']): readonly string[] {
  const backends = rules.flatMap(({ backendRefs }) =>
    backendRefs.filter(({ to }) => to.group === service.group && to.kind === service.kind),
  );
  return backends.map(({ to }) => `${to.namespace ?? 'default'}/${to.name}`);
}

/** Requests that neither a route nor another Ingress takes. */
function lostRequests(object: KubeObject, { routes, objects }: ClusterView): readonly LostPart[] {
  const ingresses = objects.filter((each) => isOfKind(each, ingress));
  const others = ingresses.map(askedBy);
  if (others.includes(null) || ingresses.some(({ root }) => get(root, 'spec', 'defaultBackend') !== undefined))
    return [];
  const left = others.flatMap((asked) => asked ?? []);
  return (askedBy(object) ?? []).flatMap((asked): readonly LostPart[] => {
    const isTaken = routes.some(({ route }) => mayTake(route, asked)) || left.some((each) => meets(each, asked));
    return isTaken ? [] : [{ what: 'requests', name: `${asked.host ?? '*'}${asked.path}`, at: asked.at }];
  });
}

/** Hosts that an Ingress served with TLS, and for which every listener that takes a route is without. */
function lostTls(object: KubeObject, { routes }: ClusterView): readonly LostPart[] {
  const hosts = listAt(object.root, 'spec', 'tls').flatMap((entry) => listAt(entry, 'hosts'));
  return hosts.flatMap((node): readonly LostPart[] => {
    const host = stringAt(node);
    if (host === undefined) return [];
    const asked = { host: host.value, path: '/', isExact: false, isOpen: true, at: host.at };
    const parents = routes.filter(({ route }) => mayTake(route, asked)).flatMap((status) => status.parents);
    const isKnown = parents.length > 0 && parents.every(({ gateway }) => gateway !== null);
    const listeners = parents.flatMap(({ attachments }) =>
      attachments.filter((each) => attaches(each, ['programmed']) !== false),
    );
    const isSecure = listeners.some(({ status: { listener } }) => /^(?:HTTPS|TLS)$/.test(listener.protocol.value));
    return !isKnown || isSecure ? [] : [{ what: 'tls', name: host.value, at: host.at }];
  });
}

/** Ports of a TCPIngress or UDPIngress at which no listener takes one of the routes. */
function lostPorts({ root }: KubeObject, routes: readonly RouteStatus[]): readonly LostPart[] {
  const parents = routes.flatMap((status) => status.parents);
  if (parents.some(({ gateway }) => gateway === null)) return [];
  const taken = parents.flatMap(({ attachments }) =>
    attachments
      .filter((each) => attaches(each, ['programmed']) !== false)
      .map(({ status }) => status.listener.port.value),
  );
  return listAt(root, 'spec', 'rules').flatMap((rule): readonly LostPart[] => {
    const port = numberAt(rule, 'port');
    return port === undefined || taken.includes(port.value)
      ? []
      : [{ what: 'port', name: String(port.value), at: get(rule, 'port')?.at ?? rule.at }];
  });
}

function keyOf(object: KubeObject): string {
  return `${object.group} ${nameOf(object)}`;
}
