import type { ClusterAdmission } from '../../admission/admission.ts';
import type { Gateway } from '../../gatewayapi/gateway.ts';
import type { Certificates } from './judge-certificates.ts';
import type { Targets } from '../../kubernetes/targets.ts';
import { controllerFor } from './controller-for.ts';
import { isBroughtByOthers } from './implementation.ts';
import type { ManagedContext } from './managed-context.ts';
import { managedStatus } from './managed-gateway.ts';
import { certificatesSeenBy } from './grants.ts';
import { listenerStatuses, type Prediction } from './listener-statuses.ts';
import type {
  Controller,
  GatewayClassStatus,
  GatewayConditions,
  GatewayStatus,
  ListenerStatus,
} from '../model/model.ts';
import type { PinItem } from '../model/pin.ts';
import type { NoStatus } from '../model/no-status.ts';
import { notUnmanaged, whyNotReconciled } from './not-reconciled.ts';
import { pinOf } from './publish.ts';
import { doubted, publishedFor, type PublishedServices } from './published-services.ts';
import { pinKey, writtenItems, type WrittenPins } from './written-pins.ts';
import { firstItems } from '../../source/first-items.ts';

/** What of a cluster bears on its Gateways. */
export interface ClusterContext {
  readonly classes: Targets<GatewayClassStatus>;
  readonly controllers: readonly Controller[];
  /** Why a controller's data planes are not in the tree, by controller. */
  readonly missingDataPlanes: ReadonlyMap<Controller, string>;
  /** Releases of which nothing could be rendered, and why. */
  readonly unrendered: readonly string[];
  /** Files that may hold a controller and were not read. */
  readonly unread: readonly string[];
  /** Why it is not known which installations of Kong there are. */
  readonly unclear: readonly string[];
  readonly certificates: Certificates;
  readonly admission: ClusterAdmission;
  readonly written: WrittenPins;
  readonly managed: ManagedContext;
}

/** What its controller will write on the listeners of a Gateway, or why that cannot be told. */
export function gatewayStatus(gateway: Gateway, context: ClusterContext): GatewayStatus {
  const className = gateway.className.value;
  const classStatus = classOf(gateway, context.classes);
  const implementation = classStatus?.implementation ?? (isBroughtByOthers(className) ? 'other' : 'unknown');
  const refusal = context.admission.refusalOf(gateway.object);
  if (implementation === 'operator') return operatorStatus(gateway, classStatus, refusal, context);
  const whySilent = (each: Controller): NoStatus | null => certainNone(gateway, classStatus, each, context);
  const { controller, doubt } = controllerFor(gateway, classStatus, context, whySilent);
  const pin = pinFor(gateway, controller, context);
  const published = controller && publishedFor(pin, controller, context.missingDataPlanes);
  const services = published?.services ?? null;
  const foreign = implementation === 'other';
  const none = foreign ? null : certainNone(gateway, classStatus, controller, context);
  const refused = blindness(gateway, refusal, classStatus);
  const reason = refused ?? (none === null ? doubt : null);
  const prediction: Prediction = foreign ? { kind: 'silent' } : predictionFor(reason, none, published);
  const certificates = certificatesSeenBy(controller, context.certificates);
  const reader = { isApplied: refused === null && implementation === 'kic', controller };
  const listeners = listenerStatuses(gateway, prediction, certificates, reader);
  return {
    gateway,
    gatewayClass: classStatus?.gatewayClass ?? null,
    implementation,
    controller,
    services,
    listeners,
    unverified: unverified(prediction, listeners),
    withoutStatus: prediction.kind === 'none' ? none : null,
    offers: prediction.kind === 'judged' ? prediction.offers : null,
    pin,
    refusal,
    conditions: prediction.kind === 'judged' && prediction.acceptsFailing ? unmanagedConditions : null,
    managed: [],
  };
}

/** What the ingress controller writes on every Gateway whose listeners it looks at, whatever these come to. */
const unmanagedConditions: GatewayConditions = {
  Accepted: {
    status: 'True',
    reason: 'Accepted',
    message: 'this unmanaged gateway has been picked up by the controller and will be processed',
  },
  Programmed: { status: 'True', reason: 'Programmed', message: '' },
};

function operatorStatus(
  gateway: Gateway,
  classStatus: GatewayClassStatus | undefined,
  refusal: string | null,
  context: ClusterContext,
): GatewayStatus {
  const status = managedStatus(gateway, classStatus, blindness(gateway, refusal, classStatus), context.managed);
  return {
    gateway,
    gatewayClass: classStatus?.gatewayClass ?? null,
    implementation: 'operator',
    services: null,
    offers: null,
    pin: [],
    refusal,
    ...status,
  };
}

/** The class that a Gateway names, where the cluster has it. */
function classOf({ classReference }: Gateway, classes: Targets<GatewayClassStatus>): GatewayClassStatus | undefined {
  if (classReference === null || classReference.unknownPart !== null) return undefined;
  return classes.one(classReference.to) ?? undefined;
}

/** A part of the Gateway that cannot be read, or the refusal of the API server. */
function blindness(
  { unknownPart }: Gateway,
  refusal: string | null,
  classStatus: GatewayClassStatus | undefined,
): string | null {
  if (refusal !== null) return `the API server refuses the Gateway: ${refusal}`;
  if (unknownPart !== null) return `the Gateway is not known in full: ${unknownPart.reason}`;
  const refusedClass = classStatus?.refusal ?? null;
  return refusedClass === null ? null : `the API server refuses its GatewayClass: ${refusedClass}`;
}

function certainNone(
  gateway: Gateway,
  classStatus: GatewayClassStatus | undefined,
  controller: Controller | null,
  context: ClusterContext,
): NoStatus | null {
  const over = controller === null ? null : whyNotReconciled(gateway, controller, context.admission);
  if (over !== null || classStatus === undefined) return over;
  const managed = classStatus.implementation === 'kic' ? notUnmanaged(classStatus.gatewayClass) : null;
  if (managed !== null || controller === null) return managed;
  return publishedFor(pinFor(gateway, controller, context), controller, context.missingDataPlanes).none;
}

/** What pins the Gateway: its manifest, else what the controller wrote before. */
function pinFor(gateway: Gateway, controller: Controller | null, { written }: ClusterContext): readonly PinItem[] {
  const stated = pinOf(gateway, controller);
  const services = stated.length > 0 ? undefined : written.get(pinKey(gateway));
  return services === undefined || controller === null ? stated : writtenItems(services, controller);
}

/** What can be told of the listeners; `reason` is why that is not known, `none` why nothing is written. */
function predictionFor(reason: string | null, none: NoStatus | null, published: PublishedServices | null): Prediction {
  if (reason !== null) return doubted(reason);
  if (none !== null) return { kind: 'none' };
  return published?.prediction ?? doubted('the controller of the Gateway is not in the repository');
}

/** Said once for the Gateway. A Secret that is not in the tree is assumed to exist, and that is said too. */
function unverified(prediction: Prediction, listeners: readonly ListenerStatus[]): string | null {
  if (prediction.kind === 'doubt') return prediction.reason;
  if (prediction.kind !== 'judged') return null;
  const said = [assumedSecrets(listeners), assumedGrants(listeners)].filter((each) => each !== null);
  return said.length === 0 ? null : said.join('; ');
}

function assumedGrants(listeners: readonly ListenerStatus[]): string | null {
  const all = listeners.flatMap(({ certificates }) => certificates);
  const names = [...new Set(all.flatMap(({ verdict, secret }) => (verdict === 'grant-assumed' ? secret : [])))];
  if (names.length === 0) return null;
  return `no ReferenceGrant in this repository allows ${firstItems(names)} to be named from another namespace; assumed to exist elsewhere`;
}

function assumedSecrets(listeners: readonly ListenerStatus[]): string | null {
  const assumed = listeners.flatMap(({ certificates }) => certificates).filter(({ verdict }) => verdict === 'assumed');
  const hasName = ({ ref }: (typeof assumed)[number]): boolean => (ref.unknownPart ?? null) === null;
  const names = [...new Set(assumed.filter(hasName).map(({ secret }) => secret))];
  if (assumed.length === 0) return null;
  if (names.length === 0) return 'a Secret whose name is not known is assumed to exist';
  const others = assumed.every(hasName) ? '' : ' and one whose name is not known';
  const [noun, verb] = names.length === 1 ? ['Secret', others === '' ? 'is' : 'are'] : ['Secrets', 'are'];
  return `${noun} ${firstItems(names)}${others} ${verb} not in this repository; assumed to exist`;
}
