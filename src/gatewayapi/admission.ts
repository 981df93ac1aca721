import type { Place } from '../source/location.ts';
import { listAt } from '../source/node.ts';
import type { Gateway, GatewayClass, Listener } from './gateway.ts';
import { minorOf, notServed, type InstalledCrds } from './installed-crds.ts';
import { fieldFaults, type FieldFault } from './listener-admission.ts';
import { metadataFaults } from './metadata-admission.ts';
import { mostListeners } from './read-gateway.ts';

/** Something the API server refuses when the object is applied: the controller never sees it. */
export interface Rejection {
  readonly kind:
    | 'listener-name-twice'
    | 'listener-twice'
    | 'hostname-not-allowed'
    | 'tls-not-allowed'
    | 'tls-required'
    | 'tls-mode'
    | 'certificate-required'
    | 'port-out-of-range'
    | 'field-malformed'
    | 'no-listeners'
    | 'too-many-listeners'
    | 'annotation-not-a-string'
    | 'label-not-a-string'
    | 'version-not-served'
    | FieldFault['kind'];
  /** A sentence for a message. */
  readonly reason: string;
  readonly at: Place;
  /** The name of the listener at fault, or null when the Gateway as a whole is. */
  readonly listener: string | null;
  /** The earlier listener that it repeats, or null. */
  readonly other: string | null;
}

/**
 * Why the API server refuses a Gateway, in the order of its listeners. Without a version only what
 * every release from 0.8.1 to 1.6 refuses is told. Parts that are not known are not judged.
 */
export function rejectionsOf(gateway: Gateway, crds: InstalledCrds | null): readonly Rejection[] {
  const { listeners } = gateway;
  const rejections = [...objectRejections(gateway, crds)];
  if (listeners.length === 0 && gateway.unknownPart === null) {
    rejections.push(refusal('no-listeners', 'A Gateway needs at least one listener', gateway.name.at, null));
  }
  // Without a class name the document may be a part that is merged into another.
  if (gateway.unknownPart?.refused === true && gateway.className.value !== '') {
    const { reason, node } = gateway.unknownPart;
    rejections.push(refusal('field-malformed', `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`, node.at, null));
  }
  const written = listAt(gateway.object.root, 'spec', 'listeners').length;
  if (written > mostListeners) {
    const reason = `A Gateway has at most ${String(mostListeners)} listeners, and this one has ${String(written)}`;
    rejections.push(refusal('too-many-listeners', reason, gateway.name.at, null));
  }
  const minor = crds === null ? null : minorOf(crds);
  listeners.forEach((listener, index) => {
    rejections.push(...repeats(listener, listeners.slice(0, index)), ...faults(listener, minor));
  });
  return rejections;
}

/** Why the API server refuses a GatewayClass. */
export function classRejections(gatewayClass: GatewayClass, crds: InstalledCrds | null): readonly Rejection[] {
  return [...objectRejections(gatewayClass, crds)];
}

/** What holds for an object of any kind. */
function* objectRejections(
  { object, metadata }: Pick<Gateway | GatewayClass, 'object' | 'metadata'>,
  crds: InstalledCrds | null,
): Generator<Rejection> {
  const unserved = notServed(object, crds);
  if (unserved !== null)
    yield refusal(
      'version-not-served',
      unserved,
      object.root.entries.get('apiVersion')?.value.at ?? object.name.at,
      null,
    );
  for (const { block, reason, at } of metadataFaults(metadata))
    yield refusal(`${block}-not-a-string`, reason, at, null);
}

function* repeats(listener: Listener, earlier: readonly Listener[]): Generator<Rejection> {
  const name = listener.name.value;
  const namesake = earlier.find((other) => other.name.value === name);
  if (namesake) {
    const reason = `Two listeners are called "${name}"; names are unique within a Gateway`;
    yield { ...refusal('listener-name-twice', reason, listener.name.at, listener), other: name };
  }
  const twin = earlier.find(
    (other) =>
      other.port.value === listener.port.value &&
      other.protocol.value === listener.protocol.value &&
      other.hostname?.value === listener.hostname?.value,
  );
  if (twin) {
    const hostname = listener.hostname === null ? 'no hostname' : `hostname ${listener.hostname.value}`;
    const asked = `${listener.protocol.value} ${String(listener.port.value)} with ${hostname}`;
    const reason = `Listeners "${twin.name.value}" and "${name}" both ask for ${asked}; the combination is unique within a Gateway`;
    yield { ...refusal('listener-twice', reason, listener.port.at, listener), other: twin.name.value };
  }
}

function* faults(listener: Listener, minor: number | null): Generator<Rejection> {
  const { name, port, protocol, hostname, tls } = listener;
  const subject = `Listener "${name.value}"`;
  const kind = protocol.value;
  if (!Number.isInteger(port.value) || port.value < 1 || port.value > 65_535) {
    const reason = `${subject} has the port ${String(port.value)}; ports go from 1 to 65535`;
    yield refusal('port-out-of-range', reason, port.at, listener);
  }
  if (hostname !== null && hostname.value !== '' && (kind === 'TCP' || kind === 'UDP')) {
    yield refusal(
      'hostname-not-allowed',
      `${subject} has a hostname, which ${kind} does not allow`,
      hostname.at,
      listener,
    );
  }
  if (tls !== null && (kind === 'HTTP' || kind === 'TCP' || kind === 'UDP')) {
    yield refusal('tls-not-allowed', `${subject} has tls, which ${kind} does not allow`, tls.at, listener);
  }
  if (tls !== null && tls.mode === 'Terminate' && tls.certificateRefs.length === 0) {
    if (!tls.hasOptions || (minor !== null && minor < 1)) {
      yield refusal('certificate-required', `${subject} terminates TLS without certificateRefs`, tls.at, listener);
    }
  }
  for (const { kind: field, reason, node } of fieldFaults(listener.node)) {
    yield refusal(field, `${subject} ${reason}`, node.at, listener);
  }
  if (minor !== null) yield* versioned(listener, minor);
}

/** What only some releases refuse. */
function* versioned(listener: Listener, minor: number): Generator<Rejection> {
  const { name, protocol, tls } = listener;
  const subject = `Listener "${name.value}"`;
  const kind = protocol.value;
  if (tls === null && ((minor < 1 && (kind === 'HTTPS' || kind === 'TLS')) || (minor >= 5 && kind === 'TLS'))) {
    yield refusal('tls-required', `${subject} needs tls, because its protocol is ${kind}`, protocol.at, listener);
  }
  if (minor >= 1 && kind === 'HTTPS' && tls !== null && tls.mode === 'Passthrough') {
    yield refusal('tls-mode', `${subject} has the TLS mode ${tls.mode}; HTTPS only allows Terminate`, tls.at, listener);
  }
}

function refusal(kind: Rejection['kind'], reason: string, at: Place, listener: Listener | null): Rejection {
  return { kind, reason, at, listener: listener?.name.value ?? null, other: null };
}
