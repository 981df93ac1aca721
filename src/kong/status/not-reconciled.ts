import { gateway as gatewayKind } from '../../kubernetes/kinds.ts';
import type { Gateway, GatewayClass } from '../../gatewayapi/gateway.ts';
import type { ClusterAdmission } from '../../admission/admission.ts';
import { isLocation, type Fact, type Place } from '../../source/location.ts';
import { onceFor } from '../../source/once-for.ts';
import { atLeast } from '../model/image.ts';
import type { Controller, PublishService } from '../model/model.ts';
import { pinnedTo, type PinItem } from '../model/pin.ts';
import { looksInto } from '../model/watched-namespaces.ts';
import type { NoStatus } from '../model/no-status.ts';

/** Why a controller does not take a Gateway up at all, whatever its class says; null when it does or when that is not known. */
export function whyNotReconciled(
  gateway: Gateway,
  controller: Controller,
  admission: ClusterAdmission,
): NoStatus | null {
  const without = withoutAny(admission)(controller);
  if (without !== null) return without;
  const { gatewayToReconcile, watchNamespaces, id } = controller;
  const only = gatewayToReconcile.certainty === 'unknown' ? null : gatewayToReconcile.value;
  if (only !== null && !isNamed(gateway, only)) {
    const reason = `the controller ${id} reconciles the Gateway ${only} only`;
    return { cause: 'not-to-reconcile', reason, at: placeOf(gatewayToReconcile) };
  }
  if (gateway.namespace !== null && looksInto(controller, gateway.namespace) === false) {
    const reason = `the controller ${id} does not watch the namespace ${gateway.namespace}`;
    return { cause: 'not-watched', reason, at: placeOf(watchNamespaces) };
  }
  return null;
}

/** Why a controller takes up no Gateway whatever: asked for each of thousands, and the same for all of them. */
const withoutAny = onceFor((admission: ClusterAdmission) =>
  onceFor((controller: Controller) => whyNone(controller, admission)),
);

function whyNone(controller: Controller, admission: ClusterAdmission): NoStatus | null {
  const { startFailures, enabled, featureGates, id } = controller;
  const [startFailure] = startFailures;
  if (startFailure !== undefined) {
    const reason = `the controller ${id} does not start: ${startFailure.reason}`;
    return { cause: 'controller-does-not-start', reason, at: startFailure.at };
  }
  const wanted = enabled.get('enable-controller-gwapi-gateway');
  if (wanted !== undefined && wanted.certainty !== 'unknown' && !wanted.value) {
    return {
      cause: 'controller-disabled',
      reason: `the controller ${id} does not look at Gateways`,
      at: placeOf(wanted),
    };
  }
  // Until 2.12 a feature gate switched it; off by default before 2.6.
  if (featureGates.certainty !== 'unknown' && featureGates.value.get('Gateway') === false) {
    const reason = `the feature gate Gateway of the controller ${id} is off`;
    return { cause: 'controller-disabled', reason, at: placeOf(featureGates) };
  }
  return versionUnread(controller, admission);
}

/** From 3.0 on the controller waits for Gateways of version v1, which a bundle before 1.0 does not serve. */
function versionUnread({ version, versionAssumed, id }: Controller, { unserved }: ClusterAdmission): NoStatus | null {
  if (version.certainty === 'unknown' || versionAssumed || !atLeast(version.value, '3.0')) return null;
  const label = unserved(gatewayKind, 'v1');
  if (label === null) return null;
  const reason = `the controller ${id} ${version.value} reads Gateways as v1, which is not served (${label})`;
  return { cause: 'version-not-served', reason, at: placeOf(version) };
}

/** A class without a value under the annotation is left to whoever manages Gateways: the controller writes nothing. */
export function notUnmanaged(gatewayClass: GatewayClass): NoStatus | null {
  const { unmanaged, name, unmanagedNode } = gatewayClass;
  if (unmanaged !== null && unmanaged.value !== '') return null;
  return {
    cause: 'class-not-unmanaged',
    reason: `GatewayClass ${name.value} ${unmanagedNode === null ? 'lacks' : 'has no usable value for'} the annotation konghq.com/gatewayclass-unmanaged`,
    at: unmanagedNode?.at ?? name.at,
  };
}

/** What keeps the controller from reading the publish Services of a Gateway, as far as that is certain. */
export function withoutServices(
  pin: readonly PinItem[],
  used: readonly PublishService[],
  controller: Controller,
): NoStatus | null {
  const foreign = pin.find(({ matches }) => matches === null);
  if (foreign !== undefined) {
    const reason = `the Gateway is pinned to ${pinnedTo(foreign)}, which is none of the controller's publish Services`;
    return { cause: 'pin-mismatch', reason, at: foreign.at };
  }
  const { publishService, id } = controller;
  if (publishService.certainty !== 'unknown' && publishService.value === null) {
    return {
      cause: 'service-missing',
      reason: `the controller ${id} has no publish Service`,
      at: placeOf(publishService),
    };
  }
  const gone = used.find(({ missing }) => missing?.certain === true);
  if (gone !== undefined) {
    const reason = `the controller cannot read the publish Service ${gone.ref.value}: ${gone.missing?.reason ?? ''}`;
    return { cause: 'service-missing', reason, at: gone.ref.at };
  }
  const outside = used.find(({ service }) => service?.type === 'ExternalName');
  if (outside?.service === undefined || outside.service === null) return null;
  const reason = `the publish Service ${outside.ref.value} is an ExternalName, which has no cluster address`;
  return { cause: 'service-without-address', reason, at: outside.service.at };
}

function isNamed({ namespace, name }: Gateway, only: string): boolean {
  const [space, own] = only.split('/');
  return own === name.value && (namespace === null || namespace === space);
}

function placeOf(fact: Fact<unknown>): Place | null {
  return fact.certainty === 'known' && isLocation(fact.at) ? fact.at : null;
}
