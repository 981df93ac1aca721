import { elements, isNil, type Value } from '../../helm/go-template.ts';
import type { Node } from '../../source/node.ts';
import { templated } from './nodes.ts';
import type { Installed } from './routing-chart.ts';

/** Objects that values write out, with the release filled in; those that are written as text are not read. */
export function listedObjects(value: Value, chart: Pick<Installed, 'release' | 'namespace'>): readonly (() => Node)[] {
  if (isNil(value)) return [];
  return elements(value).flatMap(({ node }) => (node?.kind === 'map' ? [() => templated(node, chart)] : []));
}
