import { defaultConfig, type ClusterConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { createChartTables } from '../../src/kong/charts/chart-tables.ts';
import { renderChart } from '../../src/kong/charts/render.ts';
import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import type { GatewayStatus } from '../../src/kong/model/model.ts';
import { buildView } from '../../src/kong/status/cluster-view.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { gateway } from '../manifests/gateway-api.ts';

const tables = createChartTables();

/** The view of the one cluster that files make up, or manifests one after the other: each begins with `apiVersion:`. */
export function viewOf(manifests: string | Readonly<Record<string, string>>, config?: ClusterConfig): ClusterView {
  const files =
    typeof manifests === 'string'
      ? { 'all.yaml': manifests.replaceAll(/(?<=\n)(?=apiVersion:)/g, '---\n') }
      : manifests;
  const [cluster, second] = discoverClusters(sourcesOf(files), defaultConfig).clusters;
  if (cluster === undefined || second !== undefined) throw new Error('expected one cluster');
  return buildView(cluster, config, (release) => renderChart(release, tables));
}

/** The one Gateway of a view. */
export function gatewayOf({ gateways }: ClusterView): GatewayStatus {
  const [only, second] = gateways;
  if (only === undefined || second !== undefined) throw new Error('expected one Gateway');
  return only;
}

/** Gateway `infra/edge`; annotations as the inside of a map in flow style. */
export function infraGateway(listeners?: readonly string[], annotations?: string): string {
  return gateway(listeners, { namespace: 'infra', annotations });
}
