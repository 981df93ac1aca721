import type { Listener } from '../../../gatewayapi/gateway.ts';
import { namespaceNameLabel, selects, type KnownLabels } from '../../../gatewayapi/label-selector.ts';
import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { KindOfRoute, ParentRef, Route } from '../../../gatewayapi/route.ts';
import { gatewayGroup } from '../../../kubernetes/kinds.ts';
import { attaches } from '../../model/attaches.ts';
import type { Controller, GatewayStatus, ListenerStatus } from '../../model/model.ts';
import {
  attachmentSteps,
  type AcceptanceReason,
  type AttachmentStep,
  type ListenerAttachment,
} from '../../model/route-status.ts';
import { behaves } from '../../flags/behaviours.ts';
import { intersect } from './hostnames.ts';
import { kindTraits, traitsOf } from './kind-traits.ts';

/** Labels of a Namespace by its name. */
export type NamespaceLabels = (namespace: string) => KnownLabels;

/** What a route asks of the listeners of one parent. */
export interface AttachmentQuestion {
  readonly route: Route;
  readonly ref: ParentRef;
  readonly gateway: GatewayStatus;
  readonly labelsOf: NamespaceLabels;
  /** Null where it is not known: then it is one that treats all kinds alike. */
  readonly controller: Controller | null;
}

/**
 * How a route fares at each listener of a Gateway.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/controllers/gateway/route_utils.go
 */
export function attachmentsOf(question: AttachmentQuestion): readonly ListenerAttachment[] {
  return question.gateway.listeners.map((status) => ({ status, steps: stepsAt(status, question) }));
}

function stepsAt(status: ListenerStatus, question: AttachmentQuestion): ListenerAttachment['steps'] {
  const { listener } = status;
  const { route, ref } = question;
  const blind = ref.unknownPart;
  return {
    kinds: listener.kinds.length === 0 || listener.kinds.some(isOf(route.kind)),
    namespaces: takesNamespace(listener, question),
    'supported-kinds': status.supportedKinds.includes(route.kind),
    programmed: isProgrammed(status),
    section: blind ?? (ref.sectionName === null || ref.sectionName.value === listener.name.value),
    port: blind ?? (ref.port === null || ref.port.value === listener.port.value),
    protocol: takesProtocol(listener, question),
    hostname: sharesHostname(listener, route),
  };
}

const isOf =
  (wanted: KindOfRoute) =>
  ({ group, kind }: { readonly group: string; readonly kind: string }): boolean =>
    group === gatewayGroup && kind === wanted;

function isProgrammed({ conditions, certainlyUnavailable, unverified }: ListenerStatus): boolean | string {
  if (certainlyUnavailable !== null) return false;
  if (conditions === null) return unverified ?? 'the conditions of the listener are not known';
  return conditions.Programmed?.status === 'True';
}

function takesNamespace(
  { namespaces: { from, selector, unknownPart } }: Listener,
  { route, ref, gateway, labelsOf }: AttachmentQuestion,
): boolean | string {
  if (unknownPart !== null) return unknownPart;
  if (from.value === 'All') return true;
  const { namespace } = route;
  if (namespace === null) return 'the namespace of the route is not stated';
  const filledIn = placeholderIn(namespace);
  if (from.value === 'Selector')
    return selector === null ? false : (filledIn ?? selects(selector, labelsOf(namespace)));
  if (ref.unknownPart !== null) return ref.unknownPart;
  const other = ref.statesNamespace ? ref.to.namespace : gateway.gateway.namespace;
  if (other === null) return 'the namespace of the Gateway is not stated';
  return namespace === other || (filledIn ?? placeholderIn(other) ?? false);
}

function takesProtocol({ protocol, tls }: Listener, { route, controller }: AttachmentQuestion): boolean | string {
  const { protocols, mode } = traitsOf(route.kind, controller);
  if (!protocols.includes(protocol.value)) return false;
  // Of all kinds that HTTP listeners take, only this one asks for no TLS mode.
  if (mode === null && protocol.value === 'HTTP' && controller !== null) {
    return behaves(controller.version, 'takes-grpc-on-http-listeners');
  }
  return tls === null || mode === null || tls.mode === mode;
}

function sharesHostname({ hostname }: Listener, { kind, hostnames }: Route): boolean | string {
  if (kindTraits[kind].hostnames === 'none') return true;
  if (hostnames.length === 0 || hostname === null || hostname.value === '') return true;
  if (hostnames.some(({ value }) => intersect(hostname.value, value))) return true;
  const [filledIn] = [hostname, ...hostnames].flatMap(({ value }) => placeholderIn(value) ?? []);
  return filledIn ?? false;
}

const accepted = { reason: 'Accepted' } as const;

/** What the controller says of a parent, by how the route fares at its listeners; a text where that is not known. */
export function acceptanceOf(
  attachments: readonly ListenerAttachment[],
  { sectionName }: Pick<ParentRef, 'sectionName'>,
  tellsInOrder = false,
): { readonly reason: AcceptanceReason } | { readonly doubt: string } {
  if (attachments.some((attachment) => attaches(attachment) === true)) return accepted;
  const [doubt] = attachments.flatMap(firstDoubt);
  if (doubt !== undefined) return { doubt };
  const reached = attachments.map(({ steps }) => attachmentSteps.findIndex((step) => steps[step] === false));
  const passed = (step: AttachmentStep): boolean => reached.some((at) => at > attachmentSteps.indexOf(step));
  if (passed('protocol')) return { reason: 'NoMatchingListenerHostname' };
  if (tellsInOrder) return { reason: passed('programmed') ? 'NoMatchingParent' : 'NotAllowedByListeners' };
  if (sectionName !== null && !passed('section')) return { reason: 'NoMatchingParent' };
  if (!passed('programmed')) return { reason: 'NotAllowedByListeners' };
  // What is left is a port that no listener has, a TLS mode, or a protocol that `kinds` let through.
  return { reason: 'NoMatchingParent' };
}

/** Where it is not known how far a route gets, what is said of it is not known either. */
function firstDoubt({ steps }: ListenerAttachment): readonly string[] {
  for (const step of attachmentSteps) {
    const answer = steps[step];
    if (typeof answer === 'string') return [answer];
    if (!answer) return [];
  }
  return [];
}

/** What Kubernetes says of a Namespace that the tree does not hold: its name. */
export function bareLabels(namespace: string, openFor: string | null): KnownLabels {
  return { labels: new Map([[namespaceNameLabel, namespace]]), openFor };
}
