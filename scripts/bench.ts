/** Speed and memory: `npm run bench [sizes…]`. Not a test; the numbers depend on the machine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { benchEvaluations } from './bench/evaluations.ts';
import { generateTree } from './bench/generate-tree.ts';
import { measure } from './bench/measure.ts';
import { generateGatewayTree, generateRouteTree } from './bench/route-tree.ts';
import { benchTrees } from './bench/trees.ts';

const cli = join(import.meta.dirname, '../dist/cli.mjs');
if (!existsSync(cli)) {
  console.error('The command line is not built yet: npm run build');
  process.exit(2);
}

const asked = process.argv.slice(2).map(Number).filter(Number.isInteger);
const sizes = asked.length > 0 ? asked : [1_000, 5_000, 20_000];
const routeSizes = asked.length > 0 ? asked : [2_500, 5_000];
const gatewaySizes = asked.length > 0 ? asked : [5_000, 10_000];

console.log('Start of the process, milliseconds (median of 9)');
console.table({
  'node alone': Math.round(measure(['--eval', '0'], '.', 9).milliseconds),
  '--help': Math.round(measure([cli, '--help'], '.', 9).milliseconds),
  rules: Math.round(measure([cli, 'rules'], '.', 9).milliseconds),
});

console.log('One evaluation of each kind, warm (median of 400)');
console.table(benchEvaluations());

console.log('Generated GitOps repositories, whole processes (median of 5)');
console.table(benchTrees(sizes.map(generateTree)));

console.log('The same where most files are HTTPRoutes and Services, in three clusters');
console.table(benchTrees(routeSizes.map(generateRouteTree)));

console.log('The same where every file is a Gateway');
console.table(benchTrees(gatewaySizes.map(generateGatewayTree)));
