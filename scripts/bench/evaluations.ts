import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { createChartTables } from '../../src/kong/charts/chart-tables.ts';
import { renderChart } from '../../src/kong/charts/render.ts';
import { evaluateValues } from '../../src/kong/charts/values.ts';
import { buildView } from '../../src/kong/status/cluster-view.ts';
import { admit } from '../../src/kubernetes/schema/admit.ts';
import { createPublishedDefinitions } from '../../src/kubernetes/schema/published.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import type { ValuesLayer } from '../../src/helm/values-layer.ts';

const streams = (first: number, count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const port = first + index;
    return `    - {containerPort: ${port}, servicePort: ${port}, protocol: TCP}\n`;
  }).join('');

const proxy = `proxy:
  http: {enabled: true, servicePort: 80, containerPort: 8000}
  tls: {enabled: true, servicePort: 443, containerPort: 8443}
  stream:
`;

/** Microseconds of one call once the engine is warm: the median of many. */
function microseconds(evaluate: () => unknown): number {
  const samples: number[] = [];
  for (let index = 0; index < 600; index++) {
    const began = performance.now();
    evaluate();
    if (index >= 200) samples.push(performance.now() - began);
  }
  samples.sort((a, b) => a - b);
  return Math.round((samples[Math.floor(samples.length / 2)] ?? 0) * 1000);
}

function layerOf(text: string): ValuesLayer {
  const root = sourcesOf({ 'values.yaml': text }).file('values.yaml')?.documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('the values of the bench are a map');
  return { label: 'values.yaml', root };
}

/** One evaluation of each kind, warm, parsing not counted. */
export function benchEvaluations(): Record<string, string> {
  const values = proxy + streams(9000, 20);
  const tables = createChartTables();
  const question = { release: 'kong', namespace: 'kong' };
  const layers = [layerOf(values)];
  const nested = [layerOf(`gateway:\n${values.replace(/^(?=.)/gm, '  ')}`)];
  const listeners = Array.from(
    { length: 64 },
    (_, index) => `    - {name: tcp-${index}, port: ${9000 + index}, protocol: TCP}\n`,
  ).join('');
  const sources = sourcesOf({
    'values.yaml': proxy + streams(9000, 64),
    'class.yaml':
      'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: kong, annotations: {konghq.com/gatewayclass-unmanaged: "true"}}\nspec: {controllerName: konghq.com/kic-gateway-controller}\n',
    'gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: kong}\nspec:\n  gatewayClassName: kong\n  listeners:\n${listeners}`,
  });
  const [cluster] = discoverClusters(sources, defaultConfig).clusters;
  if (cluster === undefined) throw new Error('the tree of the bench is one cluster');
  const [release] = cluster.releases;
  if (release === undefined) throw new Error('the tree of the bench has a release');
  const rendered = renderChart(release);
  const published = createPublishedDefinitions();
  const routeKind = published
    .gatewayApi('1.7.0', 'standard')
    ?.find(({ kind, version }) => `${kind} ${version}` === 'HTTPRoute v1');
  if (routeKind === undefined) throw new Error('Gateway API 1.7.0 has an HTTPRoute');
  const rules = Array.from({ length: 16 }, (_, index) => ({
    matches: [{ path: { value: `/${index}` }, headers: [{ name: 'a', value: 'b' }] }],
    backendRefs: [{ name: 'a', port: 80 }],
  }));
  const route = { metadata: { name: 'a' }, spec: { parentRefs: [{ name: 'kong' }], rules } };
  return {
    'values of kong/kong, 20 streams': `${microseconds(() => evaluateValues({ ...question, layers, chart: 'kong/kong' }, tables))} µs`,
    'values of kong/ingress, 20 streams': `${microseconds(() => evaluateValues({ ...question, layers: nested, chart: 'kong/ingress' }, tables))} µs`,
    'Gateway with 64 listeners': `${microseconds(() => buildView(cluster, undefined, () => rendered))} µs`,
    'the same, its chart evaluated too': `${microseconds(() => buildView(cluster, undefined, (each) => renderChart(each, tables)))} µs`,
    'HTTPRoute with 16 rules, as the API server judges it': `${microseconds(() => admit(route, routeKind, published))} µs`,
  };
}
