import type { Listener } from '../../gatewayapi/gateway.ts';
import type { ManagedConflict, ManagedListener, ReferenceFault } from '../model/managed.ts';
import type { Condition } from '../model/condition.ts';
import type { Conditions, GatewayConditions } from '../model/model.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { does, kindsOfProtocol } from './releases.ts';

/** What the operator makes of each listener, before anything is provisioned. */
export function managedListeners(
  listeners: readonly Listener[],
  release: string,
  faultsOf: (listener: Listener) => readonly ReferenceFault[],
): readonly ManagedListener[] {
  return listeners.map((listener) => ({
    listener,
    conflict: conflictOf(listener, listeners, release),
    isServed: kindsOfProtocol(release, listener.protocol.value).length > 0,
    faults: faultsOf(listener),
  }));
}

/** The first other listener that meets one of the rules decides; hostnames are compared whatever the ports are. */
function conflictOf(listener: Listener, all: readonly Listener[], release: string): ManagedConflict | null {
  const conflictsTls = does(release, 'conflicts-tls-on-one-port');
  for (const other of all) {
    if (other === listener) continue;
    const isOnePort = listener.port.value === other.port.value;
    if (isOnePort && listener.protocol.value !== other.protocol.value) return { reason: 'ProtocolConflict', other };
    if (isOnePort && conflictsTls && listener.protocol.value === 'TLS') return { reason: 'ProtocolConflict', other };
    if (listener.hostname !== null && listener.hostname.value === other.hostname?.value)
      return { reason: 'HostnameConflict', other };
  }
  return null;
}

/** Whether the operator accepts a listener. */
export function isAccepted({ conflict, isServed }: ManagedListener, release: string): boolean {
  return isServed && (conflict === null || !does(release, 'refuses-conflicted-listeners'));
}

/** The conditions of a listener; `isServing` where Kong is made for its Gateway. */
export function listenerConditionsOf(managed: ManagedListener, release: string, isServing: boolean): Conditions {
  const { conflict, faults } = managed;
  const last = faults.at(-1);
  const refused =
    conflict !== null && does(release, 'refuses-conflicted-listeners') ? conflict.reason : 'UnsupportedProtocol';
  return {
    Conflicted: conflict === null ? condition('False', 'NoConflicts') : condition('True', conflict.reason),
    Accepted: isAccepted(managed, release) ? condition('True', 'Accepted') : condition('False', refused),
    ResolvedRefs:
      last === undefined
        ? condition('True', 'ResolvedRefs', "Listeners' references are accepted.")
        : condition('False', last.reason, faults.map(({ message }) => message).join(' ')),
    Programmed: programmed(isServing, last !== undefined),
  };
}

function programmed(isServing: boolean, isUnresolved: boolean): Condition {
  if (!isServing) return condition('False', 'Pending');
  return isUnresolved
    ? condition('False', 'Pending', 'Listener references are not resolved yet.')
    : condition('True', 'Programmed');
}

/** `supportedKinds` of a listener's status. */
export function supportedKinds(managed: ManagedListener, release: string): readonly string[] {
  const { kinds, protocol } = managed.listener;
  if (!isAccepted(managed, release) && does(release, 'empties-kinds-of-refused')) return [];
  const all = kindsOfProtocol(release, protocol.value);
  if (kinds.length === 0) return all;
  return kinds
    .filter(({ group, kind }) => group === gatewayGroup && all.includes(kind))
    .map(({ kind }) => kind)
    .toSorted();
}

/** `Accepted` of the Gateway as its listeners make it. */
export function acceptedOf(listeners: readonly ManagedListener[], release: string): Condition {
  const said = listeners.flatMap((managed, index) => [
    ...(managed.conflict === null ? [] : [`Listener ${index} is conflicted.`]),
    ...(isAccepted(managed, release) ? [] : [`Listener ${index} is not accepted.`]),
  ]);
  if (said.length === 0) return condition('True', 'Accepted', 'All listeners are accepted.');
  const isSound = (each: ManagedListener): boolean => each.conflict === null && isAccepted(each, release);
  const isAny = does(release, 'accepts-in-part') && listeners.some(isSound);
  return condition(isAny ? 'True' : 'False', 'ListenersNotValid', said.join(' '));
}

const notReady = 'There are other conditions that are not yet ready';

/**
 * The conditions of the Gateway itself.
 * @param dataPlane what becomes of its Kong: `ready`, what DataPlaneReady says otherwise, or null where that is not known
 */
export function gatewayConditionsOf(
  accepted: Condition,
  release: string,
  dataPlane: Condition | 'ready' | null,
): GatewayConditions {
  if (dataPlane === 'ready' && accepted.status === 'True') {
    const ready = condition('True', 'Ready');
    const own = { DataPlaneReady: ready, ControlPlaneReady: ready, GatewayService: ready };
    return { Accepted: accepted, Programmed: condition('True', 'Programmed'), ...own };
  }
  // Where it is not written, the API server's own Unknown stays.
  const isReported = does(release, 'reports-pending-gateways') || !does(release, 'needs-labels');
  const pending = isReported ? { Programmed: condition('False', 'Pending', notReady) } : {};
  const cause = dataPlane === null || dataPlane === 'ready' ? {} : { DataPlaneReady: dataPlane };
  return { Accepted: accepted, ...pending, ...cause };
}

export function condition(status: Condition['status'], reason: string, message = ''): Condition {
  return { status, reason, message };
}
