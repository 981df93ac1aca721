import type { Gateway, Listener } from '../../gatewayapi/gateway.ts';
import { judgeCertificates, type Certificates, type CertificateOutcome } from './judge-certificates.ts';
import { conflictsOf } from './conflicts.ts';
import { listenerConditions } from './listener-status.ts';
import { atLeast } from '../model/image.ts';
import { behaves } from '../flags/behaviours.ts';
import type { Conditions, Controller, ListenerStatus, Offer, ServedBy, Service } from '../model/model.ts';
import { invalidKindsOf, supportedKindsOf } from '../model/route-kinds.ts';
import { isServable, type Unavailable } from '../model/unavailable.ts';

/** The conditions cannot be predicted; what is known may still prove that a listener fails. */
export interface Doubted {
  readonly kind: 'doubt';
  readonly reason: string;
  /** The publish Services, where all are known: they prove some ports to be missing. */
  readonly services: readonly Service[] | null;
  /** What they offer, where that is known and the conditions are not. */
  readonly offers: readonly Offer[] | null;
  /** The controller's version, or null. */
  readonly version: string | null;
}

/** What can be told of a Gateway's listeners. */
export type Prediction =
  /** Not ours to judge: nothing is said, and nothing is said to be unverified. */
  | { readonly kind: 'silent' }
  | Doubted
  /** The controller writes nothing. */
  | { readonly kind: 'none' }
  | { readonly kind: 'judged'; readonly offers: readonly Offer[]; readonly acceptsFailing: boolean };

/** Who reads a Gateway. */
export interface Reader {
  /** Whether the Gateway and its class reach a Kong ingress controller, whichever that is. */
  readonly isApplied: boolean;
  /** That controller; null where it is not known. */
  readonly controller: Controller | null;
}

/** The status of each listener of a Gateway, in order. */
export function listenerStatuses(
  gateway: Gateway,
  prediction: Prediction,
  certificates: Certificates,
  { isApplied, controller }: Reader,
): readonly ListenerStatus[] {
  const { listeners } = gateway;
  const outcomes = new Map(listeners.map((each) => [each, judgeCertificates(each, certificates)]));
  const conflicts = conflictsOf(listeners);
  const conditions = conditionsOf(listeners, prediction, outcomes);
  const listsGrpc = controller === null || behaves(controller.version, 'takes-grpc-on-http-listeners') !== false;
  const offers = 'offers' in prediction ? (prediction.offers ?? []) : [];
  return listeners.map((listener, index) => {
    const atPort = offers.filter(({ port }) => port.port.value === listener.port.value);
    return {
      listener,
      conditions: conditions?.[index] ?? null,
      servedBy: prediction.kind === 'judged' ? servedBy(listener, atPort) : null,
      unverified: prediction.kind === 'doubt' ? prediction.reason : null,
      atPort,
      certainlyUnavailable: prediction.kind === 'doubt' && isApplied ? unavailable(listener, prediction) : null,
      conflictsWith: conflicts[index]?.others ?? [],
      invalidKinds: invalidKindsOf(listener),
      supportedKinds: supportedKindsOf(listener, listsGrpc),
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

/** The failure that is certain although not all is known, or null. */
function unavailable(listener: Listener, { services, offers, version }: Doubted): Unavailable | null {
  const protocol = listener.protocol.value;
  const offered = offers?.filter((offer) => offer.protocol === protocol);
  if (!isServable(protocol) || offered?.length === 0) return lacking('protocol', version, 'UnsupportedProtocol');
  if (offered?.every(({ port }) => port.port.value !== listener.port.value))
    return lacking('port', version, 'PortUnavailable');
  return hasPort(services, listener) ? null : lacking('port', version, null);
}

/** Until 2.8 another condition told it. */
function lacking(lacks: Unavailable['lacks'], version: string | null, reason: string | null): Unavailable {
  const isOld = version !== null && !atLeast(version, '2.9');
  const condition = isOld
    ? ({ type: 'Detached', status: 'True' } as const)
    : ({ type: 'Accepted', status: 'False' } as const);
  return { lacks, condition: { ...condition, reason } };
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
