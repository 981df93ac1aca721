import type { Node } from '../../source/node.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** What an object of Argo CD lets others make: where a change brings or changes that, nobody knows what comes of it. */
export function madeByOthers(
  { path }: KubeObject,
  title: string,
  means: { readonly reason: string; readonly stated: Node | undefined },
  { speaksOfKong }: TreeIndex,
): readonly Unrendered[] {
  if (!speaksOfKong) return [];
  const { reason, stated } = means;
  return [
    {
      key: `${title}: ${reason}`,
      told: { path, cause: 'unsupported', reason },
      charts: [],
      inputs: () => new Map([[path, textOfNode(stated)]]),
    },
  ];
}
