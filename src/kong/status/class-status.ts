import type { ClusterAdmission } from '../../admission/admission.ts';
import type { GatewayClass } from '../../gatewayapi/gateway.ts';
import { readGatewayClass } from '../../gatewayapi/read-gateway.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { atLeast } from '../model/image.ts';
import type { Controller, GatewayClassStatus, GatewayConditions } from '../model/model.ts';
import { condition } from '../operator/listeners.ts';
import { parametersOfClass, type ParameterContext } from '../operator/parameters.ts';
import { judgedRelease } from '../operator/releases.ts';
import { implementationOf, isCalled } from './implementation.ts';

/** A GatewayClass that an object states, with who answers to it; nothing where it is something else. */
export function classStatus(
  object: KubeObject,
  controllers: readonly Controller[],
  admission: ClusterAdmission,
  parameters: ParameterContext,
): readonly GatewayClassStatus[] {
  const gatewayClass = readGatewayClass(object);
  if (gatewayClass === null) return [];
  const called = controllers.filter((controller) => isCalled(controller, gatewayClass.controllerName.value));
  const implementation = implementationOf(gatewayClass, controllers);
  const refusal = admission.refusalOf(object);
  const conditions = refusal === null ? classConditions(gatewayClass, called, parameters) : null;
  const isManaged = implementation === 'operator';
  const { faults, doubt } = parametersOfClass(gatewayClass, parameters);
  const parameterFaults = isManaged && doubt === null ? faults : [];
  return [{ gatewayClass, implementation, controllers: called, refusal, conditions, parameterFaults }];
}

/** What the controllers that answer to a class write on it; null where nobody does, or where that is not known. */
function classConditions(
  gatewayClass: GatewayClass,
  controllers: readonly Controller[],
  parameters: ParameterContext,
): GatewayConditions | null {
  const [only, second] = controllers;
  if (only === undefined || second !== undefined || only.startFailures.length > 0 || gatewayClass.unknownPart)
    return null;
  return only.kind === 'operator'
    ? managedConditions(gatewayClass, only, parameters)
    : unmanagedConditions(gatewayClass, only);
}

function managedConditions(
  gatewayClass: GatewayClass,
  { version, enabled }: Controller,
  context: ParameterContext,
): GatewayConditions | null {
  const wanted = enabled.get('enable-controller-gateway');
  const isOff = wanted !== undefined && (wanted.certainty === 'unknown' || !wanted.value);
  if (isOff || judgedRelease(version).release === null) return null;
  const { faults, doubt } = parametersOfClass(gatewayClass, context);
  if (doubt !== null) return null;
  const said = faults.map(({ message }) => message).join('. ');
  return {
    Accepted:
      faults.length === 0
        ? condition('True', 'Accepted', 'GatewayClass is accepted')
        : condition('False', 'InvalidParameters', said),
  };
}

/** Until 3.1.0 only classes with the annotation were looked at. */
function unmanagedConditions({ unmanaged }: GatewayClass, controller: Controller): GatewayConditions | null {
  const { version, versionAssumed, enabled } = controller;
  const wanted = enabled.get('enable-controller-gwapi-gateway');
  const isOff = wanted !== undefined && (wanted.certainty === 'unknown' || !wanted.value);
  if (isOff || versionAssumed || version.certainty === 'unknown' || !atLeast(version.value, '3.0')) return null;
  const isSeen = (unmanaged !== null && unmanaged.value !== '') || atLeast(version.value, '3.2');
  if (!isSeen) return null;
  return { Accepted: condition('True', 'Accepted', 'the gatewayclass has been accepted by the controller') };
}
