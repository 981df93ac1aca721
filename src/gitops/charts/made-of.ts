import { RenderFailure, UnknownValue } from '../../helm/go-template.ts';
import type { Node } from '../../source/node.ts';
import type { Made } from './routing-chart.ts';

/** Objects by what makes each of them: one that needs an unknown value leaves the others as they are. */
export function madeOf(makers: readonly (() => Node)[]): Made {
  const objects: Node[] = [];
  const unknown: string[] = [];
  for (const make of makers) {
    try {
      objects.push(make());
    } catch (problem) {
      if (!(problem instanceof UnknownValue || problem instanceof RenderFailure)) throw problem;
      unknown.push(problem instanceof UnknownValue ? problem.reason : problem.message);
    }
  }
  return { objects, unknown };
}

/** What several parts of a chart make. */
export function joinMade(parts: readonly Made[]): Made {
  return { objects: parts.flatMap(({ objects }) => objects), unknown: parts.flatMap(({ unknown }) => unknown) };
}
