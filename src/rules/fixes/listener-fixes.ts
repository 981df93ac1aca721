import type { ValueChange } from '../../source/change.ts';
import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import { enableUdpProxy } from './controller-fixes.ts';
import { setValue, ways } from './value-changes.ts';
import { streamService } from '../wording/unserved-listener.ts';
import { enableListen, offeredProtocol, onlyFreePort, openStream, renumberPort } from './service-fixes.ts';

/** The ways to serve a listener: the port or protocol that was meant, or a new stream port in the values. */
export function fixesFor(gateway: GatewayStatus, status: ListenerStatus): readonly (readonly ValueChange[])[] {
  const { listener, atPort } = status;
  const free = onlyFreePort(gateway, status);
  const protocol = offeredProtocol(status);
  const [service] = gateway.services ?? [];
  const isStream = ['TCP', 'UDP', 'TLS'].includes(listener.protocol.value);
  return ways(
    protocol === null || listener.tls !== null ? null : setValue(listener.node, listener.protocol.at, protocol),
    service ? enableListen(service, listener) : null,
    service && gateway.controller ? enableUdpProxy(service, gateway.controller, listener) : null,
    free === null ? null : setValue(listener.node, listener.port.at, free),
    renumberPort(gateway, status),
    isStream && atPort.length === 0 ? openStream(streamService(gateway, listener), listener) : null,
  );
}
