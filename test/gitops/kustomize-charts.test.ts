import { expect, test } from 'vitest';
import type { Doubt } from '../../src/source/doubt.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const chart =
  'helmCharts: [{name: kong, repo: "https://charts.konghq.com", version: 3.4.1, releaseName: kong, namespace: kong}]\n';

function unverified(fields: string, files: Readonly<Record<string, string>> = {}): Doubt | null | undefined {
  const { clusters } = discoverClusters(
    sourcesOf({ 'kong/kustomization.yaml': chart + fields, ...files }),
    defaultConfig,
  );
  return clusters[0]?.releases[0]?.unverified;
}

const service = (spec: string): string =>
  `apiVersion: v1\\nkind: Service\\nmetadata: {name: kong-kong-proxy}\\nspec: ${spec}\\n`;

test.each([
  ['nothing', '', null],
  ['the same namespace', 'namespace: kong\n', null],
  ['another namespace', 'namespace: other\n', 'kustomize moves what the chart renders to namespace other'],
  ['a prefix', 'namePrefix: x-\n', 'kustomize puts a prefix or suffix to the names of what the chart renders'],
  ['the type of a Service', `patches: [{patch: "${service('{type: NodePort}')}"}]\n`, null],
  [
    'ports of a Service',
    `patches: [{patch: "${service('{ports: [{port: 1}]}')}"}]\n`,
    'a patch changes what the chart renders',
  ],
  [
    'a JSON patch of ports',
    'patches: [{target: {kind: Service}, patch: "- {op: remove, path: /spec/ports/0}"}]\n',
    'a patch changes what the chart renders',
  ],
  [
    'a JSON patch of labels',
    'patches: [{target: {kind: Service}, patch: "- {op: add, path: /metadata/labels/a, value: b}"}]\n',
    null,
  ],
  [
    'a patch of the class',
    'patches: [{target: {kind: IngressClass}, patch: "- {op: add, path: /metadata/annotations, value: {a: b}}"}]\n',
    'a patch changes what the chart renders',
  ],
  [
    'a strategic patch of the class',
    'patches: [{patch: "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: kong, annotations: {a: b}}}"}]\n',
    'a patch changes what the chart renders',
  ],
  [
    'a patch of a Gateway',
    'patches: [{target: {kind: Gateway}, patch: "- {op: remove, path: /spec/listeners/0}"}]\n',
    null,
  ],
])('a chart that kustomize inflates, with %s', (_, fields, expected) => {
  expect(unverified(fields)).toEqual(expected === null ? null : { cause: 'unsupported', reason: expected });
});

test('a patch in a file, of an overlay', () => {
  const patch =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: kong-kong}\nspec: {template: {spec: {containers: [{name: proxy, env: []}]}}}\n';
  const overlay = {
    'prod/kustomization.yaml': 'resources: [../kong]\npatches: [{path: patch.yaml}]\n',
    'prod/patch.yaml': patch,
  };
  expect(unverified('', overlay)?.reason).toBe('a patch changes what the chart renders');
});
