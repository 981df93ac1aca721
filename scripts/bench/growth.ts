/**
 * How the time of a review grows with what a pull request can bring: `npm run bench:growth [part of a name…]`. Not a test;
 * an exponent of 1 is linear, and one above 1.2 is worth a look where the times are long.
 */
import { reviewFiles } from '../../src/review/in-memory.ts';
import { growthCases, type GrowthCase } from './growth-cases.ts';

/** So many runs of each size; the fastest counts. */
const runs = 3;

function milliseconds(files: Parameters<typeof reviewFiles>[0]): number {
  const before = process.cpuUsage();
  reviewFiles(files);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function fastest({ files }: GrowthCase, count: number): number {
  const tree = files(count);
  return Math.min(...Array.from({ length: runs }, () => milliseconds(tree)));
}

const asked = process.argv.slice(2);
const cases = growthCases.filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)));
// What every review loads and compiles is done once before.
for (const { files } of growthCases.slice(0, 3)) reviewFiles(files(1));
console.log(`${'what grows'.padEnd(36)}${'of'.padStart(8)}${'ms'.padStart(8)}${'twice'.padStart(8)}  exponent`);
for (const each of cases) {
  const count = each.first * 2;
  const nothing = fastest(each, 1);
  const once = fastest(each, count);
  const twice = fastest(each, count * 2);
  const growth = Math.log2(Math.max(1, twice - nothing) / Math.max(1, once - nothing));
  const figures = [count, Math.round(once), Math.round(twice)].map((figure) => String(figure).padStart(8)).join('');
  console.log(`${each.name.padEnd(36)}${figures}  ${growth.toFixed(2).padStart(8)}`);
}
