import { type MapNode, get } from '../../source/node.ts';
import type { KustomizeOverrides } from '../deploy/kustomization.ts';

/** What `spec.source.kustomize` lays over a kustomization: the fields of a kustomization under their own names. */
export function kustomizeOverrides(node: MapNode | undefined): KustomizeOverrides {
  const fields = [
    'namespace',
    'namePrefix',
    'nameSuffix',
    'commonLabels',
    'commonAnnotations',
    'patches',
    'components',
  ] as const;
  const overrides = new Map(
    fields.flatMap((field) => {
      const value = get(node, field);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  return { overrides };
}
