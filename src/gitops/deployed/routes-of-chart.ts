import { mergeLayers } from '../../helm/merge.ts';
import { objectsOfChart } from '../charts/objects-of-chart.ts';
import { recogniseRoutingChart } from '../charts/recognise-routing-chart.ts';
import { chartVersionOf } from '../model/kong-chart.ts';
import type { Located } from '../../source/location.ts';
import { type Content, nothing } from './content.ts';
import { layersOf, type GivenValues, type ReleaseHead } from './release.ts';

/** A chart that is none of Kong's, as a tool names it. */
export interface NamedChart {
  readonly reference: string;
  /** Its address where it is named apart from the chart; null where it is not. */
  readonly repository: string | null;
  readonly version: Located<string> | undefined;
}

/** The routes that a chart of others makes of its values, and the Services behind them; nothing of a chart that is not known. */
export function routesOfChart(
  { reference, repository, version }: NamedChart,
  { name, namespace, declaration }: Pick<ReleaseHead, 'name' | 'namespace' | 'declaration'>,
  given: () => GivenValues,
  title: string,
): Content {
  const chart = recogniseRoutingChart(reference, repository);
  if (chart === null) return nothing;
  const values = given();
  const layers = layersOf(values, title);
  return {
    ...nothing,
    ...objectsOfChart({
      chart,
      name,
      namespace,
      ...chartVersionOf(version),
      alias: null,
      values: mergeLayers(layers.map(({ root }) => root)),
      unverified: values.unverified,
      title,
      at: declaration.at,
    }),
  };
}
