import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import { generatedFaults } from './generated-faults.ts';
import { kubectl, realBuild } from './oracle.ts';

/** Runs of the real program, each a process; the larger comparison is done outside the suite. */
const runs = Number(process.env['PORTCULLIS_RUNS'] ?? 40);
const seed = process.env['PORTCULLIS_SEED'];

/** What the real program's sentence says of each kind of fault. */
const saidOf: Readonly<Record<string, RegExp>> = {
  missing: /no such file|doesn't exist|not found|must resolve to a file|unable to/i,
  'no-kustomization': /unable to find one of 'kustomization/,
  cycle: /cycle/,
  duplicate: /already registered|may not add resource|exists; behavior|duplicate/i,
  'no-target': /no matches for Id|failed to find unique target/,
  schema: /invalid Kustomization|unknown field|cannot unmarshal|should be/,
};

test.skipIf(kubectl === null)('a build stops for the reason that the real kustomize states, and for no other', () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(generatedFaults, ({ files, faults }) => {
      const real = realBuild(files, 'top');
      const { failure } = buildKustomization(sourcesOf(files), 'top');
      const said = 'failure' in real ? real.failure : null;
      const kind = failure?.fault?.kind ?? 'builds';
      // Of two faults either may be told.
      const agrees = said === null || faults.length > 1 || saidOf[kind]?.test(said) === true;
      const isPlaced = failure === null || /^(base|mid|top)\//.test(failure.fault?.at?.path ?? '');
      const stops = failure !== null;
      expect({ stops, agrees, isPlaced, said }).toEqual({ stops: said !== null, agrees: true, isPlaced: true, said });
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
  expect(counts.get('builds')).toBeGreaterThan(0);
  process.stdout.write(`kustomize: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}\n`);
});
