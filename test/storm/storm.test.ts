import { expect, test } from 'vitest';
import { runStorm } from './storm.ts';

test('a burst of webhooks, a GitHub that fails and workers that die lose nothing and do nothing twice', async () => {
  const report = await runStorm({ pulls: 12, webhooks: 5, kills: 5, seed: 1 });
  expect(report).toMatchObject({ statuses: { 202: 60 }, killed: 5, left: { waiting: 0, dead: 0 }, wrong: [] });
});
