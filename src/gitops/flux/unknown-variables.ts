import type { KubeObject } from '../../kubernetes/object.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { isReviewed } from '../../kubernetes/known-kinds.ts';
import { get, type Node } from '../../source/node.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Variables } from './filled-in.ts';

/** Objects of which a part comes from variables whose values are not known, and the files that hold those. */
export function unknownVariables(
  objects: readonly KubeObject[],
  kustomization: KubeObject,
  variables: Variables | null,
  { sources, kindOf }: TreeIndex,
): readonly Unrendered[] {
  if (variables === null) return [];
  const { sources: files } = variables;
  const isOurs = (object: KubeObject): boolean =>
    isReviewed(object) ||
    (kindOf(object.group, object.kind)?.matters === 'deploys' && sources.contains(object.path, 'kong', gatewayGroup));
  return objects
    .filter((object) => isOurs(object) && holdsUnknown(object.root))
    .map((object) => ({
      key: `variables of ${kustomization.path} ${kustomization.name.value} in ${object.path} ${object.kind} ${object.name.value}`,
      told: {
        path: kustomization.path,
        cause: 'unknown-value',
        reason: `sets variables of ${object.kind} ${object.name.value} (${object.path}) whose values are not known`,
      },
      charts: [],
      inputs: () =>
        new Map([
          [kustomization.path, textOfNode(get(kustomization.root, 'spec', 'postBuild'))],
          ...[...files].map((path): [string, string] => [path, sources.oid(path) ?? '']),
        ]),
    }));
}

function holdsUnknown(node: Node): boolean {
  if (node.kind === 'list') return node.items.some(holdsUnknown);
  if (node.kind === 'map') return [...node.entries.values()].some(({ value }) => holdsUnknown(value));
  return node.kind === 'unknown';
}
