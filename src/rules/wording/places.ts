import type { Related } from '../../finding.ts';
import { firstLocation, type Location, type Place } from '../../source/location.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import { get, mapAt, scalarWrittenAt, type Node } from '../../source/node.ts';
import type { Controller, Service } from '../../kong/model/model.ts';
import type { Origin } from '../../kong/model/origin.ts';
import type { Release } from '../../gitops/model/release.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';
import { inChart } from './chart-version.ts';
import { serviceName } from './names.ts';
import { onceFor } from '../../source/once-for.ts';
import type { Words } from '../model/statement.ts';

/** Where the ports of a Service are decided: its manifest, or the proxy block of the values behind it. */
export const portsPlace = /* @__PURE__ */ onceFor((service: Service): Location | undefined => {
  if (!isRelease(service.origin)) return firstLocation(service.at);
  const release = service.origin;
  const block = portsBlock(service, release);
  return firstLocation(
    keyAt(release.values, ...block, 'stream'),
    keyAt(release.values, ...block),
    release.declaration.at,
    ...release.layers.map(({ root }) => root.at).toReversed(),
  );
});

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
export const portsHint = /* @__PURE__ */ onceFor((service: Service): Words => {
  const { origin } = service;
  const at = portsPlace(service);
  if (at === undefined) return [restsOn(origin)];
  const before = chartOf(origin).map((chart) => `${chart}, `);
  return [` (${before.join('')}${isRelease(origin) ? 'values: ' : ''}`, at, ')'];
});

/** A related place, or none where it is not in the tree. */
export function relatedAt(place: Place | undefined, message: string): Related[] {
  const at = firstLocation(place);
  return at === undefined ? [] : [{ at, message }];
}

export const portsRelated = /* @__PURE__ */ onceFor((services: readonly Service[]): readonly Related[] =>
  services.flatMap((service) => relatedAt(portsPlace(service), `${serviceName(service)} gets its ports here`)),
);

/** Where a listener states its port. */
export function portAskedFor({ name, port }: Listener): Related[] {
  return relatedAt(firstLocation(port.at, name.at), `listener "${name.value}" asks for the port here`);
}

/** Where a controller's setting or the controller itself is stated. */
export function controllerPlace({ origin, at }: Controller, setting?: Place): Location | undefined {
  if (!isRelease(origin)) return firstLocation(setting, at);
  const block = keyAt(origin.values, ...valuesPrefix(origin, 'controller'), 'ingressController');
  return firstLocation(setting, block, origin.declaration.at, at);
}

export function controllerRelated(controller: Controller, setting?: Place): Related[] {
  return relatedAt(controllerPlace(controller, setting), `controller ${controller.id} is set up here`);
}

/** ` (kong/kong 3.4.1)`: what a statement rests on, or nothing for a manifest. */
export function restsOn(origin: Origin): string {
  return chartOf(origin)
    .map((chart) => ` (${chart})`)
    .join('');
}

/** What a chart's statement rests on: `kong/kong 3.4.1`, or nothing for a manifest. */
function chartOf(origin: Origin): string[] {
  if (!isRelease(origin)) return [];
  const { chart, chartVersion } = origin;
  return [inChart(origin, chartVersion.certainty === 'unknown' ? chart : `${chart} ${chartVersion.value}`)];
}
