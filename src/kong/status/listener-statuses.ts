import type { Gateway, Listener } from '../../gatewayapi/gateway.ts';
import { judgeCertificates, type Certificates, type CertificateOutcome } from './judge-certificates.ts';
import { conflictsOf } from './conflicts.ts';
import { invalidKindsOf, listenerConditions } from './listener-status.ts';
import type { Conditions, ListenerStatus, Offer, ServedBy, Service } from '../model/model.ts';

/** What can be told of a Gateway's listeners. */
export type Prediction =
  /** Not ours to judge: nothing is said, and nothing is said to be unverified. */
  | { readonly kind: 'silent' }
  /** The conditions cannot be predicted; a Service that is known still proves some ports to be missing. */
  | { readonly kind: 'doubt'; readonly reason: string; readonly services: readonly Service[] | null }
  /** The controller writes nothing. */
  | { readonly kind: 'none' }
  | { readonly kind: 'judged'; readonly offers: readonly Offer[]; readonly acceptsFailing: boolean };

/** The status of each listener of a Gateway, in order. */
export function listenerStatuses(
  gateway: Gateway,
  prediction: Prediction,
  certificates: Certificates,
): readonly ListenerStatus[] {
  const { listeners } = gateway;
  const outcomes = new Map(listeners.map((each) => [each, judgeCertificates(each, certificates)]));
  const conflicts = conflictsOf(listeners);
  const conditions = conditionsOf(listeners, prediction, outcomes);
  const offers = prediction.kind === 'judged' ? prediction.offers : [];
  return listeners.map((listener, index) => {
    const atPort = offers.filter(({ port }) => port.port.value === listener.port.value);
    return {
      listener,
      conditions: conditions?.[index] ?? null,
      servedBy: servedBy(listener, atPort),
      unverified: prediction.kind === 'doubt' ? prediction.reason : null,
      atPort,
      certainlyUnavailable: prediction.kind === 'doubt' && !hasPort(prediction.services, listener),
      conflictsWith: conflicts[index]?.others ?? [],
      invalidKinds: invalidKindsOf(listener),
      certificates: outcomes.get(listener)?.verdicts ?? [],
    };
  });
}

function conditionsOf(
  listeners: readonly Listener[],
  prediction: Prediction,
  outcomes: ReadonlyMap<Listener, CertificateOutcome>,
): readonly Conditions[] | null {
  if (prediction.kind === 'none') return listeners.map(() => ({}));
  if (prediction.kind !== 'judged') return null;
  const { offers, acceptsFailing } = prediction;
  const certificates = (listener: Listener) => outcomes.get(listener)?.reason ?? 'ResolvedRefs';
  return listenerConditions({ listeners, offers, certificates, acceptsFailing });
}

/** True where nothing is known: only a Service whose ports are all known proves that a port is missing. */
function hasPort(services: readonly Service[] | null, listener: Listener): boolean {
  if (services === null || services.some(({ unknownPart }) => unknownPart !== null && unknownPart !== undefined)) {
    return true;
  }
  return services.some(({ ports }) => ports.some(({ port }) => port.value === listener.port.value));
}

/** The chain that takes the listener's traffic; one that ends at a listen is preferred to one that ends nowhere. */
function servedBy(listener: Listener, atPort: readonly Offer[]): ServedBy | null {
  const fitting = atPort.filter(({ protocol }) => protocol === listener.protocol.value);
  const offer = fitting.find(({ listen }) => listen !== null) ?? fitting[0];
  if (offer === undefined) return null;
  const { service, port, targetPort, listen } = offer;
  return { service, port, targetPort, listen };
}
