import type { Listener } from '../../gatewayapi/gateway.ts';

export type ConflictReason = 'ProtocolConflict' | 'HostnameConflict';

/** How one listener conflicts with the others of its Gateway. */
export interface Conflict {
  /** Whether the controller meets it when it reads the listeners in order: never at the first on a port. */
  readonly met: boolean;
  /** What it writes in the end: a conflict reaches back to the earlier listeners. */
  readonly written: ConflictReason | null;
  /** The other listeners of the same port that take part. */
  readonly others: readonly Listener[];
}

/** Listeners that are alone on their ports have none. */
const none: Conflict = { met: false, written: null, others: [] };

interface PortState {
  readonly firstProtocol: string;
  readonly hostnames: Set<string>;
  readonly conflictedHostnames: Set<string>;
  conflicted: boolean;
}

/** The conflicts of a Gateway's listeners, one for each, in order. Hostnames are compared as plain strings. */
export function conflictsOf(listeners: readonly Listener[]): readonly Conflict[] {
  if (new Set(listeners.map(({ port }) => port.value)).size === listeners.length) return listeners.map(() => none);
  const ports = new Map<number, PortState>();
  const met = listeners.map((listener) => meet(listener, ports));
  return listeners.map((listener, index) => {
    const port = ports.get(listener.port.value);
    const written = port === undefined ? null : writtenReason(port, hostnameOf(listener));
    const others =
      written === null
        ? []
        : listeners.filter(
            (other) =>
              other !== listener &&
              other.port.value === listener.port.value &&
              (written === 'ProtocolConflict' || hostnameOf(other) === hostnameOf(listener)),
          );
    return { met: met[index] ?? false, written, others };
  });
}

function meet(listener: Listener, ports: Map<number, PortState>): boolean {
  const hostname = hostnameOf(listener);
  const port = ports.get(listener.port.value);
  if (port === undefined) {
    ports.set(listener.port.value, {
      firstProtocol: listener.protocol.value,
      hostnames: new Set([hostname]),
      conflictedHostnames: new Set(),
      conflicted: false,
    });
    return false;
  }
  if (!canShare(listener.protocol.value, port.firstProtocol)) {
    port.conflicted = true;
    return true;
  }
  if (!port.hostnames.has(hostname)) {
    port.hostnames.add(hostname);
    return false;
  }
  port.conflictedHostnames.add(hostname);
  return true;
}

function writtenReason(port: PortState, hostname: string): ConflictReason | null {
  if (port.conflicted) return 'ProtocolConflict';
  return port.conflictedHostnames.has(hostname) ? 'HostnameConflict' : null;
}

/** Every later listener of a port is held against the first one's protocol, never against the others'. */
function canShare(requested: string, first: string): boolean {
  if (requested === 'HTTP') return first === 'HTTP';
  return isTls(requested) && isTls(first);
}

function isTls(protocol: string): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}

function hostnameOf(listener: Listener): string {
  return listener.hostname?.value ?? '';
}
