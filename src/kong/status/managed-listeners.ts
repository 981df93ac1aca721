import type { Gateway, Listener } from '../../gatewayapi/gateway.ts';
import type { ManagedListener } from '../model/managed.ts';
import type { Conditions, Controller, ListenerStatus } from '../model/model.ts';
import { managedListeners, supportedKinds } from '../operator/listeners.ts';
import { certificatesSeenBy } from './grants.ts';
import type { ManagedContext } from './managed-context.ts';
import { referenceFaults } from './managed-references.ts';

/** What a release of Kong Operator makes of the listeners of a Gateway. */
export function listenersOf(
  { listeners }: Gateway,
  operator: Controller | null,
  release: string,
  { certificates }: ManagedContext,
): readonly ManagedListener[] {
  const label = operator?.operator?.secretLabel ?? { certainty: 'unknown', reason: 'the operator is not known' };
  const seen = certificatesSeenBy(operator, certificates);
  return managedListeners(listeners, release, (listener) =>
    referenceFaults(listener, { release, secretLabel: label, certificates: seen }),
  );
}

/** The status of a listener; without a release nothing of it is known. */
export function statusOf(
  managed: ManagedListener,
  release: string | null,
  conditions: Conditions | null,
  unverified: string | null,
): ListenerStatus {
  const { listener, conflict } = managed;
  return {
    listener,
    conditions,
    servedBy: null,
    unverified,
    atPort: [],
    certainlyUnavailable: null,
    conflictsWith: conflict === null ? [] : [conflict.other],
    invalidKinds: [],
    supportedKinds: release === null ? [] : supportedKinds(managed, release),
    certificates: [],
  };
}

/** A listener of which nothing is known. */
export const bare = (listener: Listener): ManagedListener => ({ listener, conflict: null, isServed: true, faults: [] });
