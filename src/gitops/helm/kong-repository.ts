import { get, type MapNode } from '../../source/node.ts';
import type { Dependency } from './chart-file.ts';

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

/** From a mirror whose name says nothing, a chart `kong` is Kong's when its values speak Kong's own keys. */
export function kongByValues(dependency: Dependency, values: MapNode): KongChart | null {
  if (dependency.name !== 'kong' || /bitnami/i.test(dependency.repository)) return null;
  return tellingPaths.some((path) => get(values, ...path) !== undefined) ? 'kong/kong' : null;
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
