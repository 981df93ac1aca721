import type { ChartRecognition } from '../../helm/umbrella.ts';
import type { Doubt } from '../../source/doubt.ts';
import { get, type MapNode } from '../../source/node.ts';
import { type KongChart, recogniseChart, type RecognisedChart } from './kong-chart.ts';
import { shapeOfValues } from './values-shape.ts';

/** What is left of the doubt once the values are known: those that only Kong's chart reads speak for it. */
export function chartDoubt({ chart, doubt }: RecognisedChart, values: MapNode): Doubt | null {
  if (doubt === null || shapeOfValues(values) === chart) return null;
  return tellingPaths.some((path) => get(values, ...path) !== undefined) ? null : doubt;
}

const tellingPaths: readonly (readonly string[])[] = [
  ['proxy', 'http'],
  ['proxy', 'tls'],
  ['proxy', 'stream'],
  ['udpProxy'],
  ['ingressController', 'env'],
  ['ingressController', 'gatewayDiscovery'],
  ['deployment', 'kong'],
];

/** How Kong's charts are found inside an umbrella chart. */
export const kongCharts: ChartRecognition<KongChart> = {
  // A chart of the tree called "kong" that does not say whose it is may be anybody's own.
  inTree({ name, links }) {
    const found = recogniseChart(name, null, links);
    return found === null || found.doubt !== null ? null : found.chart;
  },
  remote({ name, repository }, values) {
    if (repository === '' || repository.startsWith('file:')) return null;
    const found = recogniseChart(name, repository);
    return found === null ? null : { chart: found.chart, doubt: chartDoubt(found, values) };
  },
};
