import type { Listener } from '../../gatewayapi/gateway.ts';
import type { Related } from '../../finding.ts';
import { firstLocation, type Location, type Place } from '../../source/location.ts';
import { get, mapAt, scalarWrittenAt, type Node } from '../../source/node.ts';
import type {
  ClusterView,
  Conditions,
  ConditionType,
  Controller,
  GatewayStatus,
  ListenerStatus,
  Service,
  Origin,
} from '../../kong/model/model.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Release } from '../../gitops/model/release.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';

/** `Service kong/kong-proxy`. */
export function serviceName({ namespace, name }: Pick<Service, 'namespace' | 'name'>): string {
  return `Service ${namespace === null ? '' : `${namespace}/`}${name}`;
}

/** `Service kong/kong-proxy or Service kong/kong-udp-proxy`: for sentences that begin with "no port of". */
export function serviceNames(services: readonly Service[]): string {
  return services.map(serviceName).join(' or ');
}

/** Where the ports of a Service are decided: its manifest, or the proxy block of the values behind it. */
export function portsPlace(service: Service): Location | undefined {
  if (!isRelease(service.source)) return firstLocation(service.at);
  const release = service.source;
  const block = portsBlock(service, release);
  return firstLocation(
    keyAt(release.values, ...block, 'stream'),
    keyAt(release.values, ...block),
    release.declaration.at,
    ...release.layers.map(({ root }) => root.at).toReversed(),
  );
}

/** Where in the values a Service of the chart gets its ports: `proxy`, or `udpProxy` for the second one. */
export function portsBlock({ ports }: Service, release: Release): readonly string[] {
  const prefix = valuesPrefix(release, 'proxy');
  const udp = get(release.values, ...prefix, 'udpProxy');
  return [...prefix, ports.some(({ port }) => scalarWrittenAt(udp, port.at) !== undefined) ? 'udpProxy' : 'proxy'];
}

/** Where the last key of a path is written; undefined where the path ends before. */
function keyAt(root: Node, ...path: readonly string[]): Place | undefined {
  return mapAt(root, ...path.slice(0, -1))?.entries.get(path.at(-1) ?? '')?.keyAt;
}

/** ` (kong/kong 3.4.1, values: clusters/prod/kong.yaml:12)`: what decides the ports of a Service, and where. */
export function portsHint(service: Service): string {
  const { source } = service;
  const at = portsPlace(service);
  const place = at === undefined ? [] : [`${isRelease(source) ? 'values: ' : ''}${at.path}:${at.line}`];
  const parts = [...chartOf(source), ...place];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

export function portsRelated(services: readonly Service[]): Related[] {
  return services.flatMap((service) => {
    const at = portsPlace(service);
    return at ? [{ at, message: `${serviceName(service)} gets its ports here` }] : [];
  });
}

const failing: readonly [ConditionType, 'True' | 'False'][] = [
  ['Conflicted', 'True'],
  ['Accepted', 'False'],
  ['ResolvedRefs', 'False'],
];

/** `After merge: Accepted=False, PortUnavailable.`: the condition that says why the listener does not work. */
export function afterMerge(conditions: Conditions | null): string {
  for (const [type, status] of failing) {
    const condition = conditions?.[type];
    if (condition?.status === status) return `After merge: ${type}=${status}, ${condition.reason}.`;
  }
  return conditions === null ? 'After merge: Accepted=False.' : '';
}

/** `Gateway kong/edge`. */
export function gatewayName(status: GatewayStatus): string {
  return nameOf(status.gateway.object);
}

/** The field path of a part of a listener, with the listener's name instead of its index. */
export function listenerField({ name }: Listener, part?: string): string {
  return `listeners[${name.value}]${part === undefined ? '' : `.${part}`}`;
}

/** Every pair of a Gateway that this controller should serve and one of its listeners. */
export function kicListeners(gateways: readonly GatewayStatus[]): { gateway: GatewayStatus; status: ListenerStatus }[] {
  return gateways
    .filter(({ implementation }) => implementation === 'kic')
    .flatMap((gateway) => gateway.listeners.map((status) => ({ gateway, status })));
}

/** Where a controller's setting or the controller itself is stated. */
export function controllerPlace({ source, at }: Controller, setting?: Place): Location | undefined {
  if (!isRelease(source)) return firstLocation(setting, at);
  const block = keyAt(source.values, ...valuesPrefix(source, 'controller'), 'ingressController');
  return firstLocation(setting, block, source.declaration.at, at);
}

/** ` (kong/kong 3.4.1)`: what a statement rests on, or nothing for a manifest. */
export function restsOn(source: Origin): string {
  return chartOf(source)
    .map((chart) => ` (${chart})`)
    .join('');
}

/** What a chart's statement rests on: `kong/kong 3.4.1`, or nothing for a manifest. */
function chartOf(source: Origin): string[] {
  if (!isRelease(source) || source.chartVersion.certainty === 'unknown') return [];
  const assumed = source.chartVersion.certainty === 'defaulted' ? ', assumed' : '';
  return [`${source.chart} ${source.chartVersion.value}${assumed}`];
}

/**
 * Whether objects of the cluster may be missing from the tree's picture (a template, a generator, a build that
 * failed): then the absence of one proves nothing.
 */
export function mayHideObjects({ unverified }: Pick<ClusterView, 'unverified'>): boolean {
  return unverified.some(({ hidesObjects, quiet }) => hidesObjects === true && quiet !== true);
}
