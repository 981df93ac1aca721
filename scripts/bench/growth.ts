/**
 * How the time of a review grows with what a pull request can bring: `npm run bench:growth [part of a name…]`. Not a test.
 * Each case is doubled until a review takes long enough to be measured, and once more: an exponent of 1 is linear, and
 * one above 1.3 is worth a look. `new`: the change brings all of it; `kept`: base has it too, and the change another
 * file; `told`: the check run and every format.
 */
import { defaultConfig } from '../../src/config/config.ts';
import { formats } from '../../src/report/format.ts';
import type { ComparedStates } from '../../src/report/compared-states.ts';
import { engine } from '../../src/review/engine.ts';
import type { Files } from '../../src/review/in-memory.ts';
import { ReviewSteps } from '../../src/session/steps.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { packTrees } from '../../src/source/packed-trees.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';
import { besides, growthCases, type GrowthCase } from './growth-cases.ts';
import { hostileCases } from './hostile-cases.ts';
import { laterCases } from './later-cases.ts';

/** Milliseconds of the processor that are long enough to be measured. */
const enough = 120;
/** So often a case is doubled at most: limits keep some short for ever. */
const mostDoublings = 7;

const states: ComparedStates = {
  comparison: 'exact',
  base: { commit: null, ref: 'base' },
  head: { commit: null, ref: 'head' },
  notMerged: null,
};

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The time of a review, and of all that is told of it. */
async function measured(base: Files, head: Files): Promise<readonly [number, number]> {
  const steps = new ReviewSteps(engine, createSourceCache());
  const trees = packTrees([sourcesOf(base), sourcesOf(head)]);
  const asked = { trees, config: defaultConfig, failOn: null, today: null, branch: null, configUsable: true };
  const reviewed = await milliseconds(async () => await steps.take('review', asked));
  const told = await milliseconds(async () => {
    const files = Object.keys(head).map((path) => ({ path, patch: null }));
    await steps.take('conclude', { states, notes: [], offerFixes: true, files, diffBase: null, most: 20 });
    for (const format of formats)
      await steps.take('print', { what: 'review', format, states, colour: false, columns: null, version: '0' });
  });
  return [reviewed, told];
}

interface Times {
  readonly new: number;
  readonly kept: number;
  readonly told: number;
}

async function timesOf({ files }: GrowthCase, count: number): Promise<Times> {
  const head = files(count);
  const [fresh, told] = await measured(besides({}), head);
  const [kept] = await measured(head, { ...head, 'another.yaml': 'apiVersion: v1\nkind: ConfigMap\n' });
  return { new: fresh, kept, told };
}

const asked = process.argv.slice(2);
const cases = [...growthCases, ...hostileCases, ...laterCases].filter(
  ({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)),
);
// What every review loads and compiles is done once before.
for (const each of growthCases.slice(0, 3)) await timesOf(each, each.first);
const columns = ['new', 'kept', 'told'] as const;
console.log(`${'what grows'.padEnd(36)}${'to'.padStart(8)}${columns.map((name) => name.padStart(16)).join('')}`);
for (const each of cases) {
  let count = each.first;
  let once = await timesOf(each, count);
  for (let doubled = 0; ; doubled += 1) {
    const twice = await timesOf(each, count * 2);
    count *= 2;
    if (Math.max(once.new, once.kept, once.told) < enough && doubled < mostDoublings) {
      once = twice;
      continue;
    }
    const figures = columns.map((name) => {
      const growth = Math.log2(Math.max(1, twice[name]) / Math.max(1, once[name]));
      return `${Math.round(twice[name])} ms ^${growth.toFixed(1)}`.padStart(16);
    });
    console.log(`${each.name.padEnd(36)}${String(count).padStart(8)}${figures.join('')}`);
    break;
  }
}
