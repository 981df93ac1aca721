import { get, type MapNode } from '../../source/node.ts';
import type { Dependency } from '../../helm/chart-file.ts';
import type { ChartRecognition } from '../../helm/umbrella.ts';

export type KongChart = 'kong/kong' | 'kong/ingress';

const kongLinks = /(?:^|[/.@:])konghq\.com|github\.com\/kong\/|^oci:\/\/.*\/kong(?:\/|$)|^(?:@|alias:)kong$/i;

/**
 * Whether a chart of this name is one of Kong's, by its repository or by the links of its own
 * Chart.yaml. Other publishers (Bitnami) have charts of the same name.
 */
export function kongChartOf(name: string, links: readonly string[]): KongChart | null {
  if ((name !== 'kong' && name !== 'ingress') || !links.some((link) => kongLinks.test(link))) return null;
  return name === 'kong' ? 'kong/kong' : 'kong/ingress';
}

/** A chart `kong` from a repository whose name says nothing: a mirror of Kong's, most likely. */
export interface Mirrored {
  readonly chart: KongChart;
  /** What is not certain, or null where the values speak Kong's own keys. */
  readonly doubt: string | null;
}

/** Whether a dependency from an unknown repository is taken for Kong's chart. Bitnami's is another one. */
export function mirroredKong(dependency: Dependency, values: MapNode): Mirrored | null {
  const { name, repository } = dependency;
  if (name !== 'kong' || repository === '' || /^file:|bitnami/i.test(repository)) return null;
  const telling = tellingPaths.some((path) => get(values, ...path) !== undefined);
  return {
    chart: 'kong/kong',
    doubt: telling ? null : `the repository ${repository} is taken for a mirror of Kong's charts`,
  };
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

/** How the charts of Kong are told from others inside an umbrella chart. */
export const kongCharts: ChartRecognition<KongChart> = {
  inTree: ({ name, links }) => kongChartOf(name, links),
  remote(dependency, values) {
    const own = kongChartOf(dependency.name, [dependency.repository]);
    return own === null ? mirroredKong(dependency, values) : { chart: own, doubt: null };
  },
};
