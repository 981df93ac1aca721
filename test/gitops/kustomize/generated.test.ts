import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatedOverlays } from './generated-overlays.ts';
import { comparison, kubectl, ourBuild, realBuild } from './oracle.ts';

/** Runs of the real program, each a process; the larger comparison is done outside the suite. */
const runs = 40;

test.skipIf(kubectl === null)('generated overlays come to what kustomize build makes of them', () => {
  let builds = 0;
  fc.assert(
    fc.property(generatedOverlays, (files) => {
      const { real, ours } = comparison(realBuild(files, 'top'), ourBuild(files, 'top'));
      expect(ours).toEqual(real);
      if (real.builds) builds++;
    }),
    { numRuns: runs },
  );
  expect(builds).toBeGreaterThan(runs / 2);
  process.stdout.write(`kustomize: ${builds} generated builds equal, ${runs - builds} refused by both\n`);
});
