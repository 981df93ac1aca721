import { doubtOf, joinDoubts } from '../../source/doubt.ts';
import { readValues } from '../../helm/chart-file.ts';
import { chartInstances, type ChartRecognition } from '../../helm/umbrella.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { objectsOfChart } from '../charts/objects-of-chart.ts';
import { recogniseRoutingChart } from '../charts/recognise-routing-chart.ts';
import type { RoutingChart } from '../charts/routing-chart.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Content } from './content.ts';
import type { GivenValues, ReleaseHead } from './release.ts';

/** How charts that make routes are found inside an umbrella chart; a copy in the tree may be anybody's own. */
const routingCharts: ChartRecognition<RoutingChart> = {
  inTree: () => null,
  remote({ name, repository }) {
    const chart = repository === '' ? null : recogniseRoutingChart(name, repository);
    return chart === null ? null : { chart, doubt: null };
  },
};

/** How the chart around them is installed. */
interface Around extends Pick<ReleaseHead, 'name' | 'namespace' | 'declaration'> {
  readonly given: GivenValues;
  /** Whether what is given takes the place of the chart's values.yaml; absent means no. */
  readonly replacesValues?: boolean;
  readonly title: string;
}

/** The routes of charts that a chart of the tree depends on. */
export function routesInside(
  index: TreeIndex,
  directory: string,
  layers: readonly ValuesLayer[],
  { name, namespace, declaration, given, replacesValues, title }: Around,
): Pick<Content, 'objects' | 'unverified'> {
  const instances = chartInstances(index.sources, directory, layers, routingCharts, replacesValues !== true);
  if (instances.length === 0) return { objects: [], unverified: [] };
  const roots = [readValues(index.sources, directory), ...layers.map(({ root }) => root)];
  const shared = roots.some(({ entries }) => entries.has('global'))
    ? doubtOf('unsupported', 'values that all of its charts share')
    : null;
  const made = instances.map((instance) =>
    objectsOfChart({
      chart: instance.chart,
      name,
      namespace,
      chartVersion: instance.version,
      chartRange: instance.versionRange,
      alias: instance.alias,
      values: instance.values,
      unverified: joinDoubts(given.unverified, instance.unverified, shared),
      title,
      at: declaration.at,
    }),
  );
  return {
    objects: made.flatMap(({ objects }) => objects),
    unverified: made.flatMap(({ unverified }) => unverified),
  };
}
