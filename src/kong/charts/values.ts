import { kongCharts } from '../../gitops/model/chart-doubt.ts';
import { type KongChart, newestChart } from '../../gitops/model/kong-chart.ts';
import { mergeLayers } from '../../helm/merge.ts';
import { chartInstances } from '../../helm/umbrella.ts';
import type { Fact, Location } from '../../source/location.ts';
import type { Sources } from '../../source/sources.ts';
import { createChartTables, type ChartTables } from './chart-tables.ts';
import { renderChart, type KongChartRender } from './render.ts';
import { summariseRenders, type ValuesSummary } from './summary.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import type { Release } from '../../gitops/model/release.ts';

/** What to evaluate: values over one of Kong's charts, or over a chart directory that contains some. */
export interface ValuesQuestion {
  /** Lowest first, as `helm -f a -f b`. */
  readonly layers: readonly ValuesLayer[];
  readonly chart: KongChart | { readonly sources: Sources; readonly dir: string };
  /** An exact version or a range; the newest known when absent. A chart directory names its own. */
  readonly version?: string | undefined;
  readonly release: string;
  readonly namespace: string;
}

/** The answer of `portcullis values --format json`. */
export function evaluateValues(question: ValuesQuestion, tables: ChartTables = createChartTables()): ValuesSummary {
  return summariseRenders(renderValues(question, tables));
}

/** The same with places: one render for each Kong chart that the question comes to; none when a directory contains none. */
export function renderValues(
  question: ValuesQuestion,
  tables: ChartTables = createChartTables(),
): readonly KongChartRender[] {
  const { chart, layers } = question;
  const common = {
    name: asked(question.release),
    namespace: asked(question.namespace),
    declaration: { tool: 'configuration', at: nowhere },
  } as const;
  if (typeof chart !== 'string') {
    return chartInstances(chart.sources, chart.dir, layers, kongCharts).map((instance) => {
      const { values, alias, refusal, unverified, versionRange } = instance;
      return renderChart(
        {
          ...common,
          chart: instance.chart,
          chartVersion: instance.version,
          chartRange: versionRange,
          alias,
          values,
          layers: instance.layers,
          refusal,
          unverified,
        },
        tables,
      );
    });
  }
  const newest = newestChart[chart];
  const release: Release = {
    ...common,
    chart,
    chartVersion: asked(question.version ?? newest),
    alias: null,
    values: mergeLayers(layers.map((layer) => layer.root)),
    layers,
    unverified: null,
  };
  return [renderChart(release, tables)];
}

/** What the caller states is known, though it stands in no file. */
function asked(value: string): Fact<string> {
  return { certainty: 'known', value, at: nowhere };
}

const nowhere: Location = { path: '', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
