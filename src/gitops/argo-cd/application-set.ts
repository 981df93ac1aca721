import type { KubeObject } from '../cluster.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type Content, nothing } from '../deploy/content.ts';

/** The Applications that an ApplicationSet generates. */
export function applicationsOf(_object: KubeObject, _index: TreeIndex): Content {
  return nothing;
}
