import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { type ReferenceGrant } from '../../../gatewayapi/reference-grant.ts';
import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { BackendRef, Route } from '../../../gatewayapi/route.ts';
import { referenceGrant, service as serviceKind } from '../../../kubernetes/kinds.ts';
import type { GroupKind } from '../../../kubernetes/kind.ts';
import type { Targets } from '../../../kubernetes/targets.ts';
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
  /** Whether a grant is asked for before the backend is looked up. */
  readonly asksGrantFirst?: boolean;
}

/** What each backend of a route comes to, in the order in which the rules name them. */
export function backendsOf({ rules, namespace }: Route, context: BackendContext): readonly Backend[] {
  return rules.flatMap(({ backendRefs }) => backendRefs.map((ref) => backendOf(ref, namespace, context)));
}

const isServiceKind = ({ group, kind }: GroupKind): boolean =>
  kind === serviceKind.kind && (group === serviceKind.group || group === 'core');

/** The first that is wrong is said; the port is looked at last, when the reference is sound. */
function backendOf(ref: BackendRef, namespace: string | null, context: BackendContext): Backend {
  const sound: Backend = { ref, fault: null, service: null, isAssumed: false, isUnwatched: false };
  const assumed: Backend = { ...sound, isAssumed: true };
  const isOpen = [namespace, ref.to.namespace].some((each) => each !== null && placeholderIn(each) !== null);
  if (ref.unknownPart !== null || isOpen) return assumed;
  if (!isServiceKind(ref.to)) return { ...sound, fault: 'unsupported-kind' };
  const service = context.services.one({ ...ref.to, group: serviceKind.group });
  if (context.asksGrantFirst === true && isGranted(ref, namespace, context) === false)
    return { ...sound, service, fault: 'not-permitted' };
  if (isUnseen(ref.to.namespace, context)) return { ...sound, fault: 'not-found', isUnwatched: true };
  if (service === null && isNowhere(ref, context)) return { ...sound, fault: 'not-found' };
  const granted = isGranted(ref, namespace, context);
  if (granted === false) return { ...sound, service, fault: 'not-permitted' };
  if (service === null) return assumed;
  const port = portOf(context.services.find({ ...ref.to, group: serviceKind.group }), ref);
  return {
    ...sound,
    service,
    fault: port === false ? 'port-not-found' : null,
    isAssumed: granted === null || port === null,
  };
}

function isUnseen(namespace: string | null, { watched }: BackendContext): boolean {
  return watched !== null && namespace !== null && !watched.includes(namespace);
}

function isNowhere({ to }: BackendRef, { services, holdsEvery }: BackendContext): boolean {
  const isAmbiguous = services.find({ ...to, group: serviceKind.group }).length > 0;
  return !isAmbiguous && to.namespace !== null && holdsEvery(serviceKind, to.namespace);
}

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
  { grants, readsGrants, holdsEvery }: Pick<BackendContext, 'grants' | 'readsGrants' | 'holdsEvery'>,
  fromKind: string,
  own: string,
  to: GroupKind & { readonly namespace: string; readonly name: string },
): boolean | null {
  if (!readsGrants) return false;
  const there = grants.filter((grant) => grant.namespace === null || grant.namespace === to.namespace);
  const forUs = there.filter(({ from }) =>
    from.some(({ group, kind, namespace }) => group === referenceGrant.group && kind === fromKind && namespace === own),
  );
  const pairs = forUs.flatMap((grant) =>
    grant.to.filter(({ group, kind }) => group === to.group && kind === to.kind).map(({ name }) => name),
  );
  if (pairs.some((name) => name === null || name === to.name)) return true;
  if (there.some((grant) => grant.namespace === null || !grant.isClear)) return null;
  return pairs.length > 0 || holdsEvery(referenceGrant, to.namespace) ? false : null;
}

/** Whether a Service has the port. Of several of one name it is enough that one of them may have it. */
function portOf(services: readonly Service[], ref: BackendRef): boolean | null {
  const answers = services.map((service) => hasPort(service, ref));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** Whether a Service has the port; null where its ports are not all known. */
function hasPort(service: Service, { port, unknownPort }: BackendRef): boolean | null {
  if (service.type === 'ExternalName') return true;
  if (unknownPort !== null) return null;
  if (service.ports.some((each) => each.port.value === port?.value)) return true;
  const isPartial = (service.unknownPart ?? null) !== null || service.ports.length === 0;
  return isPartial ? null : false;
}
