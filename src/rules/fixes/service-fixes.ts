import type { Listener } from '../../gatewayapi/gateway.ts';
import type { ValueChange } from '../../source/change.ts';
import { isLocation, type Place } from '../../source/location.ts';
import { onceFor } from '../../source/once-for.ts';
import { get, numberAt } from '../../source/node.ts';
import { portsBlock } from '../wording/places.ts';
import { putValue, settingsRoot, setValue } from './value-changes.ts';
import type { GatewayStatus, ListenerStatus, Offer, Service, ServicePort } from '../../kong/model/model.ts';
import { isProtocol } from '../../kong/status/service-admission.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';

/** Opens a stream port in the values of the release behind a Service: one entry in its `stream`. */
export function openStream(service: Service | undefined, listener: Listener): readonly ValueChange[] | null {
  if (service === undefined || !isRelease(service.origin)) return null;
  const port = listener.port.value;
  const protocol = listener.protocol.value;
  const entry = {
    containerPort: port,
    servicePort: port,
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    ...(protocol === 'TLS' ? { parameters: ['ssl'] } : {}),
  };
  const path = [...portsBlock(service, service.origin), 'stream'];
  const stream = get(service.origin.values, ...path);
  if (stream?.kind === 'list' && isLocation(stream.at)) return [{ kind: 'append', list: stream, value: entry }];
  return putValue(service.origin, path, [entry]);
}

/** Switches a listen of the chart on again, where its values switch it off and it would have the listener's port. */
export function enableListen(service: Service, { protocol, port }: Listener): readonly ValueChange[] | null {
  const block = { HTTP: { key: 'http', usual: 80 }, HTTPS: { key: 'tls', usual: 443 } }[protocol.value];
  if (block === undefined || !isRelease(service.origin)) return null;
  const listen = get(service.origin.values, ...valuesPrefix(service.origin, 'proxy'), 'proxy', block.key);
  const enabled = get(listen, 'enabled');
  const servicePort = numberAt(listen, 'servicePort')?.value ?? block.usual;
  if (enabled?.kind !== 'scalar' || enabled.value !== false || servicePort !== port.value) return null;
  return setValue(listen, enabled.at, true);
}

/** Adds the parameter `ssl` to the stream entry of the values that made a listen. */
export function addSsl({ service, port }: Pick<Offer, 'service' | 'port'>): readonly ValueChange[] | null {
  if (!isRelease(service.origin)) return null;
  const stream = get(service.origin.values, ...valuesPrefix(service.origin, 'proxy'), 'proxy', 'stream');
  const item =
    stream?.kind === 'list' ? stream.items.find((each) => get(each, 'servicePort')?.at === port.port.at) : undefined;
  if (item?.kind !== 'map' || !isLocation(item.at)) return null;
  const parameters = get(item, 'parameters');
  if (parameters?.kind === 'list') return [{ kind: 'append', list: parameters, value: 'ssl' }];
  return [{ kind: 'put', map: item, path: ['parameters'], value: ['ssl'] }];
}

/** Gives a port a protocol that exists: capitals, and TCP with `ssl` where TLS was meant; the best way first. */
export function correctProtocol(service: Service, port: ServicePort): readonly (readonly ValueChange[] | null)[] {
  const { value, at } = port.protocol;
  const meant = value.toUpperCase();
  if (meant !== 'TLS') return isProtocol(meant) && meant !== value ? [setServiceValue(service, at, meant)] : [];
  const tcp = setServiceValue(service, at, 'TCP');
  const ssl = addSsl({ service, port });
  return [tcp && ssl && [...tcp, ...ssl], tcp];
}

/** Gives a value of a Service another value, in its manifest or in the values behind it. */
export function setServiceValue(service: Service, at: Place, value: string | number): readonly ValueChange[] | null {
  return setValue(settingsRoot(service), at, value);
}

/** Of one controller the same for thousands of Gateways. */
const byProtocol = /* @__PURE__ */ onceFor((offers: readonly Offer[]) =>
  Map.groupBy(offers, ({ protocol }) => protocol),
);

/**
 * The one port that offers the listener's protocol and that no listener of the Gateway asks for; null where another
 * listener of that protocol is without a port too, for nobody can tell whose it is.
 */
export function onlyFreeOffer({ offers, gateway }: GatewayStatus, { listener }: ListenerStatus): Offer | null {
  if (offers === null) return null;
  const protocol = listener.protocol.value;
  const offered = byProtocol(offers).get(protocol);
  if (offered === undefined) return null;
  const isOffered = (port: number): boolean => offered.some((each) => each.port.port.value === port);
  const others = gateway.listeners.filter((each) => each !== listener);
  if (others.some((each) => each.protocol.value === protocol && !isOffered(each.port.value))) return null;
  const taken = new Set(others.map(({ port }) => port.value));
  const free = offered.filter(({ listen, port }) => listen !== null && !taken.has(port.port.value));
  return new Set(free.map(({ port }) => port.port.value)).size === 1 ? (free[0] ?? null) : null;
}

/** Gives a port of HTTP or HTTPS another number, in the manifest or in the values behind it. */
export function setServicePort({ service, port, protocol }: Offer, value: number): readonly ValueChange[] | null {
  if (isLocation(port.port.at)) return setServiceValue(service, port.port.at, value);
  const key = protocol === 'HTTP' ? 'http' : protocol === 'HTTPS' ? 'tls' : null;
  if (key === null || !isRelease(service.origin)) return null;
  return putValue(service.origin, [...valuesPrefix(service.origin, 'proxy'), 'proxy', key, 'servicePort'], value);
}

/** Gives the Service's port the listener's number, where Kong listens on that and no other listener asks for the port. */
export function renumberPort(
  { offers, gateway }: GatewayStatus,
  { listener }: ListenerStatus,
): readonly ValueChange[] | null {
  const offered = offers && byProtocol(offers).get(listener.protocol.value);
  const meant = (offered ?? []).filter(({ listen }) => listen?.entry.port === listener.port.value);
  const [only] = meant;
  if (only === undefined || meant.length > 1) return null;
  if (gateway.listeners.some(({ port }) => port.value === only.port.port.value)) return null;
  return setServiceValue(only.service, only.port.port.at, listener.port.value);
}

/** The protocol that the one port at the listener's number offers, when it is another one. */
export function offeredProtocol({ listener, atPort }: ListenerStatus): string | null {
  if (atPort.length === 0) return null;
  const protocols = new Set(atPort.filter(({ listen }) => listen !== null).map(({ protocol }) => protocol));
  const [protocol] = protocols;
  return protocols.size === 1 && protocol !== undefined && protocol !== listener.protocol.value ? protocol : null;
}
