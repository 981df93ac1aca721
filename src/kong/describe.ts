import type { Listener } from '../gatewayapi/gateway.ts';
import { nameOf, type Release } from '../gitops/cluster.ts';
import type { Related } from '../finding.ts';
import { firstLocation, type Location, type Place } from '../source/location.ts';
import { get } from '../source/node.ts';
import type { Conditions, ConditionType, Controller, GatewayStatus, ListenerStatus, Service, Source } from './model.ts';

/** The values of a release's data plane and of its controller stand below these keys. */
export function valuesPrefix(release: Release, part: 'proxy' | 'controller'): readonly string[] {
  if (release.chart === 'kong/kong') return [];
  return [part === 'proxy' ? 'gateway' : 'controller'];
}

/** Whether a thing is stated by the values of a release. */
export function isRelease(source: Source): source is Release {
  return 'chartVersion' in source;
}

/** `Service kong/kong-proxy`. */
export function serviceName({ namespace, name }: Pick<Service, 'namespace' | 'name'>): string {
  return `Service ${namespace === null ? '' : `${namespace}/`}${name}`;
}

/** `Service kong/kong-proxy, Service kong/kong-udp-proxy`. */
export function serviceNames(services: readonly Service[]): string {
  return services.map(serviceName).join(' and ');
}

/** Where the ports of a Service are decided: its manifest, or the proxy block of the values behind it. */
export function portsPlace(service: Service): Location | undefined {
  if (!isRelease(service.source)) return firstLocation(service.at);
  const release = service.source;
  const prefix = valuesPrefix(release, 'proxy');
  const stream = get(release.values, ...prefix, 'proxy', 'stream');
  return firstLocation(
    stream?.at,
    get(release.values, ...prefix, 'proxy')?.at,
    ...release.layers.map(({ root }) => root.at).toReversed(),
    release.declaration.at,
  );
}

/** `(values: clusters/prod/kong.yaml:12)`, or nothing where the ports are no file's doing. */
export function portsHint(service: Service): string {
  const at = portsPlace(service);
  if (at === undefined) return '';
  return ` (${isRelease(service.source) ? 'values: ' : ''}${at.path}:${at.line})`;
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
export function listenersOf(gateways: readonly GatewayStatus[]): { gateway: GatewayStatus; status: ListenerStatus }[] {
  return gateways
    .filter(({ implementation }) => implementation === 'kic')
    .flatMap((gateway) => gateway.listeners.map((status) => ({ gateway, status })));
}

/** Where a controller's setting or the controller itself is stated. */
export function controllerPlace(controller: Controller, setting?: Place): Location | undefined {
  const declared = isRelease(controller.source) ? controller.source.declaration.at : undefined;
  return firstLocation(setting, controller.at, declared);
}

/** What a chart's statement rests on, for messages: ` (kong/kong 3.4.1)`, or nothing for a manifest. */
export function restsOnChart(source: Source): string {
  if (!isRelease(source) || source.chartVersion.certainty === 'unknown') return '';
  const assumed = source.chartVersion.certainty === 'defaulted' ? ', assumed' : '';
  return ` (${source.chart} ${source.chartVersion.value}${assumed})`;
}
