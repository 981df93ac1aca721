/**
 * Holds what src/kong/status says of Gateways and routes against what the controller's own code writes, on random
 * clusters: `node scripts/compare-controllers.ts --release 3.5.13 --driver FILE --seed 1 --count 500`. A driver is a
 * program that runs the reconcilers and the translator of one release over an in-memory API, a line of JSON in for each
 * cluster and a line out; scripts/controllers/ask-controller.ts says what stands in them. It needs `go` and the Go
 * module proxy for the API server's own defaults and validation.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { randomOf } from './admission/random.ts';
import { admitted } from './controllers/admitted.ts';
import { askController } from './controllers/ask-controller.ts';
import { comparedReleases } from './controllers/compared-releases.ts';
import { compared } from './controllers/differences.ts';
import { predicted } from './controllers/predicted.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { release: text, driver: text, seed: text, count: text, show: text, only: text },
});
const [seed, count, show] = [values.seed ?? '1', values.count ?? '500', values.show ?? '5'].map(Number);
const { release = '3.5.13', driver } = values;
const asked = comparedReleases[release];
if (seed === undefined || count === undefined || show === undefined || asked === undefined) {
  console.error(
    `compare-controllers: --release is one of ${Object.keys(comparedReleases).join(', ')}; --seed, --count and --show are integers`,
  );
  process.exit(2);
}
if (driver === undefined || !existsSync(driver)) {
  console.error(
    'compare-controllers: nothing was compared, as --driver names no program: the controller’s code is not here',
  );
  process.exit(2);
}

const random = randomOf(seed);
const made = Array.from({ length: count }, () => asked.make(random, release));
const chosen = values.only === undefined ? made : made.slice(Number(values.only), Number(values.only) + 1);
const clusters = admitted(chosen, asked.bundle);
const answers = askController(driver, clusters);
const totals = { routes: 0, listeners: 0, differing: 0, open: 0, refused: 0, failed: 0, crashed: 0 };
const kinds = new Map<string, number>();
const reasons = new Map<string, number>();
clusters.forEach((cluster, index) => {
  const theirs = answers[index];
  if (theirs === undefined) throw new Error('the driver gave too few answers');
  totals.refused += cluster.refused;
  if (theirs.panic !== undefined) {
    totals.failed++;
    console.log(`cluster ${index}: the driver failed: ${theirs.panic.slice(0, 2000)}`);
    return;
  }
  if (theirs.crash === true) {
    totals.crashed++;
    return;
  }
  const view = predicted(cluster.stated, asked.bundle, cluster.hidden.length > 0 ? ['Namespace'] : []);
  const { differences, open, listeners, routes } = compared(view, theirs);
  totals.listeners += listeners;
  totals.routes += routes;
  totals.open += open.length;
  for (const { ours } of open) reasons.set(ours, (reasons.get(ours) ?? 0) + 1);
  for (const each of Object.values(theirs.routes)) {
    for (const { conditions } of each.parents) {
      const key = ['Accepted', 'ResolvedRefs', 'Programmed'].map((type) => conditions[type]?.[1] ?? '-').join(' ');
      kinds.set(key, (kinds.get(key) ?? 0) + 1);
    }
    if (each.parents.length === 0) kinds.set('no entry', (kinds.get('no entry') ?? 0) + 1);
  }
  if (differences.length === 0) return;
  totals.differing++;
  if (totals.differing > show) return;
  console.log(`cluster ${values.only ?? index}:`);
  for (const { what, where, theirs: want, ours } of differences) {
    console.log(`  ${where}: ${what}\n    controller: ${want}\n    ours:       ${ours}`);
  }
  if (values.only === undefined) return;
  console.log(JSON.stringify(cluster.stated, null, 1));
  console.log(JSON.stringify(theirs, null, 1));
});
for (const [reason, times] of reasons) console.log(`  left open ${times} times: ${reason}`);
for (const [key, times] of [...kinds].toSorted((a, b) => b[1] - a[1])) console.log(`  ${times} ${key}`);
console.log(
  `release ${release}, seed ${seed}: ${clusters.length} clusters with ${totals.listeners} listeners and ${totals.routes} routes, ` +
    `${totals.refused} objects refused by the API server, ${totals.open} left open, ${totals.crashed} clusters in which the controller ends; ${totals.failed} failed, ${totals.differing} clusters differ`,
);
process.exit(totals.differing + totals.failed > 0 ? 1 : 0);
