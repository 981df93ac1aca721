import { mergeLayers } from '../../../src/helm/merge.ts';
import { createChartTables } from '../../../src/kong/charts/chart-tables.ts';
import { renderChart, type KongChartRender } from '../../../src/kong/charts/render.ts';
import type { Place } from '../../../src/source/location.ts';
import { isLocation } from '../../../src/source/location.ts';
import type { MapNode } from '../../../src/source/node.ts';
import { parseYaml } from '../../../src/source/parse.ts';
import type { Release } from '../../../src/gitops/model/release.ts';

const tables = createChartTables();

const nowhere = { path: 'release.yaml', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** A release `r` in namespace `n` with the given values, of the newest kong/kong unless told otherwise. */
export function releaseOf(values: string | MapNode, version = '3.4.1', chart: Release['chart'] = 'kong/kong'): Release {
  const root = typeof values === 'string' ? valuesOf(values) : values;
  return {
    name: { certainty: 'known', value: 'r', at: nowhere },
    namespace: { certainty: 'known', value: 'n', at: nowhere },
    chart,
    chartVersion: { certainty: 'known', value: version, at: nowhere },
    alias: null,
    values: root,
    layers: [{ label: 'values.yaml', root }],
    declaration: { tool: 'configuration', at: nowhere },
    unverified: null,
  };
}

/** The render of that release. */
export function render(values: string | MapNode, version?: string, chart?: Release['chart']): KongChartRender {
  return renderChart(releaseOf(values, version, chart), tables);
}

export function valuesOf(text: string): MapNode {
  const root = parseYaml('values.yaml', text).documents[0]?.root;
  return root?.kind === 'map' ? root : mergeLayers([]);
}

/** `values.yaml:3`, or the name of the default. */
export function place(at: Place | undefined): string {
  if (at === undefined) return 'nowhere';
  return isLocation(at) ? `${at.path}:${at.line}` : at.default;
}

/** A variable of the proxy or the controller: its value, or why it is unknown. */
export function variable(rendered: KongChartRender, name: string): string | undefined {
  const env = rendered.workloads.flatMap(({ containers }) =>
    containers.flatMap((container) => container.env.get(name) ?? []),
  )[0];
  return env?.kind === 'value' ? env.value : env && `unknown: ${env.reason}`;
}
