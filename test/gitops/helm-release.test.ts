import { describe, expect, test } from 'vitest';
import { type ClusterConfig, defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { toJson } from '../../src/source/json.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { manifest } from '../manifests/gateway-api.ts';
import { kongRepository } from '../manifests/gitops-tools.ts';
import { kongValues } from '../manifests/kong.ts';
import { describeClusters } from './describe-clusters.ts';

function helmRelease(spec: object, version = 'v2', namespace: string | undefined = 'edge'): string {
  const chart = {
    spec: {
      chart: 'kong',
      version: '3.4.1',
      sourceRef: { kind: 'HelmRepository', name: 'kong', namespace: 'flux-system' },
    },
  };
  return manifest(`helm.toolkit.fluxcd.io/${version}`, 'HelmRelease', 'kong', namespace, { chart, ...spec });
}

/** Flux's source for a git repository. */
const source = (url: string): string =>
  manifest('source.toolkit.fluxcd.io/v1', 'GitRepository', 'tree', 'flux-system', { url });

/** A chart by its path in that repository. */
const from = (chart: string, spec: object = {}): object => ({
  chart: { spec: { chart, sourceRef: { kind: 'GitRepository', name: 'tree', namespace: 'flux-system' }, ...spec } },
});

const configMap = (name: string, data: object): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: edge}\ndata: ${JSON.stringify(data)}\n`;

function release(files: Readonly<Record<string, string>>) {
  const [cluster] = discoverClusters(sourcesOf({ 'source.yaml': kongRepository, ...files }), defaultConfig).clusters;
  const found = cluster?.releases[0];
  return found === undefined ? null : { values: toJson(found.values), unverified: found.unverified?.reason ?? null };
}

describe('a HelmRelease', () => {
  test.each(['v2', 'v2beta1', 'v2beta2'])('of %s with values', (version) => {
    expect(release({ 'kong.yaml': helmRelease({ values: { env: { a: 1 } } }, version) })).toEqual({
      values: { env: { a: 1 } },
      unverified: null,
    });
  });

  test.each([
    [{ releaseName: 'x' }, 'edge/x'],
    [{ targetNamespace: 'y' }, 'y/y-kong'],
    [{}, 'edge/kong'],
  ])('is named by %j', (spec, expected) => {
    expect(describeClusters({ 'source.yaml': kongRepository, 'kong.yaml': helmRelease(spec) })[1]).toBe(
      `  release ${expected} of kong/kong 3.4.1 by flux: `,
    );
  });

  test('valuesFrom comes below values, in its order, and targetPath sets one value', () => {
    const valuesFrom = [
      { kind: 'ConfigMap', name: 'one' },
      { kind: 'ConfigMap', name: 'two', valuesKey: 'b' },
      { kind: 'ConfigMap', name: 'two', valuesKey: 'port', targetPath: 'proxy.http.servicePort' },
    ];
    const files = {
      'kong.yaml': helmRelease({ valuesFrom, values: { env: { c: 3 } } }),
      'one.yaml': configMap('one', { 'values.yaml': 'env: {a: 1, b: 1, c: 1}\n' }),
      'two.yaml': configMap('two', { b: 'env: {b: 2, c: 2}\n', port: '8080' }),
    };
    expect(release(files)?.values).toEqual({ env: { a: 1, b: 2, c: 3 }, proxy: { http: { servicePort: 8080 } } });
  });

  test('what a Secret holds is not known', () => {
    expect(
      release({ 'kong.yaml': helmRelease({ valuesFrom: [{ kind: 'Secret', name: 'kong-values' }] }) })?.unverified,
    ).toBe('values come from Secret kong-values');
  });

  test('a ConfigMap that kustomize generates from a file leads to the file', () => {
    const files = {
      'source.yaml': kongRepository,
      'kong/kustomization.yaml':
        'namespace: edge\nresources: [kong.yaml]\ngeneratorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: kong-values, files: [values.yaml]}]\n',
      'kong/kong.yaml': helmRelease({ valuesFrom: [{ kind: 'ConfigMap', name: 'kong-values' }] }),
      'kong/values.yaml': kongValues,
    };
    expect(describeClusters(files)[1]).toBe('  release edge/kong of kong/kong 3.4.1 by flux: kong/values.yaml');
  });
});

describe('a chart in a directory of a GitRepository', () => {
  const umbrella = {
    'charts/edge/Chart.yaml':
      'apiVersion: v2\nname: edge\nversion: 1.0.0\ndependencies: [{name: kong, version: 3.4.1, repository: "https://charts.konghq.com"}]\n',
    'charts/edge/values.yaml': 'kong: {env: {a: 1, b: 1}}\n',
    'charts/edge/prod.yaml': 'kong: {env: {b: 2, c: 2}}\n',
  };
  const own = { ...umbrella, 'git.yaml': source('https://github.com/acme/gitops') };

  test.each<[name: string, valuesFiles: readonly unknown[], values: object, env: object, unverified: string | null]>([
    ['brings its own values', [], {}, { a: 1, b: 1 }, null],
    ['of which values files take the place', ['charts/edge/prod.yaml'], {}, { b: 2, c: 2 }, null],
    [
      'unless they are among the values files',
      ['./charts/edge/values.yaml', '/charts/edge/prod.yaml'],
      {},
      { a: 1, b: 2, c: 2 },
      null,
    ],
    [
      'below the values of the HelmRelease',
      ['charts/edge/values.yaml'],
      { kong: { env: { b: 3 } } },
      { a: 1, b: 3 },
      null,
    ],
    [
      'not known with a values file that is not in the repository',
      ['charts/edge/values.yaml', 'charts/edge/none.yaml'],
      {},
      { a: 1, b: 1 },
      'charts/edge/none.yaml is not in the repository',
    ],
    [
      'not known with a values file outside of the tree',
      ['charts/edge/values.yaml', '../none.yaml'],
      {},
      { a: 1, b: 1 },
      'a values file of Flux HelmRelease kong is not in the repository',
    ],
  ])('%s', (_, valuesFiles, values, env, unverified) => {
    const files = { ...own, 'kong.yaml': helmRelease({ ...from('./charts/edge', { valuesFiles }), values }) };
    expect(release(files)).toEqual({ values: { env }, unverified });
  });

  test.each<[name: string, files: Readonly<Record<string, string>>, expected: string | null]>([
    [
      'of this tree by a path with a slash in front',
      { ...own, 'kong.yaml': helmRelease(from('/charts/edge')) },
      '  release edge/kong of kong/kong 3.4.1 by flux: values.yaml of charts/edge',
    ],
    [
      'of a source that is not in the repository is taken for one of this tree',
      { ...umbrella, 'kong.yaml': helmRelease(from('charts/edge')) },
      '  release edge/kong of kong/kong 3.4.1 by flux: values.yaml of charts/edge',
    ],
    [
      "of Kong's own repository, whatever the tree has there",
      {
        'charts/kong/Chart.yaml': umbrella['charts/edge/Chart.yaml'],
        'git.yaml': source('https://github.com/Kong/charts.git'),
        'kong.yaml': helmRelease(from('charts/kong')),
      },
      '  release edge/kong of kong/kong ? by flux: ',
    ],
    ['that is no chart here', { 'git.yaml': own['git.yaml'], 'kong.yaml': helmRelease(from('charts/none')) }, null],
  ])('%s', (_, files, expected) => {
    expect(describeClusters(files).find((line) => line.includes('release')) ?? null).toBe(expected);
  });
});

describe('a chart that has Kong as a dependency twice', () => {
  const dependency = '{name: kong, version: 3.4.1, repository: "https://charts.konghq.com"';
  const files = {
    'both/Chart.yaml': `apiVersion: v2\nname: both\nversion: 1.0.0\ndependencies: [${dependency}, alias: one}, ${dependency}, alias: two}]\n`,
    'a.yaml': helmRelease(from('both', { valuesFiles: [] })),
  };
  const prod: ClusterConfig = {
    name: 'prod',
    paths: ['**'],
    at: { path: '.github/portcullis.yml', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 },
    controllers: [],
    gatewayApi: null,
    complete: [],
    chartVersions: new Map(),
  };

  test.each<[name: string, more: Readonly<Record<string, string>>, path: string]>([
    ['brings both', {}, 'a.yaml'],
    ['brings both once, where a second file declares the release', { 'b.yaml': files['a.yaml'] }, 'b.yaml'],
  ])('%s', (_, more, path) => {
    const { clusters } = discoverClusters(sourcesOf({ ...files, ...more }), { ...defaultConfig, clusters: [prod] });
    expect(clusters.flatMap(({ releases }) => releases.map((each) => [each.alias, each.declaration.at.path]))).toEqual([
      ['one', path],
      ['two', path],
    ]);
  });
});

describe('what a HelmRelease leaves open is said', () => {
  const repository = { kind: 'HelmRepository', name: 'kong', namespace: 'flux-system' };
  const chart = (valuesFiles: readonly string[]): object => ({
    chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: repository, valuesFiles } },
  });

  test.each<[name: string, spec: object, unverified: string | null]>([
    [
      'post-renderers',
      { postRenderers: [{ kustomize: { patches: [] } }] },
      'post-renderers may change what the chart renders',
    ],
    ['no post-renderers', { postRenderers: [] }, null],
    [
      'a values file inside the chart',
      chart(['values-prod.yaml']),
      'a values file of Flux HelmRelease kong is not in the repository',
    ],
    ["the chart's own values by name", chart(['./values.yaml']), null],
    ["those of Kong's repository by path", from('./charts/kong/', { valuesFiles: ['charts/kong/values.yaml'] }), null],
    [
      "another values file of Kong's repository",
      from('charts/kong', { valuesFiles: ['values.yaml'] }),
      'a values file of Flux HelmRelease kong is not in the repository',
    ],
  ])('%s', (_, spec, unverified) => {
    const files = { 'git.yaml': source('https://github.com/kong/charts') };
    expect(release({ ...files, 'kong.yaml': helmRelease({ ...spec, values: { env: { a: 1 } } }) })).toEqual({
      values: { env: { a: 1 } },
      unverified,
    });
  });
});
