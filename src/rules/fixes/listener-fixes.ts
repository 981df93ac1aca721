import type { ValueChange } from '../../source/change.ts';
import type { GatewayStatus, ListenerStatus, Offer } from '../../kong/model/model.ts';
import type { Alternative, Observation } from '../model/rule.ts';
import { serviceName } from '../wording/names.ts';
import { streamWithoutProtocol } from '../wording/stream-entry.ts';
import { streamService } from '../wording/unserved-listener.ts';
import { enableUdpProxy } from './controller-fixes.ts';
import {
  enableListen,
  offeredProtocol,
  onlyFreeOffer,
  openStream,
  renumberPort,
  setServicePort,
} from './service-fixes.ts';
import { setValue, ways } from './value-changes.ts';

/** The ways to serve a listener: what was certainly meant, and what else may have been. */
export function fixesFor(
  gateway: GatewayStatus,
  status: ListenerStatus,
): Required<Pick<Observation, 'changes' | 'alternatives'>> {
  const free = onlyFreeOffer(gateway, status);
  return { changes: certain(gateway, status, free), alternatives: possible(gateway, status, free) };
}

function certain(
  gateway: GatewayStatus,
  status: ListenerStatus,
  free: Offer | null,
): readonly (readonly ValueChange[])[] {
  const { listener } = status;
  const [service] = gateway.services ?? [];
  // Whoever writes Kong's own port means the Service's port that leads to it. Streams must have one number on both sides.
  const isKongs = free?.targetPort === listener.port.value && !isStream(status);
  const isMeant = isKongs || (free !== null && wordsOf(status).includes(String(free.port.port.value)));
  return ways(
    statedProtocol(status),
    isCalledByProtocol(status) ? toOfferedProtocol(status) : null,
    service && gateway.controller ? enableUdpProxy(service, gateway.controller, listener) : null,
    free !== null && isMeant ? toPort(status, free) : null,
    isStream(status) ? renumberPort(gateway, status) : null,
  );
}

function possible(gateway: GatewayStatus, status: ListenerStatus, free: Offer | null): readonly Alternative[] {
  const { listener, atPort } = status;
  const { value: port } = listener.port;
  const protocol = listener.protocol.value;
  const [service] = gateway.services ?? [];
  const offered = offeredProtocol(status);
  const opened = ['TCP', 'UDP', 'TLS'].includes(protocol) && atPort.length === 0;
  return [
    alternative(`ask for ${offered ?? ''} on port ${port}`, toOfferedProtocol(status)),
    alternative(`switch ${protocol} on`, service ? enableListen(service, listener) : null),
    alternative(`ask for port ${free?.port.port.value ?? ''}`, free && toPort(status, free)),
    alternative(
      `give ${free ? serviceName(free.service) : ''} the port ${port}`,
      free && atPort.length === 0 && !isStream(status) ? setServicePort(free, port) : null,
      // Clients of the port that it has now are not in the repository.
      { takesAway: true },
    ),
    alternative(`open ${protocol} ${port}`, opened ? openStream(streamService(gateway, listener), listener) : null),
  ].flat();
}

function alternative(
  does: string,
  changes: readonly ValueChange[] | null,
  more: Pick<Alternative, 'takesAway'> = {},
): readonly Alternative[] {
  return changes === null ? [] : [{ does, changes, ...more }];
}

/** States in the values the protocol that the listener asks for. */
function statedProtocol(status: ListenerStatus): readonly ValueChange[] | null {
  const found = streamWithoutProtocol(status);
  return found && [{ kind: 'put', map: found.entry, path: ['protocol'], value: 'UDP' }];
}

function toOfferedProtocol(status: ListenerStatus): readonly ValueChange[] | null {
  const { listener } = status;
  const protocol = offeredProtocol(status);
  return protocol === null || listener.tls !== null ? null : setValue(listener.node, listener.protocol.at, protocol);
}

function toPort({ listener }: ListenerStatus, { port }: Offer): readonly ValueChange[] | null {
  return setValue(listener.node, listener.port.at, port.port.value);
}

/** A listener `https` that asks for HTTP where HTTPS is offered. */
function isCalledByProtocol(status: ListenerStatus): boolean {
  const offered = offeredProtocol(status);
  return offered !== null && wordsOf(status).includes(offered.toLowerCase());
}

function wordsOf({ listener }: ListenerStatus): readonly string[] {
  return listener.name.value.split(/[^a-z0-9]+/);
}

/** Kong matches routes of TCP and UDP by its own port. */
function isStream({ listener }: ListenerStatus): boolean {
  return ['TCP', 'UDP'].includes(listener.protocol.value);
}
