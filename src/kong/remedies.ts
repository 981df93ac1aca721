import type { Listener } from '../gatewayapi/gateway.ts';
import type { Release } from '../gitops/cluster.ts';
import type { Change } from '../source/change.ts';
import { isLocation, type Place } from '../source/location.ts';
import { get, listAt, mapAt, numberAt, scalarWrittenAt, type Json, type MapNode, type Node } from '../source/node.ts';
import { isRelease, valuesPrefix } from './describe.ts';
import type { Controller, Front, GatewayStatus, ListenerStatus, Offer, Service, ServicePort } from './model.ts';
import { isProtocol } from './service-admission.ts';

/** Opens a stream port in the values of the release behind a Service: one entry in `proxy.stream`. */
export function openStream(service: Service, listener: Listener): readonly Change[] | null {
  if (!isRelease(service.source)) return null;
  const port = listener.port.value;
  const protocol = listener.protocol.value;
  const entry = {
    containerPort: port,
    servicePort: port,
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    ...(protocol === 'TLS' ? { parameters: ['ssl'] } : {}),
  };
  const path = [...valuesPrefix(service.source, 'proxy'), 'proxy', 'stream'];
  const stream = get(service.source.values, ...path);
  if (stream?.kind === 'list' && isLocation(stream.at)) return [{ kind: 'append', list: stream, value: entry }];
  return putValue(service.source, path, [entry]);
}

/** Switches a listen of the chart on again, where its values switch it off and it would have the listener's port. */
export function enableListen(service: Service, { protocol, port }: Listener): readonly Change[] | null {
  const block = { HTTP: { key: 'http', usual: 80 }, HTTPS: { key: 'tls', usual: 443 } }[protocol.value];
  if (block === undefined || !isRelease(service.source)) return null;
  const listen = get(service.source.values, ...valuesPrefix(service.source, 'proxy'), 'proxy', block.key);
  const enabled = get(listen, 'enabled');
  const servicePort = numberAt(listen, 'servicePort')?.value ?? block.usual;
  if (enabled?.kind !== 'scalar' || enabled.value !== false || servicePort !== port.value) return null;
  return setValue(listen, enabled.at, true);
}

/** Adds the parameter `ssl` to the stream entry of the values that made a listen. */
export function addSsl({ service, port }: Pick<Offer, 'service' | 'port'>): readonly Change[] | null {
  if (!isRelease(service.source)) return null;
  const stream = get(service.source.values, ...valuesPrefix(service.source, 'proxy'), 'proxy', 'stream');
  const item =
    stream?.kind === 'list' ? stream.items.find((each) => get(each, 'servicePort')?.at === port.port.at) : undefined;
  if (item?.kind !== 'map' || !isLocation(item.at)) return null;
  const parameters = get(item, 'parameters');
  if (parameters?.kind === 'list') return [{ kind: 'append', list: parameters, value: 'ssl' }];
  return [{ kind: 'put', map: item, path: ['parameters'], value: ['ssl'] }];
}

/** Switches the second Service on, where the values describe the UDP port there, and has the controller publish it. */
export function enableUdpProxy(
  service: Service,
  controller: Controller,
  { protocol, port }: Listener,
): readonly Change[] | null {
  const { source } = service;
  if (!isRelease(source) || protocol.value !== 'UDP') return null;
  const path = [...valuesPrefix(source, 'proxy'), 'udpProxy'];
  const described = listAt(source.values, ...path, 'stream').some(
    (entry) => numberAt(entry, 'servicePort')?.value === port.value,
  );
  if (!described || service.namespace === null || !service.name.endsWith('-proxy')) return null;
  const enabled = putValue(source, [...path, 'enabled'], true);
  const name = `${service.namespace}/${service.name.replace(/-proxy$/, '-udp-proxy')}`;
  const published = setControllerEnv(controller, 'publish_service_udp', name);
  return enabled && published && [...enabled, ...published];
}

/** Names the one Service in front of the controller's data planes that it does not publish yet. */
export function publishFront(controller: Controller, at: Place, fronts: readonly Front[]): readonly Change[] | null {
  const { proxies, publish } = controller;
  const own = fronts.filter(
    ({ proxy, service }) => proxies.includes(proxy) && !publish.some((each) => each.service === service),
  );
  const names = new Set(own.map(({ service }) => `${service.namespace ?? ''}/${service.name}`));
  const [name] = names;
  return names.size !== 1 || name === undefined || name.startsWith('/')
    ? null
    : setValue(settingsRoot(controller), at, name);
}

/** Turns a feature gate of a controller on, in the list that is there or in a new one. */
export function turnOn({ featureGates, ...controller }: Controller, gate: string): readonly Change[] | null {
  if (featureGates.certainty === 'defaulted')
    return setControllerEnv({ featureGates, ...controller }, 'feature_gates', `${gate}=true`);
  if (featureGates.certainty === 'unknown') return null;
  const node = scalarWrittenAt(settingsRoot(controller), featureGates.at);
  if (typeof node?.value !== 'string') return null;
  const others = node.value.split(',').filter((pair) => pair.trim() !== '' && pair.split('=')[0]?.trim() !== gate);
  return [{ kind: 'set', node, value: [...others, `${gate}=true`].join(',') }];
}

/** The list of gates without those that the controller does not know; null where nothing else would be left of it. */
export function withoutUnknownGates(controller: Controller, at: Place): readonly Change[] | null {
  const node = scalarWrittenAt(settingsRoot(controller), at);
  if (typeof node?.value !== 'string') return null;
  const unknown = new Set(controller.unknownGates.map(({ gate }) => gate));
  const left = node.value.split(',').filter((pair) => !unknown.has((pair.split('=')[0] ?? '').trim()));
  return left.length === 0 ? null : [{ kind: 'set', node, value: left.join(',').trim() }];
}

function settingsRoot({ source }: Pick<Controller | Service, 'source'>): MapNode | undefined {
  if (isRelease(source)) return source.values;
  return 'root' in source ? source.root : undefined;
}

/** Gives a port a protocol that exists: capitals, and TCP with `ssl` where TLS was meant; the best way first. */
export function correctProtocol(service: Service, port: ServicePort): readonly (readonly Change[] | null)[] {
  const { value, at } = port.protocol;
  const meant = value.toUpperCase();
  if (meant !== 'TLS') return isProtocol(meant) && meant !== value ? [setServiceValue(service, at, meant)] : [];
  const tcp = setServiceValue(service, at, 'TCP');
  const ssl = addSsl({ service, port });
  return [tcp && ssl && [...tcp, ...ssl], tcp];
}

/** Sets an environment variable of a controller that a chart installs; `name` as in `ingressController.env`. */
export function setControllerEnv(controller: Controller, name: string, value: string): readonly Change[] | null {
  if (!isRelease(controller.source)) return null;
  return putValue(
    controller.source,
    [...valuesPrefix(controller.source, 'controller'), 'ingressController', 'env', name],
    value,
  );
}

/** Puts a setting into the layer that already speaks of its neighbours, else into the last one. */
function putValue(release: Release, path: readonly string[], value: Json): readonly Change[] | null {
  const layers = release.layers.map(({ root }) => root).filter(({ at }) => isLocation(at));
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const near = layers.findLast((root) => mapAt(root, ...path.slice(0, depth)) !== undefined);
    if (near) return [{ kind: 'put', map: near, path, value }];
  }
  return null;
}

/** Gives a scalar that was read as a located value another value; `root` is the object or values it stands in. */
export function setValue(
  root: Node | undefined,
  at: Place,
  value: string | number | boolean,
): readonly Change[] | null {
  const node = scalarWrittenAt(root, at);
  if (node === undefined || !isLocation(node.at)) return null;
  // A number in quotes stays text: whoever wrote it so may need it so. Flux's variables have to be text.
  const isText = (typeof node.value === 'string' && /^\d+$/.test(node.value)) || node.text.includes('${');
  return [{ kind: 'set', node, value: isText ? String(value) : value }];
}

/** Gives a value of a Service another value, in its manifest or in the values behind it. */
export function setServiceValue(service: Service, at: Place, value: string | number): readonly Change[] | null {
  return setValue(settingsRoot(service), at, value);
}

/** The one port that offers the listener's protocol and that no other listener of the Gateway asks for. */
export function onlyFreePort({ offers, gateway }: GatewayStatus, { listener }: ListenerStatus): number | null {
  if (offers === null) return null;
  const taken = new Set(gateway.listeners.filter((each) => each !== listener).map(({ port }) => port.value));
  const free = new Set(
    offers
      .filter(({ protocol, listen }) => protocol === listener.protocol.value && listen !== null)
      .map(({ port }) => port.port.value)
      .filter((port) => !taken.has(port)),
  );
  return free.size === 1 ? ([...free][0] ?? null) : null;
}

/** Gives the Service's port the listener's number, where Kong listens on that and no other listener asks for the port. */
export function renumberPort(
  { offers, gateway }: GatewayStatus,
  { listener }: ListenerStatus,
): readonly Change[] | null {
  const meant = (offers ?? []).filter(
    ({ protocol, listen }) => protocol === listener.protocol.value && listen?.entry.port === listener.port.value,
  );
  const [only] = meant;
  if (only === undefined || meant.length > 1 || listener.protocol.value.startsWith('HTTP')) return null;
  if (gateway.listeners.some(({ port }) => port.value === only.port.port.value)) return null;
  return setServiceValue(only.service, only.port.port.at, listener.port.value);
}

/** The protocol that the one port at the listener's number offers, when it is another one. */
export function offeredProtocol({ listener, atPort }: ListenerStatus): string | null {
  const protocols = new Set(atPort.filter(({ listen }) => listen !== null).map(({ protocol }) => protocol));
  const [protocol] = protocols;
  return protocols.size === 1 && protocol !== undefined && protocol !== listener.protocol.value ? protocol : null;
}

/** Only the ways that exist. */
export function ways(...changes: readonly (readonly Change[] | null)[]): readonly (readonly Change[])[] {
  return changes.filter((each) => each !== null);
}
