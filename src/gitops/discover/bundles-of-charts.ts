import { lineIndex } from '../../source/line-index.ts';
import type { Location } from '../../source/location.ts';
import type { Sources } from '../../source/sources.ts';
import type { Cluster } from '../model/cluster.ts';

/** Names of charts of other products that bring definitions of Gateway API, of a release that their own decides. */
const chartMarks = [
  'gateway-helm',
  'gateway-crds-helm',
  'kong-operator',
  'chart: gateway-operator',
  'kong/gateway-operator',
  'chart: traefik',
  'traefik/traefik',
  'linkerd-crds',
  'chart: gateway-api',
  'kgateway-crds',
];

/** An artifact in a registry with definitions of Gateway API: whoever makes it chooses its release, whatever its tag says. */
const artifact = 'oci:\\/\\/[^\\s"\']{0,200}\\/gateway-api(?:-crds?)?(?=["\'\\s]|$)';

/**
 * Where such a chart is named anywhere, what else a cluster gets may be replaced by what the chart brings: nothing that
 * one release alone refuses is certain then.
 */
export function withBundlesOfCharts(clusters: readonly Cluster[], sources: Sources): readonly Cluster[] {
  if (clusters.every(({ bundles }) => bundles.length === 0)) return clusters;
  const at = firstChart(sources);
  if (at === undefined) return clusters;
  const chart = { version: null, channel: null, definition: null, applied: 'by-tool', at } as const;
  return clusters.map((cluster) =>
    cluster.bundles.length === 0 ? cluster : { ...cluster, bundles: [...cluster.bundles, chart] },
  );
}

function firstChart(sources: Sources): Location | undefined {
  for (const path of sources.paths) {
    if (!/\.(ya?ml|tf|sh)$/.test(path) || !sources.contains(path, ...chartMarks, 'oci://')) continue;
    const text = sources.text(path) ?? '';
    const found = named.exec(text);
    const [, before = '', name = ''] = found ?? [];
    if (found === null) continue;
    const start = found.index + before.length;
    return lineIndex(path, text).location(start, start + name.length);
  }
  return undefined;
}

/** A comment names them too, and installs none. */
const named = new RegExp(`^([^#\\n]*?)(${[...chartMarks, artifact].join('|')})`, 'm');
