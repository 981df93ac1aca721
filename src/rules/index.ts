import { gatewayClassNotFound } from './gateway-class-not-found.ts';
import { controllerNameMismatch } from './controller-name-mismatch.ts';
import { gatewayClassNotUnmanaged } from './gateway-class-not-unmanaged.ts';
import { severalGatewayClassesPerController } from './several-gateway-classes-per-controller.ts';
import { severalGatewaysPerController } from './several-gateways-per-controller.ts';
import { controllerNameShared } from './controller-name-shared.ts';
import { listenerPortUnavailable } from './listener-port-unavailable.ts';
import { listenerProtocolUnsupported } from './listener-protocol-unsupported.ts';
import { listenerConflict } from './listener-conflict.ts';
import { listenerRouteKinds } from './listener-route-kinds.ts';
import { listenerCertificate } from './listener-certificate.ts';
import { gatewayRejected } from './gateway-rejected.ts';
import { serviceRejected } from './service-rejected.ts';
import { serviceNamedTargetPort } from './service-named-target-port.ts';
import { servicePortWithoutListen } from './service-port-without-listen.ts';
import { listenWithoutServicePort } from './listen-without-service-port.ts';
import { servicePortNumberShared } from './service-port-number-shared.ts';
import { streamPortMismatch } from './stream-port-mismatch.ts';
import { streamListenWithoutSsl } from './stream-listen-without-ssl.ts';
import { tlsTerminatedBeforeKong } from './tls-terminated-before-kong.ts';
import { udpPublishServiceMissing } from './udp-publish-service-missing.ts';
import { publishServiceDangling } from './publish-service-dangling.ts';
import { publishServicePinned } from './publish-service-pinned.ts';
import { listenSyntax } from './listen-syntax.ts';
import { valuesDoNotRender } from './values-do-not-render.ts';
import { valuesWithoutEffect } from './values-without-effect.ts';
import { controllerDoesNotStart } from './controller-does-not-start.ts';
import { featureGateMissing } from './feature-gate-missing.ts';
import { featureGateRemoved } from './feature-gate-removed.ts';
import { yamlSyntax } from './yaml-syntax.ts';
import { suppression } from './suppression.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of the table. */
export const rules: readonly Rule[] = [
  gatewayClassNotFound,
  controllerNameMismatch,
  gatewayClassNotUnmanaged,
  severalGatewayClassesPerController,
  severalGatewaysPerController,
  controllerNameShared,
  listenerPortUnavailable,
  listenerProtocolUnsupported,
  listenerConflict,
  listenerRouteKinds,
  listenerCertificate,
  gatewayRejected,
  serviceRejected,
  serviceNamedTargetPort,
  servicePortWithoutListen,
  listenWithoutServicePort,
  servicePortNumberShared,
  streamPortMismatch,
  streamListenWithoutSsl,
  tlsTerminatedBeforeKong,
  udpPublishServiceMissing,
  publishServiceDangling,
  publishServicePinned,
  listenSyntax,
  valuesDoNotRender,
  valuesWithoutEffect,
  featureGateMissing,
  featureGateRemoved,
  controllerDoesNotStart,
  yamlSyntax,
  suppression,
];
