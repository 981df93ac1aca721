import { grantsIn } from '../../../gatewayapi/permits.ts';
import { readReferenceGrant, type ReferenceGrant } from '../../../gatewayapi/reference-grant.ts';
import type { PluginRef } from '../../../gatewayapi/route.ts';
import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { kongPlugin, referenceGrant } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { behaves, type ControllerBehaviour } from '../../flags/behaviours.ts';
import type { Controller } from '../../model/model.ts';
import type { Forbidden, PluginNamer } from '../../model/plugin-reference.ts';

interface Permission {
  readonly ref: PluginRef;
  readonly namer: KubeObject;
  readonly as: PluginNamer;
}

/**
 * What proves that nothing permits a plugin of a stated namespace, which needs a grant even where it is the object's own;
 * null where a grant permits it, or one that is not in the tree may.
 */
export function forbiddenBy(
  { ref, namer, as }: Permission,
  {
    grants,
    removed,
    holdsEvery,
    controllers,
  }: {
    readonly grants: readonly ReferenceGrant[];
    readonly removed: readonly KubeObject[];
    readonly holdsEvery: HoldsEvery;
    readonly controllers: readonly Controller[];
  },
): Forbidden | null {
  const { namespace, name } = ref;
  if (namespace === null || namer.namespace === null) return null;
  const tooOld = byRelease(as, controllers);
  if (tooOld !== null) return tooOld;
  const isThere = (grant: ReferenceGrant): boolean => grant.namespace === null || grant.namespace === namespace;
  const names = (grant: ReferenceGrant): readonly (string | null)[] => namesFor(grant, namer);
  const allows = (grant: ReferenceGrant): boolean => names(grant).some((each) => each === null || each === name);
  const there = grantsIn(grants, namespace);
  const listed = there.names({ ...namer, namespace: namer.namespace }, kongPlugin);
  if (listed.has(null) || listed.has(name) || there.isOpen) return null;
  const gone = removed
    .flatMap((object) => readReferenceGrant(object) ?? [])
    .find((each) => isThere(each) && allows(each));
  if (gone !== undefined) return { why: 'removed', grant: gone.object };
  const other = listed.size === 0 ? undefined : there.all.find((grant) => names(grant).length > 0);
  if (other !== undefined) return { why: 'not-listed', grant: other.object };
  if (holdsEvery(referenceGrant, namespace)) return { why: 'not-listed', grant: null };
  const stray = grants.find((grant) => grant.namespace === namer.namespace && allows(grant));
  return stray === undefined ? null : { why: 'elsewhere', grant: stray.object };
}

/** What the releases of all controllers of the tree make of any such name. */
function byRelease(as: PluginNamer, controllers: readonly Controller[]): Forbidden | null {
  const [controller] = controllers;
  if (controller === undefined || controllers.some(({ kind, versionAssumed }) => kind !== 'kic' || versionAssumed))
    return null;
  const none = (name: ControllerBehaviour): boolean =>
    controllers.every(({ version }) => behaves(version, name) === false);
  if (none('reads-plugins-of-namespaces')) return { why: 'not-read', controller, grant: null };
  const isRoute = as === 'route' || as === 'ingress';
  return isRoute && none('grants-plugins-to-routes') ? { why: 'never-granted', controller, grant: null } : null;
}

/** The names of plugins that a grant lets objects like this one use; null for all; none where it is for others. */
function namesFor({ from, to }: ReferenceGrant, { group, kind, namespace }: KubeObject): readonly (string | null)[] {
  const isForUs = from.some((each) => each.group === group && each.kind === kind && each.namespace === namespace);
  if (!isForUs) return [];
  return to.filter((each) => each.group === kongPlugin.group && each.kind === kongPlugin.kind).map((each) => each.name);
}
