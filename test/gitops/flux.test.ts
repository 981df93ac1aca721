import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { buildFleet } from '../../src/gitops/fleet.ts';
import { toJson } from '../../src/source/json.ts';
import { sourcesOf } from '../../src/source/load.ts';
import { gateway, kongRepository, kongValues, manifest, tell } from './tell.ts';

function kustomization(name: string, path: string, spec: object = {}): string {
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
  return manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, 'flux-system', { path, sourceRef, ...spec });
}

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

const configMap = (name: string, data: object): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: edge}\ndata: ${JSON.stringify(data)}\n`;

function release(files: Readonly<Record<string, string>>) {
  const [cluster] = buildFleet(sourcesOf({ 'source.yaml': kongRepository, ...files }), defaultConfig).clusters;
  const found = cluster?.releases[0];
  return found === undefined ? null : { values: toJson(found.values), unverified: found.unverified };
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
    expect(tell({ 'source.yaml': kongRepository, 'kong.yaml': helmRelease(spec) })[1]).toBe(
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
    expect(tell(files)[1]).toBe('  release edge/kong of kong/kong 3.4.1 by flux: kong/values.yaml');
  });

  test('chartRef to an OCIRepository names chart and version', () => {
    const files = {
      'oci.yaml': manifest('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'kong', 'edge', {
        url: 'oci://ghcr.io/kong/charts/ingress',
        ref: { tag: '0.24.0' },
      }),
      'kong.yaml': manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'edge', {
        chartRef: { kind: 'OCIRepository', name: 'kong' },
      }),
    };
    expect(tell(files)[1]).toBe('  release edge/kong of kong/ingress 0.24.0 by flux: ');
  });
});

describe('a Kustomization', () => {
  const sync = (name: string): string => kustomization('flux-system', `./clusters/${name}`);

  test('of each cluster brings the shared base with its own variables', () => {
    const infra = (port: string): string =>
      kustomization('infra', './infra', { targetNamespace: 'edge', postBuild: { substitute: { PORT: port } } });
    const files = {
      'clusters/prod/flux-system/gotk-sync.yaml': sync('prod'),
      'clusters/prod/infra.yaml': infra('443'),
      'clusters/staging/flux-system/gotk-sync.yaml': sync('staging'),
      'clusters/staging/infra.yaml': infra('8443'),
      'infra/gateway.yaml': gateway('edge').replace('80', '"${PORT}"'),
      'infra/deep/gateway.yaml': gateway('deep'),
    };
    expect(tell(files)).toEqual([
      'cluster prod',
      '  Gateway edge/deep from infra/deep/gateway.yaml',
      '  Gateway edge/edge from infra/gateway.yaml',
      'cluster staging',
      '  Gateway edge/deep from infra/deep/gateway.yaml',
      '  Gateway edge/edge from infra/gateway.yaml',
    ]);
  });

  test('patches what it builds', () => {
    const patches = [{ target: { kind: 'Gateway' }, patch: '- {op: replace, path: /metadata/name, value: patched}' }];
    const files = {
      'flux/edge.yaml': kustomization('edge', './gateways', { patches }),
      'gateways/a.yaml': gateway('a', 'edge'),
    };
    expect(tell(files)).toEqual(['cluster default', '  Gateway edge/patched from gateways/a.yaml']);
  });

  test('a directory below with a kustomization of its own is taken as that', () => {
    const files = {
      'flux/edge.yaml': kustomization('edge', './gateways'),
      'gateways/sub/kustomization.yaml': 'namePrefix: x-\nresources: [a.yaml]\n',
      'gateways/sub/a.yaml': gateway('a', 'edge'),
      'gateways/sub/not-listed.yaml': gateway('b', 'edge'),
    };
    expect(tell(files)).toEqual(['cluster default', '  Gateway edge/x-a from gateways/sub/a.yaml']);
  });

  test('a path with a kubeconfig is another cluster', () => {
    const files = {
      'flux/edge.yaml': kustomization('edge', './gateways', { kubeConfig: { secretRef: { name: 'prod-kubeconfig' } } }),
      'gateways/a.yaml': gateway('a', 'edge'),
    };
    expect(tell(files)[0]).toBe('cluster prod');
  });

  test('two that lead to each other end', () => {
    const files = {
      'a/b.yaml': kustomization('b', './b'),
      'b/a.yaml': kustomization('a', './a'),
      'b/gateway.yaml': gateway('edge'),
    };
    expect(tell(files)).toEqual(['cluster default', '  Gateway edge from b/gateway.yaml']);
  });
});
