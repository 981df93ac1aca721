import type { ClusterConfig } from '../../config/config.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Unverified } from './cluster.ts';
import type { MayBring, NamedThing } from './may-bring.ts';

/**
 * Whether objects may be missing from the tree's picture (a template, a generator, a build that failed): then the
 * absence of one proves nothing.
 */
export function mayHideObjects({ unverified }: { readonly unverified: readonly Unverified[] }): boolean {
  return unverified.some(({ hidesObjects, quiet }) => hidesObjects === true && quiet !== true);
}

/** Whether nobody knows any more what the chart makes by which an object came: it may be there as before. */
export function mayStillBeMade(
  { madeBy }: Pick<KubeObject, 'madeBy'>,
  pictures: readonly { readonly unverified: readonly Unverified[] }[],
): boolean {
  return madeBy !== undefined && pictures.some(({ unverified }) => unverified.some(({ maker }) => maker === madeBy));
}

/** Whether an object that is not in the tree may be in the cluster all the same, without any part of the tree saying so. */
export function mayComeUnseen(
  picture: { readonly unverified: readonly Unverified[]; readonly mayBring: MayBring },
  object: NamedThing,
): boolean {
  return mayHideObjects(picture) || picture.mayBring(object);
}

/**
 * Whether an object that is not in the tree is nowhere: the configuration says that the repository holds all of its
 * kind, in the cluster or in its namespace, and nothing may hide it.
 */
export function holdsEvery(
  picture: { readonly unverified: readonly Unverified[] },
  config: Pick<ClusterConfig, 'complete'> | undefined,
): HoldsEvery {
  const stated = mayHideObjects(picture) ? [] : (config?.complete ?? []);
  if (stated === 'all') return () => true;
  const complete = new Set(stated);
  return ({ kind }, namespace = null) =>
    complete.has(kind) ||
    (namespace !== null && (complete.has(`${namespace}/${kind}`) || complete.has(`${namespace}/all`)));
}

/** @param namespace where it would stand; null where nothing states it */
export type HoldsEvery = (kind: { readonly kind: string }, namespace?: string | null) => boolean;
