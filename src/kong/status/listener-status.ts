import type { Listener } from '../../gatewayapi/gateway.ts';
import { onceFor } from '../../source/once-for.ts';
import { conflictsOf, type Conflict } from './conflicts.ts';
import type { Condition } from '../model/condition.ts';
import type { Conditions, Offer } from '../model/model.ts';
import { invalidKindsOf } from '../model/route-kinds.ts';

/** All that decides the conditions of a Gateway's listeners. */
export interface ListenerQuestion {
  /** In the order of the manifest: it matters. */
  readonly listeners: readonly Listener[];
  /** What the publish Services offer, all of them, in any order. */
  readonly offers: readonly Pick<Offer, 'protocol' | 'port'>[];
  /** What the listener's certificateRefs come to; asked only when the listener has `tls`. */
  readonly certificates: (listener: Listener) => CertificateReason;
  /** Before 3.0 a listener that fails is not also called accepted. */
  readonly acceptsFailing?: boolean;
}

export type CertificateReason = 'ResolvedRefs' | 'InvalidCertificateRef' | 'RefNotPermitted';

/**
 * The conditions the controller writes for each listener, in the listeners' order. A condition that
 * it does not write is absent: a listener that only lacks a port has neither Conflicted nor ResolvedRefs.
 */
export function listenerConditions(question: ListenerQuestion): readonly Conditions[] {
  const offered = portsByProtocol(question.offers);
  const conflicts = conflictsOf(question.listeners);
  return question.listeners.map((listener, index) => {
    const conflict = conflicts[index] ?? { met: false, written: null, others: [] };
    return conditionsOf(listener, conflict, offered, question);
  });
}

function conditionsOf(
  listener: Listener,
  conflict: Conflict,
  offered: ReadonlyMap<string, ReadonlySet<number>>,
  { certificates, acceptsFailing = true }: ListenerQuestion,
): Conditions {
  const references = listener.tls === null ? 'ResolvedRefs' : certificates(listener);
  const reason =
    references === 'ResolvedRefs' && invalidKindsOf(listener).length > 0 ? 'InvalidRouteKinds' : references;
  const unavailable = availability(listener, offered);
  const failed = reason !== 'ResolvedRefs' || conflict.met || unavailable !== null;

  const conditions: Conditions = {};
  if (!failed) {
    conditions.Conflicted = noConflicts;
    conditions.ResolvedRefs = resolvedRefs;
  }
  if (reason !== 'ResolvedRefs') conditions.ResolvedRefs = condition('False', reason);
  if (unavailable !== null) conditions.Accepted = unavailable;
  else if (!failed || acceptsFailing) conditions.Accepted = accepted;
  conditions.Programmed = failed ? invalid : programmed;

  // A conflict that a later listener causes is written last, over what this one was given first.
  if (conflict.written !== null) {
    conditions.Conflicted = condition('True', conflict.written);
    conditions.Programmed = invalid;
  }
  return conditions;
}

function availability(listener: Listener, offered: ReadonlyMap<string, ReadonlySet<number>>): Condition | null {
  const ports = offered.get(listener.protocol.value);
  if (ports === undefined) {
    return unsupportedProtocol;
  }
  if (ports.has(listener.port.value)) return null;
  return portUnavailable;
}

const portsByProtocol = onceFor((offers: ListenerQuestion['offers']): ReadonlyMap<string, ReadonlySet<number>> => {
  const byProtocol = new Map<string, Set<number>>();
  for (const { protocol, port } of offers) {
    const ports = byProtocol.get(protocol) ?? new Set();
    byProtocol.set(protocol, ports.add(port.port.value));
  }
  return byProtocol;
});

function condition(status: Condition['status'], reason: string, message = ''): Condition {
  return { status, reason, message };
}

// What most listeners get, which thousands share.
const noConflicts = condition('False', 'NoConflicts');
const resolvedRefs = condition('True', 'ResolvedRefs');
const accepted = condition('True', 'Accepted');
const programmed = condition('True', 'Programmed');
const invalid = condition('False', 'Invalid');
const unsupportedProtocol = condition(
  'False',
  'UnsupportedProtocol',
  'no Kong listen with the requested protocol is configured',
);
const portUnavailable = condition(
  'False',
  'PortUnavailable',
  'no Kong listen with the requested protocol is configured for the requested port',
);
