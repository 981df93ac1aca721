import { gatewayClassNotFound } from './gateway-class/gateway-class-not-found.ts';
import { controllerNameMismatch } from './gateway-class/controller-name-mismatch.ts';
import { gatewayClassNotUnmanaged } from './gateway-class/gateway-class-not-unmanaged.ts';
import { severalGatewayClassesPerController } from './gateway-class/several-gateway-classes-per-controller.ts';
import { severalGatewaysPerController } from './gateway/several-gateways-per-controller.ts';
import { controllerNameShared } from './controller/controller-name-shared.ts';
import { listenerPortUnavailable } from './listener/listener-port-unavailable.ts';
import { listenerProtocolUnsupported } from './listener/listener-protocol-unsupported.ts';
import { listenerConflict } from './listener/listener-conflict.ts';
import { listenerRouteKinds } from './listener/listener-route-kinds.ts';
import { certificateSniShared } from './listener/certificate-sni-shared.ts';
import { listenerCertificate } from './listener/listener-certificate.ts';
import { objectRejected } from './object/object-rejected.ts';
import { fieldPruned } from './object/field-pruned.ts';
import { kindNotServed } from './object/kind-not-served.ts';
import { serviceNamedTargetPort } from './service/service-named-target-port.ts';
import { servicePortWithoutListen } from './service/service-port-without-listen.ts';
import { listenWithoutServicePort } from './data-plane/listen-without-service-port.ts';
import { servicePortNumberShared } from './service/service-port-number-shared.ts';
import { streamPortMismatch } from './service/stream-port-mismatch.ts';
import { streamListenWithoutSsl } from './data-plane/stream-listen-without-ssl.ts';
import { tlsTerminatedBeforeKong } from './listener/tls-terminated-before-kong.ts';
import { udpPublishServiceMissing } from './controller/udp-publish-service-missing.ts';
import { publishServiceDangling } from './controller/publish-service-dangling.ts';
import { publishServicePinned } from './gateway/publish-service-pinned.ts';
import { listenSyntax } from './data-plane/listen-syntax.ts';
import { valuesDoNotRender } from './values/values-do-not-render.ts';
import { valuesWithoutEffect } from './values/values-without-effect.ts';
import { controllerDoesNotStart } from './controller/controller-does-not-start.ts';
import { featureGateMissing } from './route/feature-gate-missing.ts';
import { routeKindNotRead } from './route/route-kind-not-read.ts';
import { featureGateRemoved } from './controller/feature-gate-removed.ts';
import { kustomizationDoesNotBuild } from './deployment/kustomization-does-not-build.ts';
import { sourceNotFound } from './deployment/source-not-found.ts';
import { yamlSyntax } from './files/yaml-syntax.ts';
import { suppression } from './files/suppression.ts';
import type { Rule } from './model/rule.ts';
import { routeParentNotFound } from './route/route-parent-not-found.ts';
import { routeParentUnsupported } from './route/route-parent-unsupported.ts';
import { routeNotAllowed } from './route/route-not-allowed.ts';
import { routeSectionNotFound } from './route/route-section-not-found.ts';
import { routeHostnameMismatch } from './route/route-hostname-mismatch.ts';
import { routeHostnameDropped } from './route/route-hostname-dropped.ts';
import { routeWaitsForGateway } from './route/route-waits-for-gateway.ts';
import { routeStatusUnstable } from './route/route-status-unstable.ts';
import { backendNotFound } from './route/backend-not-found.ts';
import { backendPortNotFound } from './route/backend-port-not-found.ts';
import { backendNotPermitted } from './route/backend-not-permitted.ts';
import { backendKindUnsupported } from './route/backend-kind-unsupported.ts';
import { routeFeatureUnsupported } from './route/route-feature-unsupported.ts';
import { routeFeatureIgnored } from './route/route-feature-ignored.ts';
import { pluginNotFound } from './plugin/plugin-not-found.ts';
import { pluginNotPermitted } from './plugin/plugin-not-permitted.ts';
import { pluginSecretNotFound } from './plugin/plugin-secret-not-found.ts';
import { pluginShadowed } from './plugin/plugin-shadowed.ts';
import { globalPluginsOfOneType } from './plugin/global-plugins-of-one-type.ts';
import { globalLabelWithoutEffect } from './plugin/global-label-without-effect.ts';
import { credentialNotFound } from './object/credential-not-found.ts';
import { upstreamPolicyNotFound } from './service/upstream-policy-not-found.ts';
import { backendTlsPolicyInvalid } from './service/backend-tls-policy-invalid.ts';
import { routeShadowed } from './route/route-shadowed.ts';
import { annotationWithoutEffect } from './object/annotation-without-effect.ts';
import { kongRefusesConfiguration } from './object/kong-refuses-configuration.ts';
import { operatorSecretNotLabelled } from './object/operator-secret-not-labelled.ts';
import { operatorGatewayNotProvisioned } from './gateway/operator-gateway-not-provisioned.ts';
import { operatorParametersNotAccepted } from './gateway-class/operator-parameters-not-accepted.ts';
import { ingressClassMissing } from './object/ingress-class-missing.ts';
import { ingressPathLiteral } from './object/ingress-path-literal.ts';
import { operatorIngressClassNotRead } from './object/operator-ingress-class-not-read.ts';
import { operatorIngressClassShared } from './gateway/operator-ingress-class-shared.ts';
import { operatorClassUnmanaged } from './gateway-class/operator-class-unmanaged.ts';
import { migrationObjectNotRead } from './migration/migration-object-not-read.ts';
import { migrationSettingNotCarriedOver } from './migration/migration-setting-not-carried-over.ts';
import { migrationSettingNotRead } from './migration/migration-setting-not-read.ts';
import { migrationDefaultDiffers } from './migration/migration-default-differs.ts';
import { migrationRouteNotCarriedOver } from './migration/migration-route-not-carried-over.ts';
import { migrationStepNeeded } from './migration/migration-step-needed.ts';
import { migrationAddressChanges } from './migration/migration-address-changes.ts';
import { controllerNotPermitted } from './controller/controller-not-permitted.ts';
import { routeNotRead } from './route/route-not-read.ts';

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
  certificateSniShared,
  objectRejected,
  fieldPruned,
  kindNotServed,
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
  routeParentNotFound,
  routeParentUnsupported,
  routeNotAllowed,
  routeSectionNotFound,
  routeHostnameMismatch,
  routeHostnameDropped,
  routeWaitsForGateway,
  routeStatusUnstable,
  backendNotFound,
  backendPortNotFound,
  backendNotPermitted,
  backendKindUnsupported,
  routeFeatureUnsupported,
  routeFeatureIgnored,
  routeKindNotRead,
  featureGateRemoved,
  controllerDoesNotStart,
  kustomizationDoesNotBuild,
  sourceNotFound,
  yamlSyntax,
  suppression,
  kongRefusesConfiguration,
  pluginNotFound,
  pluginNotPermitted,
  pluginSecretNotFound,
  pluginShadowed,
  globalPluginsOfOneType,
  globalLabelWithoutEffect,
  ingressClassMissing,
  ingressPathLiteral,
  credentialNotFound,
  upstreamPolicyNotFound,
  backendTlsPolicyInvalid,
  annotationWithoutEffect,
  routeShadowed,
  operatorParametersNotAccepted,
  operatorClassUnmanaged,
  operatorGatewayNotProvisioned,
  operatorSecretNotLabelled,
  operatorIngressClassShared,
  operatorIngressClassNotRead,
  migrationObjectNotRead,
  migrationRouteNotCarriedOver,
  migrationSettingNotCarriedOver,
  migrationSettingNotRead,
  migrationStepNeeded,
  migrationAddressChanges,
  migrationDefaultDiffers,
  controllerNotPermitted,
  routeNotRead,
];
