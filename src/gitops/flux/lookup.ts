import type { KubeObject } from '../../kubernetes/object.ts';

/** The objects that a Flux object may refer to, those built together with it first. */
export interface FluxLookup {
  /** The first that fits of what the same unit deploys. */
  readonly near: (fits: (object: KubeObject) => boolean) => KubeObject | undefined;
  /** Every object of the tree with that kind and name, as written. */
  readonly everywhere: (kind: string, name: string) => readonly KubeObject[];
}

/**
 * The object of a kind and name. Within the same unit the namespace decides, where both state one;
 * elsewhere in the tree only an answer without a rival counts.
 */
export function findObject(
  lookup: FluxLookup,
  kind: string,
  name: string,
  namespace: string | null,
): KubeObject | null {
  const fits = (object: KubeObject): boolean =>
    object.kind === kind &&
    object.name.value === name &&
    (namespace === null || object.namespace === null || object.namespace === namespace);
  const near = lookup.near(fits);
  if (near !== undefined) return near;
  const far = lookup.everywhere(kind, name).filter(fits);
  return far.length === 1 ? (far[0] ?? null) : null;
}
