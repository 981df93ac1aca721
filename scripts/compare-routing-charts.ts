/**
 * Holds the routes and Services that charts of other products make of values against the real Helm:
 * `node scripts/compare-routing-charts.ts [--write] CHART DIRECTORY…`, where each DIRECTORY is a version of the chart
 * with its dependencies. Without `--write` it prints what differs in a case; with it, what Helm makes becomes the case.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, parseAllDocuments, stringify } from 'yaml';
import type { Json } from '../src/source/node.ts';
import { madeObjects } from '../test/gitops/charts/made-objects.ts';
import { plainObjects } from '../test/gitops/charts/plain-objects.ts';
import { realBinary } from '../test/real-binaries.ts';

const args = process.argv.slice(2);
const isWriting = args[0] === '--write';
const [chart = '', ...directories] = isWriting ? args.slice(1) : args;
const helm = realBinary('helm');
if (helm === null || directories.length === 0)
  throw new Error('node scripts/compare-routing-charts.ts [--write] CHART DIRECTORY…; on Linux');
const program = helm;
const cases = join(import.meta.dirname, '..', 'test', 'gitops', 'charts', 'cases', chart);
const kinds = ['v1/HTTPRoute', 'v1/GRPCRoute', 'v1alpha2/TCPRoute', 'v1alpha2/UDPRoute'];
const served = kinds.flatMap((kind) => ['--api-versions', `gateway.networking.k8s.io/${kind}`]);

/** What Helm makes; null where it refuses the values. */
function rendered(directory: string, values: string): readonly Json[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-routes-'));
  const file = join(folder, 'values.yaml');
  writeFileSync(file, values);
  const options = ['--namespace', 'apps', '--values', file, '--skip-schema-validation', ...served];
  const { status, stdout, stderr } = spawnSync(program, ['template', 'echo', directory, ...options], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) console.log(stderr.slice(0, 400));
  return status === 0 ? plainObjects(parseAllDocuments(stdout).map((document) => document.toJS() as Json)) : null;
}

let differences = 0;
let compared = 0;
let unknowns = 0;
for (const directory of directories) {
  const { version } = parse(readFileSync(join(directory, 'Chart.yaml'), 'utf8')) as { version: string };
  for (const name of readdirSync(cases)) {
    const path = join(cases, name);
    const [values = ''] = readFileSync(path, 'utf8').split('\n---\n');
    const real = rendered(directory, values);
    if (isWriting) writeFileSync(path, `${values.trimEnd()}\n---\n${stringify(real)}`);
    const { objects, unknown } = madeObjects(chart, version, values);
    compared += 1;
    if (unknown.length > 0) unknowns += 1;
    // What is said not to be known is no difference.
    if (unknown.length > 0 || isDeepStrictEqual(objects, real)) continue;
    differences += 1;
    console.log(`${chart} ${version} ${name}\nHelm\n${stringify(real)}here\n${stringify(objects)}`);
  }
}
console.log(`${compared} compared, ${unknowns} not known, ${differences} differ`);
process.exitCode = differences === 0 ? 0 : 1;
