import { toNode } from '../../source/json.ts';
import type { Json, MapNode } from '../../source/node.ts';
import { mapAtPlace } from './nodes.ts';

/** The defaults of a chart as far as its routes and Services need them. */
export function defaultsAt(label: string, values: Json): MapNode {
  const at = { default: label };
  const node = toNode(values, at);
  return node.kind === 'map' ? node : mapAtPlace(at, {});
}
