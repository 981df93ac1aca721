import {
  elements,
  equalsText,
  field,
  hasKey,
  isNil,
  orElse,
  printed,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import type { Place } from '../../source/location.ts';
import type { Chart, Printed, RenderedPort, RenderedService } from './chart.ts';
import { checkStreamEntry, isZero, serviceRendered } from './listens.ts';
import { chartNamespace, fullName, takesNodePorts } from './names.ts';
import { checkIfKnown, ifKnown, knownTrue } from './unknown.ts';
import { reread, rereadName } from './yaml-scalar.ts';

/** The Service of `proxy` or `udpProxy`, or null where the chart renders none. */
export function proxyService(chart: Chart, key: 'proxy' | 'udpProxy'): RenderedService | null {
  const block = field(chart.values, key);
  if (!serviceRendered(chart, block)) return null;
  if (key === 'proxy') field(block, 'ingress', 'enabled');
  return chartService(chart, block, key === 'proxy' ? 'proxy' : 'udp-proxy');
}

/** The Service of the Admin API, or null. */
export function adminService(chart: Chart): RenderedService | null {
  const block = field(chart.values, 'admin');
  if (!truthy(field(chart.values, 'deployment', 'kong', 'enabled')) || !truthy(field(block, 'enabled'))) return null;
  if (!truthy(field(block, 'http', 'enabled')) && !truthy(field(block, 'tls', 'enabled'))) return null;
  field(block, 'ingress', 'enabled');
  return chartService(chart, block, 'admin');
}

/** The Service of a block of the values: all of them are made by one template. */
export function chartService(chart: Chart, block: Value, suffix: string): RenderedService {
  const doubts: string[] = [];
  const orInstead = <T>(make: () => T, instead: T): T =>
    ifKnown(make, ({ reason }) => {
      doubts.push(reason);
      return instead;
    });
  checkServiceSettings(chart, block);
  const type = field(block, 'type');
  const nodePorts = orInstead(() => takesNodePorts(type), false);
  const own = suffix !== 'udp-proxy';
  const ports = [
    ...(own ? orInstead(() => httpPorts(chart, block, suffix, nodePorts), []) : []),
    ...(own ? orInstead(() => tlsPorts(chart, block, suffix, nodePorts), []) : []),
    ...orInstead(() => streamEntries(block), []).flatMap((entry) =>
      orInstead(() => [streamPort(chart, entry, own ? 'TCP' : 'UDP', nodePorts)], []),
    ),
  ];
  return {
    name: serviceName(chart, block, suffix),
    namespace: chartNamespace(chart),
    type: orInstead(() => printed(type), ''),
    ports,
    at: block.at,
    unknownPart: doubts[0] ?? null,
  };
}

/** Settings that change no port, but stop the template when they are of the wrong kind. */
export function checkServiceSettings(chart: Chart, block: Value): void {
  for (const key of ['annotations', 'labels', 'externalIPs', ...(chart.features.ipFamilies ? ['ipFamilies'] : [])]) {
    checkIfKnown(() => elements(field(block, key)));
  }
  if (knownTrue(() => equalsText(field(block, 'type'), 'LoadBalancer'))) {
    const ranges = field(block, 'loadBalancerSourceRanges');
    checkIfKnown(() => (truthy(ranges) ? elements(ranges) : []));
  }
  checkIfKnown(() => checkClusterIp(chart, field(block, 'clusterIP')));
}

function checkClusterIp(chart: Chart, clusterIp: Value): void {
  if (chart.features.headlessOnlyClusterIp && truthy(clusterIp)) equalsText(clusterIp, 'None');
}

function serviceName(chart: Chart, block: Value, suffix: string): string {
  const own = field(block, 'nameOverride');
  return chart.features.nameOverrideInService && truthy(own) ? rereadName(own) : `${fullName(chart).value}-${suffix}`;
}

function httpPorts(chart: Chart, block: Value, suffix: string, nodePorts: boolean): readonly RenderedPort[] {
  const http = field(block, 'http');
  if (!truthy(http) || !truthy(field(http, 'enabled'))) return [];
  if (chart.features.httpServicePortZero && isZero(field(http, 'servicePort'))) return [];
  return [port(chart, http, `kong-${suffix}`, field(http, 'containerPort'), tcp(http), nodePorts, 'http')];
}

function tlsPorts(chart: Chart, block: Value, suffix: string, nodePorts: boolean): readonly RenderedPort[] {
  const tls = field(block, 'tls');
  if (!truthy(field(tls, 'enabled'))) return [];
  const target = orElse(field(tls, 'overrideServiceTargetPort'), field(tls, 'containerPort'));
  return [port(chart, tls, `kong-${suffix}-tls`, target, tcp(tls), nodePorts, 'https')];
}

function streamEntries(block: Value): readonly Value[] {
  const stream = field(block, 'stream');
  return isNil(stream) ? [] : elements(stream);
}

function streamPort(chart: Chart, entry: Value, defaultProtocol: string, nodePorts: boolean): RenderedPort {
  checkStreamEntry(entry);
  const protocol = streamProtocol(chart, entry, defaultProtocol);
  const container = field(entry, 'containerPort');
  const name = `stream${protocol.value === 'UDP' ? 'udp' : ''}-${printed(container)}`;
  return port(chart, entry, name, container, protocol, nodePorts, null);
}

function streamProtocol(chart: Chart, entry: Value, defaultProtocol: string): Printed {
  const own = field(entry, 'protocol');
  if (truthy(own)) {
    equalsText(own, 'UDP');
    return { value: printed(own), at: own.at };
  }
  const fallsBack = hasKey(entry, 'protocol') || !chart.features.streamProtocolDefault;
  return { value: fallsBack ? 'TCP' : defaultProtocol, at: own.at };
}

function port(
  chart: Chart,
  block: Value,
  name: string,
  target: Value,
  protocol: Printed,
  nodePorts: boolean,
  scheme: 'http' | 'https' | null,
): RenderedPort {
  const nodePort = field(block, 'nodePort');
  return {
    name,
    port: reread(field(block, 'servicePort')),
    targetPort: reread(target),
    protocol,
    nodePort: nodePorts && truthy(nodePort) ? reread(nodePort) : null,
    appProtocol: scheme === null ? null : appProtocol(chart, block, scheme),
    at: block.at,
  };
}

function appProtocol(chart: Chart, block: Value, scheme: string): string | null {
  if (chart.features.fixedAppProtocol) return scheme;
  const own = field(block, 'appProtocol');
  return chart.features.appProtocol && truthy(own) ? printed(own) : null;
}

function tcp(block: { readonly at: Place }): Printed {
  return { value: 'TCP', at: block.at };
}
