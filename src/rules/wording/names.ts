import type { Service, GatewayStatus } from '../../kong/model/model.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';

/** `Service kong/kong-proxy`. */
export function serviceName({ namespace, name }: Pick<Service, 'namespace' | 'name'>): string {
  return `Service ${namespace === null ? '' : `${namespace}/`}${name}`;
}

/** `Service kong/kong-proxy or Service kong/kong-udp-proxy`: for sentences that begin with "no port of". */
export function serviceNames(services: readonly Service[]): string {
  return services.map(serviceName).join(' or ');
}

/** `Gateway kong/edge`. */
export function gatewayName(status: GatewayStatus): string {
  return nameOf(status.gateway.object);
}

/** The field path of a part of a listener, with the listener's name instead of its index. */
export function listenerField({ name }: Listener, part?: string): string {
  return `listeners[${name.value}]${part === undefined ? '' : `.${part}`}`;
}
