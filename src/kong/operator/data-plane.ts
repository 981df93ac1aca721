import type { Listener } from '../../gatewayapi/gateway.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { GatewayOptions } from '../model/gateway-options.ts';
import { does } from './releases.ts';

/** A port of the Service in front of Kong. */
export interface IngressPort {
  readonly listener: Listener;
  readonly port: number;
  readonly targetPort: number;
}

/** The ports that the operator gives Kong and its Service for the listeners of a Gateway. */
export interface DataPlanePorts {
  /** One for each listener. */
  readonly ports: readonly IngressPort[];
  /** What the operator makes Kong listen on for streams. */
  readonly streams: readonly number[];
  /** From the listener's port to Kong's: `KONG_PORT_MAPS`. */
  readonly maps: ReadonlyMap<number, number>;
}

const [http, https, firstAssigned] = [8000, 8443, 16_384];

/** Kong's ports for HTTP, HTTPS, metrics and administration. */
const taken: readonly number[] = [http, https, 8100, 8444];

/**
 * The ports of a Gateway's Kong. A stream listener keeps its port, unless it is below 1024 or taken.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/controller/gateway/controller_reconciler_utils.go
 */
export function dataPlanePorts(listeners: readonly Listener[]): DataPlanePorts {
  const occupied = new Set(taken);
  const maps = new Map<number, number>();
  const streams: number[] = [];
  let next = firstAssigned;
  for (const { port, protocol } of listeners) {
    if (protocol.value === 'HTTP') maps.set(port.value, http);
    else if (protocol.value === 'HTTPS') maps.set(port.value, https);
    else {
      while (occupied.has(next)) next += 1;
      const own = port.value < 1024 || occupied.has(port.value) ? next : port.value;
      occupied.add(own);
      maps.set(port.value, own);
      streams.push(own);
    }
  }
  const ports = listeners.map((listener) => ({
    listener,
    port: listener.port.value,
    targetPort: targetOf(listener, maps),
  }));
  return { ports, streams, maps };
}

function targetOf({ port, protocol }: Listener, maps: ReadonlyMap<number, number>): number {
  if (protocol.value === 'HTTP') return http;
  return protocol.value === 'HTTPS' ? https : (maps.get(port.value) ?? port.value);
}

/** Which of the two port checks on DataPlanes a Gateway's Kong breaks, and with which listener; null where none. */
export function brokenPortCheck(
  { ports, streams, maps }: DataPlanePorts,
  { env }: GatewayOptions,
  release: string,
): { readonly variable: 'KONG_PORT_MAPS' | 'KONG_PROXY_LISTEN'; readonly port: IngressPort } | string | null {
  const isOwn = does(release, 'sets-port-maps');
  const given = textOf(env.get('KONG_PORT_MAPS'));
  const listens = textOf(env.get('KONG_PROXY_LISTEN'));
  const stream = streams.length > 0 ? undefined : textOf(env.get('KONG_STREAM_LISTEN'));
  for (const each of [isOwn ? undefined : given, listens, stream]) if (typeof each === 'object') return each.reason;
  const mapped = isOwn
    ? [...maps.values()].map(String)
    : typeof given === 'string'
      ? given.split(',').map((pair) => pair.slice(pair.lastIndexOf(':') + 1).trim())
      : null;
  const unmapped = ports.find(({ targetPort }) => mapped !== null && !mapped.includes(String(targetPort)));
  if (unmapped !== undefined) return { variable: 'KONG_PORT_MAPS', port: unmapped };
  const open = new Set([
    ...(typeof listens === 'string' ? portsIn(listens) : [String(http), String(https)]),
    ...streams.map(String),
    ...(typeof stream === 'string' ? portsIn(stream) : []),
  ]);
  const closed = ports.find(({ targetPort }) => !open.has(String(targetPort)));
  return closed === undefined ? null : { variable: 'KONG_PROXY_LISTEN', port: closed };
}

function portsIn(listens: string): readonly string[] {
  return listens.split(',').map((entry) => {
    const [address = ''] = entry.trim().split(' ');
    return address.slice(address.lastIndexOf(':') + 1);
  });
}

/** The text of a variable; undefined where it is not set. */
export function textOf(value: EnvValue | undefined): string | { readonly reason: string } | undefined {
  if (value === undefined) return undefined;
  return value.kind === 'unknown' ? { reason: value.reason } : value.value;
}
