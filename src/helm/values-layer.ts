import type { MapNode } from '../source/node.ts';

/** One set of values given to a chart: a file, an inline block, a parameter list. Low layers come first. */
export interface ValuesLayer {
  /** For messages: the path, or "inline values of Application kong". */
  readonly label: string;
  readonly root: MapNode;
}
