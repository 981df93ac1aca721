import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { coalesce, mergeLayers } from '../../../src/helm/merge.ts';
import type { Sources } from '../../../src/source/sources.ts';
import type { ValuesLayer } from '../../../src/helm/values-layer.ts';
import { chartInstances, type ChartInstance } from '../../../src/helm/umbrella.ts';
import { kongCharts } from '../../../src/gitops/model/chart-doubt.ts';
import type { KongChart } from '../../../src/gitops/model/kong-chart.ts';
import { toJson } from '../../../src/source/json.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import type { Json, MapNode } from '../../../src/source/node.ts';
import { parseYaml } from '../../../src/source/parse.ts';
import { realBinary } from '../../real-binaries.ts';

const kongInstances = (sources: Sources, directory: string, layers: readonly ValuesLayer[]) =>
  chartInstances(sources, directory, layers, kongCharts);

/** Random values against real Helm, through small charts of our own that print what they are given. */
const helm = realBinary('helm');
const root = mkdtempSync(join(tmpdir(), 'portcullis-merge-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Values = { [key: string]: Json };
const scalars: Json[] = [true, false, 0, 1, 'x', '', 'null'];
/** What users write, nulls included. */
const values = valuesOf([...scalars, null]);
/** Defaults of a chart. What becomes of a null among them differs between versions of Helm. */
const defaultValues = valuesOf(scalars);

function valuesOf(leaves: Json[]): fc.Arbitrary<Values> {
  const leaf: fc.Arbitrary<Json> = fc.constantFrom(...leaves);
  return fc.letrec<{ map: Values; any: Json }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array<Json>(leaf, { maxLength: 2 }) as fc.Arbitrary<Json>,
      tie('map') as fc.Arbitrary<Json>,
    ),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3 }),
  })).map;
}

describe.skipIf(helm === null)('against real Helm', () => {
  test('layers over the defaults of a chart', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 3 }), defaultValues, (layers, defaults) => {
        const ours = coalesce(mergeLayers(layers.map(mapOf)), mapOf(defaults));
        expect(toJson(ours)).toEqual(rendered({ 'values.yaml': defaults }, layers).parent);
      }),
      { numRuns: 25 },
    );
  });

  test('layers over an umbrella and the defaults of its child', () => {
    const switches = fc.record({
      condition: fc.constantFrom('kong.a', 'kong.b.c,a', 'b'),
      alias: fc.constantFrom(null, 'edge'),
    });
    const flags = { a: fc.boolean(), b: fc.boolean() };
    const parents = fc.record({ kong: fc.option(values, { freq: 20 }), edge: values, ...flags }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.array(parents, { maxLength: 2 }),
        parents,
        defaultValues,
        switches,
        (layers, parent, child, given) => {
          const files = umbrella(parent, child, given);
          const named = layers.map((layer, i) => ({ label: String(i), root: mapOf(layer) }));
          const [instance] = kongInstances(sourcesOf(texts(files)), '', named);
          expect(answer(instance)).toEqual(rendered(files, layers).child);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test.runIf(helm === null)('real Helm cannot run on this machine, so its merges are not compared', () => {
  expect(helm).toBeNull();
});

function answer(instance: ChartInstance<KongChart> | undefined): unknown {
  if (instance === undefined) return null;
  return instance.refusal === null ? toJson(instance.values) : 'refused';
}

const chartFile = { apiVersion: 'v2', name: 'parent', version: '0.1.0' };
let charts = 0;

function umbrella(parent: Json, child: Json, given: { condition: string; alias: string | null }): Record<string, Json> {
  const { condition, alias } = given;
  const dependency = { name: 'kong', version: '3.4.1', repository: 'https://charts.konghq.com', condition };
  return {
    'Chart.yaml': { ...chartFile, dependencies: [alias === null ? dependency : { ...dependency, alias }] },
    'values.yaml': parent,
    'charts/kong/Chart.yaml': { apiVersion: 'v2', name: 'kong', version: '3.4.1', home: 'https://konghq.com' },
    'charts/kong/values.yaml': child,
  };
}

/** What Helm hands to the templates of the parent and of its child; the child is null when it is switched off; `refused` when Helm refuses. */
function rendered(files: Readonly<Record<string, Json>>, layers: readonly Json[]): { parent: unknown; child: unknown } {
  const dir = join(root, String((charts += 1)));
  const print = (key: string): string => `{"${key}": {{ toJson (omit .Values "global" "kong" "edge") }}}\n`;
  const all = {
    ...texts({ 'Chart.yaml': chartFile, ...files }),
    'templates/print.yaml': print('parent'),
    ...('charts/kong/Chart.yaml' in files && { 'charts/kong/templates/print.yaml': print('child') }),
  };
  for (const [path, text] of Object.entries(all)) write(join(dir, path), text);
  const flags = layers.flatMap((layer, i) => {
    write(join(dir, `layer-${i}.yaml`), JSON.stringify(layer));
    return ['-f', join(dir, `layer-${i}.yaml`)];
  });
  const run = spawnSync(helm ?? '', ['template', 'r', dir, ...flags], { encoding: 'utf8', env: { HOME: root } });
  rmSync(dir, { recursive: true });
  if (run.status !== 0) return { parent: 'refused', child: 'refused' };
  const printed = parseYaml('output', run.stdout).documents.map(
    (document) => toJson(document.root) as { parent?: unknown; child?: unknown },
  );
  return {
    parent: printed.find((part) => 'parent' in part)?.parent,
    child: printed.find((part) => 'child' in part)?.child ?? null,
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function texts(files: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
}

function mapOf(json: Json): MapNode {
  const node = parseYaml('values.yaml', JSON.stringify(json)).documents[0]?.root;
  if (node?.kind === 'map') return node;
  throw new Error('values are a map');
}
