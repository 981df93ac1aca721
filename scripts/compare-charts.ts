/**
 * Holds what a preview of an upgrade says of charts against the real Helm:
 * `node scripts/compare-charts.ts CHARTS [FROM TO]…`, where CHARTS is a clone of https://github.com/Kong/charts. Without
 * versions, every release that is known here is compared with the one before, and some with a later one (`SEED`, `PAIRS`).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { chartReleases } from '../src/kong/charts/known-versions.ts';
import { answerPreview } from '../src/review/preview-question.ts';
import { defaultConfig } from '../src/config/config.ts';
import { sourcesOf } from '../src/source/memory-sources.ts';
import { realBinary } from '../test/real-binaries.ts';
import { hidden, keyOf, textsOf, type Texts } from './compare-charts/helm-output.ts';

const [charts = '', ...versions] = process.argv.slice(2);
const helm = realBinary('helm');
if (charts === '' || helm === null) throw new Error('node scripts/compare-charts.ts CHARTS [FROM TO]…; on Linux');
const namespace = 'kong';
const folder = mkdtempSync(join(tmpdir(), 'portcullis-charts-'));
const golden = join(import.meta.dirname, '..', 'test', 'golden', 'values');
const more = join(import.meta.dirname, 'compare-charts', 'values');
/** Values that people write, and those that nobody does. */
const valuesFiles: ReadonlyMap<string, string> = new Map(
  [
    ...readdirSync(golden)
      .filter((file) => file.startsWith('k'))
      .map((file) => [golden, file] as const),
    ...readdirSync(more).map((file) => [more, file] as const),
  ].map(([where, file]) => [file, join(where, file)]),
);

/** The chart of a release without its database, which would have to be fetched. */
const chartOf = remembered((version: string): string => {
  const target = join(folder, version);
  mkdirSync(target);
  const archive = spawnSync('git', ['-C', charts, 'archive', `kong-${version}`, 'charts/kong'], { maxBuffer: 1e9 });
  if (archive.status !== 0) throw new Error(String(archive.stderr));
  spawnSync('tar', ['-x', '-C', target], { input: archive.stdout });
  const chart = join(target, 'charts/kong');
  const { dependencies: _, ...rest } = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as Record<
    string,
    unknown
  >;
  writeFileSync(join(chart, 'Chart.yaml'), stringify(rest));
  for (const lock of ['Chart.lock', 'requirements.yaml', 'requirements.lock'])
    rmSync(join(chart, lock), { force: true });
  return chart;
});

/** What Helm makes of values; null where it refuses them. */
const rendered = remembered((key: string): Texts | null => {
  const [version = '', file = ''] = key.split(' ');
  const args = ['template', 'kong', chartOf(version), '-n', namespace, '-f', valuesFiles.get(file) ?? ''];
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
  return new Map(
    [...keys].flatMap((key) => {
      const [was, is] = [before.get(key) ?? 'none', after.get(key) ?? 'none'];
      return was === is || was === hidden || is === hidden ? [] : [[key, `${was} → ${is}`] as const];
    }),
  );
}

const areas: ReadonlySet<string> = new Set(['service', 'listen', 'controller', 'kong']);

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
    releases: [{ name: 'kong', namespace, chart: 'kong/kong', version: from, values: ['values.yaml'] }],
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
  const all = chartReleases('kong/kong');
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
