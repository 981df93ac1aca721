import type { KongListen, Offer, Service, ServicePort } from '../model/model.ts';

/**
 * The integer the controller makes of a Service port's target, as Go's `IntOrString.IntValue` does:
 * a name becomes 0, so a named target port never finds one of Kong's listens.
 */
export function targetNumber(target: number | string): number {
  if (typeof target === 'number') return target;
  return /^[+-]?[0-9]+$/.test(target) ? Number(target) : 0;
}

/**
 * What the controller believes each port of a Service offers, in the order of the ports.
 *
 * The controller looks at port numbers alone: target ports are kept by Service port number (a later
 * port of the same number replaces the target of an earlier one, whatever its protocol) and Kong's
 * listens by their port (a later address replaces an earlier one). A proxy listen wins over a stream
 * listen; a stream listen without `ssl`, or none at all, leaves the Service's own protocol.
 */
export function offersOf(
  service: Service,
  proxyListens: readonly KongListen[],
  streamListens: readonly KongListen[],
): readonly Offer[] {
  const proxyByPort = new Map(proxyListens.map((entry) => [entry.port, entry]));
  const streamByPort = new Map(streamListens.map((entry) => [entry.port, entry]));
  const targets = new Map(service.ports.map((port) => [port.port.value, targetNumber(port.targetPort.value)]));
  return service.ports.map((port) => {
    const believed = targets.get(port.port.value) ?? 0;
    const targetPort = targetNumber(port.targetPort.value);
    return {
      service,
      port,
      targetPort,
      protocol: believedProtocol(port, proxyByPort.get(believed), streamByPort.get(believed)),
      listen: realListen(port, proxyByPort.get(targetPort), streamListens, targetPort),
    };
  });
}

function believedProtocol(
  port: ServicePort,
  proxy: KongListen | undefined,
  stream: KongListen | undefined,
): Offer['protocol'] {
  if (proxy !== undefined) return proxy.ssl ? 'HTTPS' : 'HTTP';
  if (stream?.ssl === true) return 'TLS';
  return port.protocol.value;
}

/** The entry that really takes the traffic: unlike the controller, the network tells ports of one number and UDP from TCP apart. */
function realListen(
  port: ServicePort,
  proxy: KongListen | undefined,
  streamListens: readonly KongListen[],
  targetPort: number,
): Offer['listen'] {
  const udp = port.protocol.value === 'UDP';
  if (proxy !== undefined && !udp) return { kind: 'proxy', entry: proxy };
  const stream = streamListens.findLast((entry) => entry.port === targetPort && entry.udp === udp);
  return stream === undefined ? null : { kind: 'stream', entry: stream };
}
