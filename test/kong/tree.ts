import { defaultConfig, type ClusterConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { createChartTables } from '../../src/kong/charts/chart-tables.ts';
import { renderChart } from '../../src/kong/charts/render.ts';
import type { ClusterView, GatewayStatus } from '../../src/kong/model/model.ts';
import { buildView } from '../../src/kong/status/cluster-view.ts';
import { sourcesOf } from '../../src/source/load.ts';

const tables = createChartTables();

/** The view of the one cluster that these manifests make up. */
export function viewOf(manifests: string | Readonly<Record<string, string>>, config?: ClusterConfig): ClusterView {
  const files = typeof manifests === 'string' ? { 'all.yaml': manifests } : manifests;
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

/** A GatewayClass that Kong's ingress controller takes up by default. */
export const gatewayClass = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: kong, annotations: {konghq.com/gatewayclass-unmanaged: "true"}}
spec: {controllerName: konghq.com/kic-gateway-controller}
---`;

/** A Gateway `infra/edge`; `listeners` in flow style, `more` goes into its metadata. */
export function gateway(listeners = '{name: http, port: 80, protocol: HTTP}', more = ''): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra${more}}
spec: {gatewayClassName: kong, listeners: [${listeners}]}
---`;
}

/** The publish Service `kong/proxy` in front of the pods of `kong` below. */
export const proxyService = `
apiVersion: v1
kind: Service
metadata: {name: proxy, namespace: kong}
spec:
  type: LoadBalancer
  selector: {app: kong}
  ports:
  - {name: http, port: 80, targetPort: 8000}
  - {name: https, port: 443, targetPort: 8443}
---`;

export interface KongShape {
  readonly name?: string;
  /** Lines of the proxy container, from `env:` on; null for no proxy container. */
  readonly proxy?: string | null;
  /** Entries of the controller's `env` list in flow style, beside the publish Service; null for no controller. */
  readonly controller?: string | null;
  readonly args?: string;
  readonly publish?: string;
  readonly image?: string;
}

/** A Deployment `kong/kong` with a proxy and an ingress controller in one pod. */
export function kong({
  name = 'kong',
  proxy = '',
  controller = '',
  args = '',
  publish = 'kong/proxy',
  image = 'kong/kubernetes-ingress-controller:3.5.3',
}: KongShape = {}): string {
  const containers = [
    ...(proxy === null ? [] : [`      - name: proxy\n        image: kong:3.9\n${proxy}`]),
    ...(controller === null
      ? []
      : [
          `      - name: ingress-controller
        image: ${image}
        args: [${args}]
        env: [{name: CONTROLLER_PUBLISH_SERVICE, value: ${publish}}${controller === '' ? '' : `, ${controller}`}]`,
        ]),
  ];
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: kong}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
${containers.join('\n')}
---`;
}
