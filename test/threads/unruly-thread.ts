import { parentPort } from 'node:worker_threads';
import type { Engine } from '../../src/review/engine.ts';
import { serveSteps } from '../../src/threads/serve-steps.ts';

/** An engine that does what the first path of head says. */
const engine: Engine = {
  ruleIds: [],
  preview() {
    throw new Error('nobody asks this');
  },
  review(_, head) {
    const [asked] = head.paths;
    const held: string[][] = [];
    while (head.paths[0] === 'spin');
    while (head.paths[0] === 'grow') {
      held.push(Array.from({ length: 10_000 }, (_item, index) => `${held.length} ${index}`));
      for (const end = performance.now() + 10; performance.now() < end;);
    }
    if (asked === 'backtrack') /^(a+)+$/.test(`${'a'.repeat(64)}b`);
    if (asked === 'fail') throw new Error('a bug');
    if (asked === 'exit') process.exit(0);
    return {
      findings: [],
      clusters: [],
      before: [],
      unread: [],
      accounted: null,
      noLongerVerified: [],
      silenced: [],
      upgrades: [],
      removed: [],
      unverified: [],
      cut: { suggestions: 0, versions: 0, places: 0 },
      changedPaths: [...head.paths],
      relevant: true,
    };
  },
};

if (parentPort) serveSteps(parentPort, engine);
