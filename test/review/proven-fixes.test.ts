import { expect, test } from 'vitest';
import { fixesOf, type OfferedFix } from '../../src/review/combine-fixes.ts';
import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import { provenFixes } from '../../src/review/proven-fixes.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { Budget } from '../../src/source/budget.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { findingAt, fixedEngine } from '../github/harness.ts';
import { candidate } from './candidates.ts';

const sources = sourcesOf({ 'a.yaml': 'x: 1\ny: 1\n', 'b.yaml': 'z: 1\n' });
const wrong = (path: string, line: number, key: string): ReturnType<typeof findingAt> =>
  findingAt(path, line, { key, suggestion: { path, startLine: line, endLine: line, replacement: `${key}: 2` } });

/** What is kept and left of three suggestions where `left` tells what is wrong with the edited files. */
function proven(
  left: (texts: Readonly<Record<'a' | 'b', string | undefined>>) => readonly CandidateFinding[],
  budget = 1_000_000,
): Readonly<Record<'kept' | 'left', readonly string[]>> {
  const findings = [wrong('a.yaml', 1, 'x'), wrong('a.yaml', 2, 'y'), wrong('b.yaml', 1, 'z')];
  const candidates = findings.map(({ fingerprint }) => candidate({ fingerprint }));
  const review = {
    ...fixedEngine({ findings }).review(null, sources, defaultConfig, null),
    proofs: {
      sources,
      candidates,
      possible: () => candidates,
      budget: new Budget(budget),
      cost: 0,
      reevaluate: (edited: typeof sources) => left({ a: edited.text('a.yaml'), b: edited.text('b.yaml') }),
      wasHidden: () => false,
    },
  };
  const { kept, left: over } = provenFixes(
    review,
    sources,
    fixesOf(review, () => true),
  );
  const names = (fixes: readonly OfferedFix[]): string[] => fixes.map(({ suggestion }) => suggestion.replacement);
  return { kept: names(kept), left: names(over) };
}

const brought = candidate({ fingerprint: 'brought', subject: { kind: 'Gateway', namespace: null, name: 'new' } });

test('all that go together are kept, by one proof', () => {
  let evaluations = 0;
  expect(proven(() => ((evaluations += 1), []), 0)).toEqual({ kept: ['x: 2', 'y: 2', 'z: 2'], left: [] });
  expect(evaluations).toBe(1);
});

test('what does not go with those before it is left', () => {
  expect(proven(({ a, b }) => (a?.startsWith('x: 2') === true && b === 'z: 2\n' ? [brought] : []))).toEqual({
    kept: ['x: 2', 'y: 2'],
    left: ['z: 2'],
  });
});

test('nothing is kept that is not proven, whatever is left of the budget', () => {
  expect(proven(() => [brought], 0)).toEqual({ kept: [], left: ['x: 2', 'y: 2', 'z: 2'] });
});
