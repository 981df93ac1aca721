import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { grantsIn } from '../../../gatewayapi/permits.ts';
import { readReferenceGrant, type ReferenceGrant } from '../../../gatewayapi/reference-grant.ts';
import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { BackendRef, Route } from '../../../gatewayapi/route.ts';
import { referenceGrant, service as serviceKind } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import type { GroupKind } from '../../../kubernetes/kind.ts';
import type { Targets } from '../../../kubernetes/targets.ts';
import { onceFor } from '../../../source/once-for.ts';
import type { Service } from '../../model/model.ts';
import type { Backend } from '../../model/route-status.ts';

/** What of a cluster bears on the backends of its routes, as the controller of the routes sees it. */
export interface BackendContext {
  readonly services: Targets<Service>;
  readonly grants: readonly ReferenceGrant[];
  /** Namespaces that are seen; null for all. */
  readonly watched: readonly string[] | null;
  /** Whether the controller reads ReferenceGrants at all. */
  readonly readsGrants: boolean;
  readonly holdsEvery: HoldsEvery;
  /** What a change takes out of the cluster, and grants as they were before it. */
  readonly removed: readonly KubeObject[];
  /** Whether a grant is asked for before the backend is looked up. */
  readonly asksGrantFirst?: boolean;
  /** Whether the translator asks for a grant of the route's own namespace too, where the reference states it. */
  readonly asksGrantAtHome?: boolean;
}

/** What each backend of a route comes to, in the order in which the rules name them. */
export function backendsOf({ rules, namespace }: Route, context: BackendContext): readonly Backend[] {
  // What flatMap returns has room for more.
  return rules.flatMap(({ backendRefs }) => backendRefs.map((ref) => backendOf(ref, namespace, context))).slice();
}

const isServiceKind = ({ group, kind }: GroupKind): boolean =>
  kind === serviceKind.kind && (group === serviceKind.group || group === 'core');

/** The first that is wrong is said; the port is looked at last, when the reference is sound. */
function backendOf(ref: BackendRef, namespace: string | null, context: BackendContext): Backend {
  const sound: Backend = {
    ref,
    fault: null,
    service: null,
    isAssumed: false,
    isUnwatched: false,
    isUngranted: isUngranted(ref, namespace, context),
    removed: null,
  };
  if (ref.unknownPart !== null || isFilledIn(namespace) || isFilledIn(ref.to.namespace))
    return { ...sound, isAssumed: true };
  if (!isServiceKind(ref.to)) return { ...sound, fault: 'unsupported-kind' };
  const named = ref.to.group === serviceKind.group ? ref.to : { ...ref.to, group: serviceKind.group };
  const service = context.services.one(named);
  const forbidden = (): Backend => ({
    ...sound,
    service,
    fault: 'not-permitted',
    removed: removedGrant(ref, namespace, context),
  });
  if (context.asksGrantFirst === true && isGranted(ref, namespace, context) === false) return forbidden();
  if (isUnseen(ref.to.namespace, context)) return { ...sound, fault: 'not-found', isUnwatched: true };
  const removed = service === null ? removedService(ref, context) : null;
  if (service === null && isNowhere(ref, removed, context)) return { ...sound, fault: 'not-found', removed };
  const granted = isGranted(ref, namespace, context);
  if (granted === false) return forbidden();
  if (service === null) return { ...sound, isAssumed: true };
  const port = portOf(context.services.find(named), ref);
  return {
    ref,
    fault: port === false ? 'port-not-found' : null,
    service,
    isAssumed: granted === null || port === null,
    isUnwatched: false,
    isUngranted: sound.isUngranted,
    removed: null,
  };
}

function isFilledIn(namespace: string | null): boolean {
  return namespace !== null && placeholderIn(namespace) !== null;
}

function isUngranted(ref: BackendRef, own: string | null, context: BackendContext): boolean {
  const { namespace } = ref.to;
  if (namespace === null || own === null || (namespace === own && !ref.statesNamespace)) return false;
  if (namespace === own && context.asksGrantAtHome !== true) return false;
  return grantedIn(context, ref.from.kind, own, { ...ref.to, namespace }) === false;
}

function isUnseen(namespace: string | null, { watched }: BackendContext): boolean {
  return watched !== null && namespace !== null && !watched.includes(namespace);
}

function isNowhere(
  { to }: BackendRef,
  removed: KubeObject | null,
  { services, holdsEvery }: Pick<BackendContext, 'services' | 'holdsEvery'>,
): boolean {
  const isAmbiguous = services.find({ ...to, group: serviceKind.group }).length > 0;
  return !isAmbiguous && to.namespace !== null && (removed !== null || holdsEvery(serviceKind, to.namespace));
}

/** The Service that a change takes away. */
function removedService({ to }: BackendRef, { removed }: Pick<BackendContext, 'removed'>): KubeObject | null {
  const isMeant = (object: KubeObject): boolean =>
    isOfKind(object, serviceKind) && object.namespace === to.namespace && object.name.value === to.name;
  return to.namespace === null ? null : (removed.find(isMeant) ?? null);
}

/** The grant that a change takes away, as it was, and that let the route name the backend. */
function removedGrant(
  { from, to }: BackendRef,
  own: string | null,
  { removed }: Pick<BackendContext, 'removed'>,
): KubeObject | null {
  const { namespace } = to;
  if (own === null || namespace === null) return null;
  return removed.find((object) => allowed([object], from.kind, own, { ...to, namespace })) ?? null;
}

/** Whether one of the grants that a change takes away let objects of another namespace name something there. */
function allowed(
  removed: readonly KubeObject[],
  fromKind: string,
  own: string,
  to: GroupKind & { readonly namespace: string; readonly name: string },
): boolean {
  const there = grantsIn(statedGrants(removed), to.namespace);
  const names = there.names({ group: referenceGrant.group, kind: fromKind, namespace: own }, to);
  return names.has(null) || names.has(to.name);
}

const statedGrants = onceFor((objects: readonly KubeObject[]) =>
  objects.flatMap((object) => readReferenceGrant(object) ?? []).filter(({ namespace }) => namespace !== null),
);

/** Whether the backend's namespace lets the route name it; null where a grant that is not in the tree may. */
function isGranted(ref: BackendRef, own: string | null, context: BackendContext): boolean | null {
  const { namespace } = ref.to;
  if (namespace === null || own === null || namespace === own) return true;
  return grantedIn(context, ref.from.kind, own, { ...ref.to, namespace });
}

/**
 * Whether a grant in a namespace lets objects of another name something there. A grant's `core` is not the empty
 * group here. A grant for the same kinds and namespaces that leaves the name out proves that there is no other.
 */
export function grantedIn(
  {
    grants,
    readsGrants,
    holdsEvery,
    removed,
  }: Pick<BackendContext, 'grants' | 'readsGrants' | 'holdsEvery' | 'removed'>,
  fromKind: string,
  own: string,
  to: GroupKind & { readonly namespace: string; readonly name: string },
): boolean | null {
  if (!readsGrants) return false;
  const there = grantsIn(grants, to.namespace);
  const names = there.names({ group: referenceGrant.group, kind: fromKind, namespace: own }, to);
  if (names.has(null) || names.has(to.name)) return true;
  if (there.isOpen) return null;
  const isNowhereElse = holdsEvery(referenceGrant, to.namespace) || allowed(removed, fromKind, own, to);
  return names.size > 0 || isNowhereElse ? false : null;
}

/** Whether a Service has the port. Of several of one name it is enough that one of them may have it. */
function portOf(services: readonly Service[], ref: BackendRef): boolean | null {
  let isOpen = false;
  for (const service of services) {
    const answer = hasPort(service, ref);
    if (answer === true) return true;
    isOpen ||= answer === null;
  }
  return isOpen ? null : false;
}

/** Whether a Service has the port; null where its ports are not all known. */
function hasPort(service: Service, { port, unknownPort }: BackendRef): boolean | null {
  if (service.type === 'ExternalName') return true;
  if (unknownPort !== null) return null;
  if (service.ports.some((each) => each.port.value === port?.value)) return true;
  const isPartial = (service.unknownPart ?? null) !== null || service.ports.length === 0;
  return isPartial ? null : false;
}
