import { expect, test } from 'vitest';
import { openRuns, start } from '../github/world.ts';
import { checkAttacks } from './check-attacks.ts';

test.each(checkAttacks)('$what', async ({ configuration, play, seen }) => {
  const world = start(configuration);
  const head = await play(world);
  expect(world.shown(head)?.conclusion).toBe(seen);
  expect(openRuns(world)).toEqual([]);
});
