import type { Gateway } from '../../gatewayapi/gateway.ts';
import { referenceGrant } from '../../kubernetes/kinds.ts';
import type { ManagedGateway, ManagedListener, ProvisioningFault } from '../model/managed.ts';
import type { Controller, GatewayClassStatus, GatewayConditions, ListenerStatus } from '../model/model.ts';
import type { Condition } from '../model/condition.ts';
import type { GatewayOptions } from '../model/gateway-options.ts';
import type { NoStatus } from '../model/no-status.ts';
import { embeddedController } from '../operator/embedded-controller.ts';
import { acceptedOf, condition, gatewayConditionsOf, isAccepted, listenerConditionsOf } from '../operator/listeners.ts';
import { ignoredParameters, parametersOf, type Parameters } from '../operator/parameters.ts';
import { provisioningFault } from '../operator/provisioning.ts';
import { anyRelease, does, judgedRelease } from '../operator/releases.ts';
import { certificatesSeenBy } from './grants.ts';
import { judgeCertificates } from './judge-certificates.ts';
import {
  checksPorts,
  mayLookOutside,
  operatorOfClass,
  operatorSilence,
  parametersOfStatus,
  type ManagedContext,
} from './managed-context.ts';
import { bare, listenersOf, statusOf } from './managed-listeners.ts';
import { firstItems } from '../../source/first-items.ts';

/** What Kong Operator makes of a Gateway. */
export interface ManagedStatus {
  /** The part of the operator that reads the routes of this Gateway; null where no operator is known. */
  readonly controller: Controller | null;
  readonly managed: readonly ManagedGateway[];
  readonly listeners: readonly ListenerStatus[];
  readonly conditions: GatewayConditions | null;
  readonly withoutStatus: NoStatus | null;
  readonly unverified: string | null;
}

/**
 * The status of a Gateway that Kong Operator manages.
 * @param refused why the API server does not take it, or its class, or why it is not known in full; or null
 */
export function managedStatus(
  gateway: Gateway,
  classStatus: GatewayClassStatus | undefined,
  refused: string | null,
  context: ManagedContext,
): ManagedStatus {
  const operator = operatorOfClass(classStatus);
  const parameters = parametersOfStatus(classStatus, context);
  if (typeof operator === 'string' || refused !== null || parameters === null) {
    const reason = refused ?? (typeof operator === 'string' ? operator : 'its GatewayClass is not in the repository');
    return doubtful(gateway, null, refused === null ? anyRelease() : [], reason, parameters, context);
  }
  const { release, doubt } = judgedRelease(operator.version);
  if (release === null) {
    const releases = operator.version.certainty === 'unknown' ? anyRelease() : [];
    return doubtful(gateway, null, releases, doubt ?? 'its release is not known', parameters, context);
  }
  const silence = operatorSilence(gateway, operator, parameters);
  const own = parametersOf(gateway, parameters, release, context.parameters);
  const controller = embeddedController(operator, gateway, release, own.options);
  if (silence !== null) return { ...emptied(gateway, silence), controller };
  const open =
    parameters.doubt ?? unreadGrants(gateway, release, context) ?? mayLookOutside(gateway, operator, release);
  if (open !== null) return { ...doubtful(gateway, operator, [release], open, parameters, context), controller };
  const judged = judge(gateway, operator, release, own, context);
  const said = [doubt, assumption(own), assumedSecrets(gateway, operator, context), judged.doubt];
  return { ...judged, controller, withoutStatus: null, unverified: said.find((text) => text !== null) ?? null };
}

interface Judged extends Pick<ManagedStatus, 'managed' | 'listeners' | 'conditions'> {
  readonly doubt: string | null;
}

function judge(
  gateway: Gateway,
  operator: Controller,
  release: string,
  parameters: Parameters,
  context: ManagedContext,
): Judged {
  const listeners = listenersOf(gateway, operator, release, context);
  const own = parametersFault(parameters, release);
  const accepted = own?.accepted ?? acceptedOf(listeners, release);
  const { needsKonnect } = parameters.options;
  const managed = {
    release,
    listeners,
    needsKonnect,
    ignoredParameters: ignoredParameters(gateway, release),
    options: knownOptions(parameters),
  };
  const statuses = (isServing: boolean): readonly ListenerStatus[] =>
    listeners.map((each) => statusOf(each, release, listenerConditionsOf(each, release, isServing), null));
  if (accepted.status === 'False') {
    const conditions = gatewayConditionsOf(accepted, release, null);
    return {
      managed: [{ ...managed, isProvisioned: false, fault: own?.fault ?? null }],
      listeners: statuses(false),
      conditions,
      doubt: null,
    };
  }
  const fault = own?.fault ?? provisioning(gateway, operator, listeners, release, parameters);
  const konnect = 'Konnect takes part in it, and is not in the repository';
  const doubt = typeof fault === 'string' ? fault : managed.needsKonnect && fault === null ? konnect : null;
  if (doubt !== null || typeof fault === 'string' || fault?.cause === 'image' || fault?.cause === 'sign-in') {
    const reason = doubt ?? (typeof fault === 'object' ? fault?.reason : null) ?? konnect;
    const known = typeof fault === 'string' ? null : fault;
    return {
      managed: [{ ...managed, isProvisioned: known === null, fault: known }],
      listeners: listeners.map((each) => statusOf(each, release, null, reason)),
      conditions: null,
      doubt: reason,
    };
  }
  const isServing = fault === null;
  const conditions = gatewayConditionsOf(accepted, release, isServing ? 'ready' : fault.condition);
  return {
    managed: [{ ...managed, isProvisioned: isServing, fault }],
    listeners: statuses(isServing),
    conditions,
    doubt: null,
  };
}

/** What a reference of the Gateway itself to a GatewayConfiguration spoils. */
function parametersFault(
  { faults }: Parameters,
  release: string,
): { readonly accepted: Condition | null; readonly fault: ProvisioningFault } | null {
  const [first] = faults;
  if (first === undefined) return null;
  const { message, at } = first;
  const isRefused = first.cause === 'group-or-kind' && does(release, 'refuses-parameters-of-gateways');
  const reason =
    first.cause === 'not-found'
      ? 'its infrastructure.parametersRef names a GatewayConfiguration that does not exist'
      : 'its infrastructure.parametersRef names no GatewayConfiguration of Kong Operator';
  return {
    accepted: isRefused ? condition('False', 'InvalidParameters', message) : null,
    fault: { cause: 'parameters', reason, at, listener: null, condition: null },
  };
}

function provisioning(
  gateway: Gateway,
  operator: Controller,
  listeners: readonly ManagedListener[],
  release: string,
  { options, doubt }: Parameters,
): ProvisioningFault | string | null {
  const validates = operator.operator?.validatesImages;
  const validatesImages =
    validates === undefined ? true : validates.certainty === 'unknown' ? validates.reason : validates.value;
  const question = { gateway, listeners, options, release, checksPorts: checksPorts(operator), validatesImages };
  return doubt ?? provisioningFault(question);
}

/** What is asked for, where nothing of it stands elsewhere. */
function knownOptions({ options, faults, doubt, assumed }: Parameters): GatewayOptions | null {
  return faults.length > 0 || doubt !== null || assumed !== null ? null : options;
}

/** Nothing is written. */
function emptied({ listeners }: Gateway, withoutStatus: NoStatus): Omit<ManagedStatus, 'controller'> {
  return {
    managed: [],
    listeners: listeners.map((listener) => statusOf(bare(listener), null, {}, null)),
    conditions: null,
    withoutStatus,
    unverified: null,
  };
}

/** What every release that it may be makes of the listeners is known all the same. */
function doubtful(
  gateway: Gateway,
  operator: Controller | null,
  releases: readonly string[],
  reason: string,
  parameters: Parameters | null,
  context: ManagedContext,
): ManagedStatus {
  const managed = releases.map((release): ManagedGateway => {
    const listeners = listenersOf(gateway, operator, release, context);
    const isProvisioned = listeners.every((each) => isAccepted(each, release));
    const needsKonnect = parameters?.options.needsKonnect ?? true;
    const options = parameters && knownOptions(parameters);
    return { release, listeners, isProvisioned, fault: null, needsKonnect, ignoredParameters: null, options };
  });
  return {
    controller: null,
    managed,
    listeners: gateway.listeners.map((listener) => statusOf(bare(listener), null, null, reason)),
    conditions: null,
    withoutStatus: null,
    unverified: reason,
  };
}

/** From 2.2 on grants are read as v1, before as v1beta1. */
function unreadGrants(
  { listeners, namespace }: Gateway,
  release: string,
  { admission }: ManagedContext,
): string | null {
  const refs = listeners.flatMap(({ tls }) => tls?.certificateRefs ?? []);
  if (refs.every(({ to }) => to.namespace === namespace)) return null;
  const version = does(release, 'lists-v1-grants') ? 'v1' : 'v1beta1';
  const label = admission.unserved(referenceGrant, version);
  return label === null ? null : `Kong Operator reads ReferenceGrants as ${version}, which is not served (${label})`;
}

function assumption({ assumed }: Parameters): string | null {
  return assumed === null ? null : `GatewayConfiguration ${assumed} is not in this repository; assumed to exist`;
}

function assumedSecrets({ listeners }: Gateway, operator: Controller, { certificates }: ManagedContext): string | null {
  const seen = certificatesSeenBy(operator, certificates);
  const verdicts = listeners.flatMap((listener) => judgeCertificates(listener, seen).verdicts);
  const names = [...new Set(verdicts.flatMap(({ verdict, secret }) => (verdict === 'assumed' ? [secret] : [])))];
  if (names.length === 0) return null;
  return `${names.length === 1 ? 'Secret' : 'Secrets'} ${firstItems(names)} ${names.length === 1 ? 'is' : 'are'} not in this repository; assumed to exist`;
}
