import type { ReasonPage } from './condition-page.ts';

/** Reasons that listeners carry, and the Gateways that hold them. */
export const listenerReasons: readonly ReasonPage[] = [
  {
    reason: 'PortUnavailable',
    conditions: ['Accepted=False'],
    on: ['listener'],
    by: ['controller'],
    means:
      'Kong listens for the protocol of the listener, but the port of the listener is no port of the publish Service that leads to such a listen. A named targetPort counts as none: the controller reads it as 0.',
    remedy:
      'Give the publish Service the port, with the number of a Kong listen as targetPort, or give the listener a port that is offered.',
    rules: [
      'listener-port-unavailable',
      'service-named-target-port',
      'service-port-without-listen',
      'stream-port-mismatch',
    ],
  },
  {
    reason: 'UnsupportedProtocol',
    conditions: ['Accepted=False'],
    on: ['listener'],
    by: ['controller', 'operator'],
    means:
      'Kong Ingress Controller: no port of the publish Service leads to a Kong listen for the protocol of the listener; TLS needs a stream listen with ssl, UDP one with udp. Kong Operator: its release knows no listeners of this protocol.',
    remedy:
      'Give Kong a listen for the protocol and the publish Service a port that leads to it. With Kong Operator use a protocol that its release knows.',
    rules: [
      'listener-protocol-unsupported',
      'stream-listen-without-ssl',
      'udp-publish-service-missing',
      'service-named-target-port',
      'service-port-number-shared',
      'tls-terminated-before-kong',
    ],
  },
  {
    reason: 'ProtocolConflict',
    conditions: ['Conflicted=True', 'Accepted=False'],
    on: ['listener'],
    by: ['controller', 'operator'],
    means:
      'Two listeners want one port with protocols that cannot share it. HTTPS and TLS can, for Kong Ingress Controller; TCP and UDP cannot, although they are different ports. Every listener of the port is affected, the first one too. Kong Operator from 2.2 on also sets Accepted to False, and lets TLS share a port with nothing.',
    remedy: 'Move one of the listeners to another port.',
    rules: ['listener-conflict'],
  },
  {
    reason: 'HostnameConflict',
    conditions: ['Conflicted=True', 'Accepted=False'],
    on: ['listener'],
    by: ['controller', 'operator'],
    means:
      'Two listeners have the same hostname: on one port for Kong Ingress Controller, on any two ports for Kong Operator, so that http on 80 and https on 443 conflict there when both state it.',
    remedy: 'Give the listeners different hostnames, or leave the hostname out of one.',
    rules: ['listener-conflict'],
  },
  {
    reason: 'NoConflicts',
    conditions: ['Conflicted=False'],
    on: ['listener'],
    by: ['controller', 'operator'],
    means: 'No other listener of the Gateway is in the way of this one.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'InvalidCertificateRef',
    conditions: ['ResolvedRefs=False'],
    on: ['listener'],
    by: ['controller', 'operator'],
    means:
      'A certificateRef leads to no Secret, or to one without a valid pair of tls.crt and tls.key. For Kong Operator a Secret without the label konghq.com/secret: "true" does not exist, and mode Passthrough is invalid but for TLS from 2.2 on.',
    remedy: 'Name a Secret that exists and holds the pair; with Kong Operator give it the label.',
    rules: ['listener-certificate', 'operator-secret-not-labelled'],
  },
  {
    reason: 'RefNotPermitted',
    conditions: ['ResolvedRefs=False'],
    on: ['listener', 'route'],
    by: ['controller', 'operator'],
    means: 'The Secret or Service stands in another namespace, and no ReferenceGrant there allows the reference.',
    remedy:
      'Put a ReferenceGrant into the namespace of what is named, for the kind and the namespace of what names it.',
    rules: ['listener-certificate', 'backend-not-permitted'],
  },
  {
    reason: 'TooManyTLSSecrets',
    conditions: ['ResolvedRefs=False'],
    on: ['listener'],
    by: ['operator'],
    means:
      'The listener names several certificates, and the operator takes one. Kong Ingress Controller writes no condition for it, and then serves none of them.',
    remedy: 'Keep one certificateRef, and give other hostnames listeners of their own.',
    rules: ['listener-certificate'],
  },
  {
    reason: 'InvalidRouteKinds',
    conditions: ['ResolvedRefs=False'],
    on: ['listener'],
    by: ['controller', 'operator'],
    means: 'allowedRoutes.kinds names a kind of route that the controller does not take on listeners of this protocol.',
    remedy: 'Leave that kind out, or leave out kinds altogether.',
    rules: ['listener-route-kinds'],
  },
  {
    reason: 'Invalid',
    conditions: ['Programmed=False'],
    on: ['listener'],
    by: ['controller'],
    means: 'Something else is wrong with the listener; the other conditions say what.',
    remedy: 'Look at Accepted, ResolvedRefs and Conflicted of the same listener.',
    rules: [],
  },
  {
    reason: 'ListenersNotValid',
    conditions: ['Accepted=False', 'Accepted=True'],
    on: ['gateway'],
    by: ['operator'],
    means:
      'At least one listener is not accepted. Up to Kong Operator 2.2 that takes the whole Gateway down: nothing is provisioned. From 2.3 on the others are served, unless none is left or the protocol of one is unknown.',
    remedy: 'Look at the conditions of the listeners.',
    rules: ['listener-conflict', 'listener-protocol-unsupported'],
  },
];
