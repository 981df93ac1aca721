import { describe, expect, test } from 'vitest';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';
import { describeClusters } from './describe-clusters.ts';

function kustomization(name: string, path: string, spec: object = {}): string {
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
  return manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, 'flux-system', { path, sourceRef, ...spec });
}

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
      'infra/gateway.yaml': httpGateway('edge').replace('80', '"${PORT}"'),
      'infra/deep/gateway.yaml': httpGateway('deep'),
    };
    expect(describeClusters(files)).toEqual([
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
      'gateways/a.yaml': httpGateway('a', 'edge'),
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway edge/patched from gateways/a.yaml']);
  });

  test('a directory below with a kustomization of its own is taken as that', () => {
    const files = {
      'flux/edge.yaml': kustomization('edge', './gateways'),
      'gateways/sub/kustomization.yaml': 'namePrefix: x-\nresources: [a.yaml]\n',
      'gateways/sub/a.yaml': httpGateway('a', 'edge'),
      'gateways/sub/not-listed.yaml': httpGateway('b', 'edge'),
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway edge/x-a from gateways/sub/a.yaml']);
  });

  test('a path with a kubeconfig is another cluster', () => {
    const files = {
      'flux/edge.yaml': kustomization('edge', './gateways', { kubeConfig: { secretRef: { name: 'prod-kubeconfig' } } }),
      'gateways/a.yaml': httpGateway('a', 'edge'),
    };
    expect(describeClusters(files)[0]).toBe('cluster prod');
  });

  test('two that lead to each other end', () => {
    const files = {
      'a/b.yaml': kustomization('b', './b'),
      'b/a.yaml': kustomization('a', './a'),
      'b/gateway.yaml': httpGateway('edge'),
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway edge from b/gateway.yaml']);
  });
});
