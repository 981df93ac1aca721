import { objectsOfChart, type RoutingRelease } from '../../../src/gitops/charts/objects-of-chart.ts';
import { recogniseRoutingChart } from '../../../src/gitops/charts/recognise-routing-chart.ts';
import { toJson } from '../../../src/source/json.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import { emptyMap } from '../../../src/helm/set-path.ts';
import type { Json } from '../../../src/source/node.ts';
import { plainObjects } from './plain-objects.ts';

/** Where the charts come from, by the names that the cases have. */
export const publishers: Readonly<Record<string, string>> = {
  'app-template': 'oci://ghcr.io/bjw-s-labs/helm/app-template',
  'argo-cd': 'oci://ghcr.io/argoproj/argo-helm/argo-cd',
  grafana: 'oci://ghcr.io/grafana/helm-charts/grafana',
  'kube-prometheus-stack': 'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack',
  podinfo: 'oci://ghcr.io/stefanprodan/charts/podinfo',
};

/** The release of a case: `echo` in namespace `apps`. */
export function releaseOf(chart: string, version: string, values: string): RoutingRelease {
  const path = 'values.yaml';
  const root = sourcesOf({ [path]: values }).file(path)?.documents[0]?.root;
  const at = { path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const known = recogniseRoutingChart(publishers[chart] ?? '', null);
  if (known === null) throw new Error(`no chart ${chart}`);
  return {
    chart: known,
    name: { certainty: 'known', value: 'echo', at },
    namespace: { certainty: 'known', value: 'apps', at },
    chartVersion: { certainty: 'known', value: version, at },
    chartRange: null,
    alias: null,
    values: root?.kind === 'map' ? root : emptyMap(at),
    unverified: null,
    title: 'release echo',
    at,
  };
}

/** The routes and Services of a case, and what of it is not known. */
export function madeObjects(
  chart: string,
  version: string,
  values: string,
): { objects: readonly Json[]; unknown: readonly string[] } {
  const { objects, unverified } = objectsOfChart(releaseOf(chart, version, values));
  return {
    objects: plainObjects(objects.map(({ root }) => toJson(root))),
    unknown: unverified.map(({ reason }) => reason),
  };
}
