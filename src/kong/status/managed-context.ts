import type { ClusterAdmission } from '../../admission/admission.ts';
import type { Gateway, Listener } from '../../gatewayapi/gateway.ts';
import { namespaceNameLabel } from '../../gatewayapi/label-selector.ts';
import { isRelease } from '../model/origin.ts';
import type { Controller, GatewayClassStatus } from '../model/model.ts';
import type { NoStatus } from '../model/no-status.ts';
import type { Parameters, ParameterContext } from '../operator/parameters.ts';
import { parametersOfClass } from '../operator/parameters.ts';
import { kindsOfProtocol } from '../operator/releases.ts';
import { get } from '../../source/node.ts';
import { isLocation, type Fact, type Place } from '../../source/location.ts';
import type { Certificates } from './judge-certificates.ts';
import { firstItems } from '../../source/first-items.ts';

/** What of a cluster bears on the Gateways that Kong Operator manages. */
export interface ManagedContext {
  readonly parameters: ParameterContext;
  readonly certificates: Certificates;
  readonly admission: ClusterAdmission;
}

/** The one operator of the tree that answers to a class; a text where there is none or there are several. */
export function operatorOfClass(classStatus: GatewayClassStatus | undefined): Controller | string {
  const operators = (classStatus?.controllers ?? []).filter(({ kind }) => kind === 'operator');
  const [only, second] = operators;
  if (only === undefined) return 'Kong Operator is not in the repository';
  if (second === undefined) return only;
  return `the operators ${firstItems(
    operators.map(({ id }) => id),
    ' and ',
  )} have one name`;
}

/** What the class of a Gateway comes to; without one nothing is known of its parameters. */
export function parametersOfStatus(
  classStatus: GatewayClassStatus | undefined,
  context: ManagedContext,
): Parameters | null {
  return classStatus === undefined ? null : parametersOfClass(classStatus.gatewayClass, context.parameters);
}

/** Why an operator writes nothing on the listeners of a Gateway, or null. */
export function operatorSilence(gateway: Gateway, operator: Controller, parameters: Parameters): NoStatus | null {
  const { startFailures, enabled, watchNamespaces, id } = operator;
  const [startFailure] = startFailures;
  if (startFailure !== undefined) {
    const reason = `the operator ${id} does not start: ${startFailure.reason}`;
    return { cause: 'controller-does-not-start', reason, at: startFailure.at };
  }
  const wanted = enabled.get('enable-controller-gateway');
  if (wanted !== undefined && wanted.certainty !== 'unknown' && !wanted.value)
    return {
      cause: 'controller-disabled',
      reason: `the operator ${id} does not look at Gateways`,
      at: placeOf(wanted),
    };
  const [fault] = parameters.faults;
  if (fault !== undefined) {
    const reason = `the operator ${id} does not accept the class: ${fault.message}`;
    return { cause: 'class-not-accepted', reason, at: fault.at };
  }
  const unreadable = gateway.listeners.find(lacksSelector);
  if (unreadable !== undefined) {
    const { name, namespaces } = unreadable;
    const reason = `the operator ${id} stops at the whole Gateway, because listener "${name.value}" takes routes by a selector that is none`;
    return { cause: 'selector-fault', reason, at: namespaces.selector?.fault?.at ?? namespaces.from.at };
  }
  const watched = watchNamespaces.certainty === 'unknown' ? null : watchNamespaces.value;
  if (watched === null) return null;
  if (gateway.namespace !== null && !watched.includes(gateway.namespace)) {
    const reason = `the operator ${id} does not watch the namespace ${gateway.namespace}`;
    return { cause: 'not-watched', reason, at: placeOf(watchNamespaces) };
  }
  const outside = outsideOf(gateway, watched);
  if (outside === null) return null;
  const reason = `the operator ${id} does not watch the namespace ${outside.namespace}, which stops it at the whole Gateway`;
  return { cause: 'outside-watched-namespaces', reason, at: outside.at };
}

/**
 * Whether the operator fails to make a selector of what a listener states: `from: Selector` without one, or with an
 * expression that cannot be read.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/controller/gateway/controller_reconciler_utils.go#L1022
 */
function lacksSelector({ namespaces: { from, selector, unknownPart } }: Listener): boolean {
  return from.value === 'Selector' && unknownPart === null && (selector === null || selector.fault !== null);
}

/** The namespace of a certificate that is not watched: the operator fails to look there, and with that at the Gateway. */
function outsideOf(
  { listeners }: Gateway,
  watched: readonly string[],
): { readonly namespace: string; readonly at: Place } | null {
  for (const { tls } of listeners) {
    const [ref, second] = tls?.certificateRefs ?? [];
    if (ref === undefined || second !== undefined || ref.unknownPart !== null || ref.to.namespace === null) continue;
    if (!watched.includes(ref.to.namespace)) return { namespace: ref.to.namespace, at: ref.at };
  }
  return null;
}

/** Why it is not known whether a listener's selector picks a namespace that is not watched, where the operator fails; or null. */
export function mayLookOutside(
  { listeners }: Gateway,
  { watchNamespaces }: Controller,
  release: string,
): string | null {
  if (watchNamespaces.certainty === 'unknown') return watchNamespaces.reason;
  const watched = watchNamespaces.value;
  if (watched === null) return null;
  // Of a protocol that is not served no routes are looked for.
  const isInside = ({ protocol, namespaces: { from, selector } }: Listener): boolean =>
    from.value !== 'Selector' ||
    kindsOfProtocol(release, protocol.value).length === 0 ||
    (selector?.requirements ?? []).some(
      ({ key, operator, values }) =>
        key === namespaceNameLabel && operator === 'In' && values.every((value) => watched.includes(value)),
    );
  const open = listeners.find((listener) => !isInside(listener));
  if (open === undefined) return null;
  return `the selector of listener "${open.name.value}" may pick a namespace that the operator does not watch`;
}

/** Whether the API server checks the ports of DataPlanes: values of the operator's chart may leave the check out. */
export function checksPorts({ origin }: Controller): boolean {
  if (!isRelease(origin)) return true;
  const wanted = get(origin.values, 'global', 'validatingPolicies', 'dataplanePorts', 'enabled');
  return !(wanted?.kind === 'scalar' && wanted.value === false);
}

function placeOf(fact: Fact<unknown>): Place | null {
  return fact.certainty === 'known' && isLocation(fact.at) ? fact.at : null;
}
