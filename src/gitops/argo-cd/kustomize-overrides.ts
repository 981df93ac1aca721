import { type MapNode, type Node, get } from '../../source/node.ts';

/**
 * What `spec.source.kustomize` lays over a kustomization. Argo CD runs `kustomize edit` with them,
 * so they are the fields of a kustomization under their own names.
 */
export function kustomizeFields(node: MapNode | undefined): ReadonlyMap<string, Node> {
  const fields = [
    'namespace',
    'namePrefix',
    'nameSuffix',
    'commonLabels',
    'commonAnnotations',
    'patches',
    'components',
  ] as const;
  return new Map(
    fields.flatMap((field) => {
      const value = get(node, field);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
}
