/** The storm in full: `npm run bench:storm [pulls] [webhooks for each] [kills]`. Not a test; the times depend on the machine. */
import { runStorm } from '../../test/storm/storm.ts';

const [pulls = 200, webhooks = 10, kills = 50] = process.argv.slice(2).map(Number);
const began = performance.now();
const report = await runStorm({ pulls, webhooks, kills, seed: 1 });
console.log(
  JSON.stringify({ ...report, wrong: report.wrong.slice(0, 20), seconds: (performance.now() - began) / 1000 }, null, 2),
);
process.exit(report.wrong.length + report.left.waiting + report.left.dead > 0 || report.killed < kills ? 1 : 0);
