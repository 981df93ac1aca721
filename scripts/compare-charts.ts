/**
 * Holds what a preview of an upgrade says of charts against the real Helm:
 * `node scripts/compare-charts.ts CHARTS [CHART] [FROM TO]…`, where CHARTS is a clone of https://github.com/Kong/charts and
 * CHART one of kong, ingress, kong-operator and gateway-operator, kong where none is named. Without versions, every release that is known here is compared with the one before, and some with a later one (`SEED`, `PAIRS`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { newestChart, type KongChart } from '../src/gitops/model/kong-chart.ts';
import { chartReleases } from '../src/kong/charts/known-versions.ts';
import { answerPreview } from '../src/review/preview-question.ts';
import { defaultConfig } from '../src/config/config.ts';
import { sourcesOf } from '../src/source/memory-sources.ts';
import { realBinary } from '../test/real-binaries.ts';
import { hasRelease, unpackedChart } from './compare-charts/chart-archive.ts';
import { hidden, keyOf, ofChart, textOfNothing, textsOf, type Texts } from './compare-charts/helm-output.ts';

const [charts = '', ...rest] = process.argv.slice(2);
const charted = Object.keys(newestChart).map((each) => each.slice('kong/'.length));
const chart = rest[0] !== undefined && charted.includes(rest[0]) ? rest[0] : 'kong';
const versions = rest[0] === chart ? rest.slice(1) : rest;
const helm = realBinary('helm');
if (charts === '' || helm === null)
  throw new Error('node scripts/compare-charts.ts CHARTS [CHART] [FROM TO]…; on Linux');
const namespace = 'kong';
const folder = mkdtempSync(join(tmpdir(), 'portcullis-charts-'));
const golden = join(import.meta.dirname, '..', 'test', 'golden', 'values');
const more = join(import.meta.dirname, 'compare-charts', 'values');
/** Values that people write, and those that nobody does. */
const valuesFiles: ReadonlyMap<string, string> = new Map(
  [
    ...readdirSync(golden)
      .filter((file) => file.startsWith(({ kong: 'k', ingress: 'i' } as Partial<Record<string, string>>)[chart] ?? ' '))
      .map((file) => [golden, file] as const),
    ...readdirSync(join(more, chart)).map((file) => [join(more, chart), file] as const),
  ].map(([where, file]) => [file, join(where, file)]),
);

const chartOf = remembered((version: string): string => unpackedChart(charts, chart, version, folder));

/** What Helm makes of values; null where it refuses them. */
const rendered = remembered((key: string): Texts | null => {
  const [version = '', file = ''] = key.split(' ');
  const args = [
    'template',
    'kong',
    chartOf(version),
    '-n',
    namespace,
    '--include-crds',
    '-f',
    valuesFiles.get(file) ?? '',
  ];
  const { status, stdout } = spawnSync(helm, args, { encoding: 'utf8', maxBuffer: 1e9 });
  return status === 0 ? textsOf(stdout, namespace) : null;
});

function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}

/** What Helm's outputs differ in. */
function differencesOfHelm(before: Texts, after: Texts): ReadonlyMap<string, string> {
  const keys = new Set([...before.keys(), ...after.keys()]);
  // Of the charts of Kong Operator the operator alone is compared.
  return new Map(
    [...keys].flatMap((key) => {
      const text = (texts: Texts): string | null => texts.get(key) ?? textOfNothing(key);
      const [was, is] = [text(before), text(after)];
      if (was === null || is === null) return [];
      if (chart.endsWith('operator') && !key.startsWith('Kong Operator ')) return [];
      return was === is || was === hidden || is === hidden ? [] : [[key, `${was} → ${is}`] as const];
    }),
  );
}

const areas: ReadonlySet<string> = new Set(['service', 'listen', 'controller', 'kong', 'default']);

interface Said {
  readonly differences: ReadonlyMap<string, string>;
  /** Services and containers that come or go as a whole. */
  readonly wholes: ReadonlySet<string>;
  readonly refuses: boolean;
  readonly isOpen: boolean;
}

/** What the preview says of the same. */
function said(file: string, from: string, to: string): Said {
  const release = {
    repositories: [{ name: 'kong', url: 'https://charts.konghq.com' }],
    releases: [{ name: 'kong', namespace, chart: `kong/${chart}`, version: from, values: ['values.yaml'] }],
  };
  const tree = {
    'helmfile.yaml': stringify(release),
    'values.yaml': readFileSync(valuesFiles.get(file) ?? '', 'utf8'),
  };
  const asked = { chart: to, kic: null, kong: null, operator: null, 'gateway-api': null };
  const question = { versions: asked, channel: null, cluster: null };
  const answer = answerPreview(sourcesOf(tree), defaultConfig, question);
  if ('problem' in answer) throw new Error(`${file} ${from} ${to}: ${answer.problem}`);
  const [upgrade] = answer.upgrades;
  const differences = new Map<string, string>();
  const wholes = new Set<string>();
  for (const { area, about, field, before, after } of upgrade?.differences ?? []) {
    if (!areas.has(area)) continue;
    if (field === null) wholes.add(about);
    else if (area === 'default') differences.set(keyOf(ofChart, field), `${before ?? 'none'} → ${after ?? 'none'}`);
    else differences.set(keyOf(about, field), `${before ?? 'none'} → ${after ?? 'none'}`);
  }
  for (const { program, of, from: was, to: is, follows } of upgrade?.moves ?? [])
    if (follows && of !== null) differences.set(keyOf(`${program} ${of}`, 'release'), `${was} → ${is}`);
  return {
    differences,
    wholes,
    refuses: upgrade?.differences.some(({ area, field }) => area === 'values' && field === null) ?? false,
    isOpen: upgrade?.notJudged.some(({ what }) => what === 'release' || what === 'setting') ?? false,
  };
}

function pairs(): readonly (readonly [string, string])[] {
  if (versions.length > 0)
    return versions.flatMap((from, i) => (i % 2 === 0 ? [[from, versions[i + 1] ?? from] as const] : []));
  const known = chartReleases(`kong/${chart}` as KongChart);
  const all = known.filter((version) => hasRelease(charts, chart, version));
  const missing = known.filter((version) => !all.includes(version));
  if (missing.length > 0) console.log(`The clone has no tag for ${chart} ${missing.join(', ')}: not compared.`);
  const near = all.slice(1).map((version, i) => [all[i] ?? version, version] as const);
  let state = Number(process.env['SEED'] ?? 7);
  const next = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % most;
  };
  const far = Array.from({ length: Number(process.env['PAIRS'] ?? 20) }, () => {
    const [one, other] = [next(all.length), next(all.length)];
    return [all[Math.min(one, other)] ?? '', all[Math.max(one, other)] ?? ''] as const;
  });
  return [...near, ...far.filter(([from, to]) => from !== to)];
}

const counts = { compared: 0, agree: 0, refused: 0, open: 0, differences: 0 };
const wrong: string[] = [];
for (const [from, to] of pairs()) {
  for (const file of valuesFiles.keys()) {
    const [before, after] = [rendered(`${from} ${file}`), rendered(`${to} ${file}`)];
    const ours = said(file, from, to);
    const where = `${file} ${from} → ${to}`;
    if (before === null || after === null) {
      counts.refused += 1;
      if (ours.refuses !== ((before === null) !== (after === null))) wrong.push(`${where}: Helm refuses otherwise`);
      continue;
    }
    counts.compared += 1;
    if (ours.isOpen) counts.open += 1;
    const theirs = differencesOfHelm(before, after);
    const isWhole = (key: string): boolean => [...ours.wholes].some((about) => key.startsWith(`${about} | `));
    const missed = [...theirs].filter(
      ([key, text]) => !key.endsWith('| image') && !isWhole(key) && ours.differences.get(key) !== text,
    );
    const invented = [...ours.differences].filter(
      ([key, text]) => !key.endsWith('| release') && theirs.get(key) !== text,
    );
    counts.differences += theirs.size;
    if (missed.length + invented.length === 0) counts.agree += 1;
    for (const [key, text] of invented)
      wrong.push(`${where}: said, and not so: ${key}: ${text} (Helm: ${theirs.get(key) ?? 'the same'})`);
    for (const [key, text] of missed) if (!ours.isOpen) wrong.push(`${where}: not said: ${key}: ${text}`);
  }
}
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ ...counts, wrong: wrong.length }));
for (const line of wrong.slice(0, 200)) console.log(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
