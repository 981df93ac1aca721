import { doubtOf, type Doubt } from '../../source/doubt.ts';
import type { ScalarNode } from '../../source/node.ts';
import { tooMuchFilledText, type FilledText } from '../tree/filled-text.ts';
import type { Parameters } from './placeholders.ts';

/** The turns of some generators, and why they are not all there are. */
export interface Generated {
  readonly turns: readonly Parameters[];
  readonly unknown: Doubt | null;
}

/** Argo CD itself stops nowhere; a hostile matrix would not either. */
export const mostTurns = 1_000;

/** What a parameter takes of memory beside its name, in characters. */
const perParameter = 16;

/** Makes turns one after the other, as long as there may be more of them. */
export function turnsOf(each: Iterable<Iterable<readonly [string, ScalarNode]>>, filledText: FilledText): Generated {
  const turns: Parameters[] = [];
  for (const parameters of each) {
    if (turns.length === mostTurns)
      return { turns, unknown: doubtOf('limit', `it generates more than ${mostTurns} Applications`) };
    const turn = new Map<string, ScalarNode>();
    for (const [name, value] of parameters) {
      if (!filledText.take(name.length + perParameter)) return { turns, unknown: doubtOf('limit', tooMuchFilledText) };
      turn.set(name, value);
    }
    turns.push(turn);
  }
  return { turns, unknown: null };
}
