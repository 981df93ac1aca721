/** The storm in full, an hour of outage of each dependency, and one hostile installation among ten: `npm run bench:storm [pulls] [webhooks for each] [kills]`. Not a test; the times depend on the machine. */
import { dependencies, runLongOutage } from '../../test/storm/long-outage.ts';
import { runStorm } from '../../test/storm/storm.ts';
import { runTenants } from '../../test/storm/tenants.ts';

const [pulls = 200, webhooks = 10, kills = 50] = process.argv.slice(2).map(Number);
const began = performance.now();
const report = await runStorm({ pulls, webhooks, kills, seed: 1 });
console.log(
  JSON.stringify({ ...report, wrong: report.wrong.slice(0, 20), seconds: (performance.now() - began) / 1000 }, null, 2),
);

// An hour each, on a clock that the simulation moves; a request that is never answered moves it by its limit of 30 s.
const outages = [];
for (const dependency of dependencies) {
  const { wrong, ...figures } = await runLongOutage(dependency, 60);
  outages.push({ dependency, ...figures, wrong: wrong.length });
}
console.table(outages);

// Ten installations of which one is hostile: what the others wait, and what they would wait without it. The first warms up.
const others = { installations: 9, pulls: 20 };
await runTenants({ installations: 2, pulls: 5, hostile: 0 });
const quiet = await runTenants({ ...others, hostile: 0 });
const hostile = await runTenants({ ...others, hostile: 1_000 });
console.log(JSON.stringify({ quiet, hostile, ratio: hostile.p99 / quiet.p99 }, null, 2));

const isUnjudged = outages.some(({ pulls: opened, judged, wrong }) => judged < opened || wrong > 0);
const isLost = report.wrong.length + report.left.waiting + report.left.dead > 0 || report.killed < kills;
process.exit(isLost || isUnjudged || hostile.p99 > 2 * quiet.p99 ? 1 : 0);
