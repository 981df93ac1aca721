import type { KubeObject } from '../../kubernetes/object.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';

/**
 * The object of a kind and name. Within the same unit the namespace decides, where both state one;
 * elsewhere in the tree only an answer without a rival counts.
 */
export function findObject(
  lookup: ObjectLookup,
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
