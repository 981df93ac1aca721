import type { Node } from '../../source/node.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** A helmfile for one environment; null where environments make no difference. */
export interface Run {
  readonly index: TreeIndex;
  readonly path: string;
  readonly roots: readonly Node[];
  readonly environment: string | null;
}
