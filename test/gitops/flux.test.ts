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

/** What Kustomizations get from the one above them (variables, here) they get by that way alone. */
describe('a path of another source, above all that this repository deploys,', () => {
  const source = (name: string, url: string): string =>
    manifest('source.toolkit.fluxcd.io/v1', 'GitRepository', name, 'flux-system', { url });
  const patch = manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'any', undefined, {
    postBuild: { substituteFrom: [{ kind: 'Secret', name: 'settings' }] },
  });
  const files = {
    'k8s/flux/apps.yaml': kustomization('apps', './k8s/apps', {
      patches: [{ patch, target: { kind: 'Kustomization' } }],
    }),
    'k8s/apps/edge.yaml': kustomization('edge', './k8s/edge', { postBuild: { substitute: { APP: 'edge' } } }),
    'k8s/apps/fleet.yaml': kustomization('fleet', './k8s').replace('"name":"flux-system"', '"name":"fleet"'),
    'k8s/edge/gateway.yaml': httpGateway('edge').replace('name: edge', 'name: edge${SUFFIX:=-unset}'),
  };
  const fleet = source('fleet', 'ssh://git@a.example/acme/fleet.git');

  test.each<[what: string, sources: string | null, followed: boolean]>([
    ['is followed where nothing tells whose it is', null, true],
    ['is followed where its address is not known', source('fleet', '${ADDRESS}'), true],
    [
      'is followed where it is this repository',
      `${fleet}---\n${source('flux-system', 'https://a.example/acme/fleet')}`,
      true,
    ],
    ['exists by chance where it is another repository', fleet, false],
  ])('%s', (_, sources, followed) => {
    const found = describeClusters({ ...files, ...(sources === null ? {} : { 'k8s/apps/sources.yaml': sources }) });
    expect(found.some((line) => line.includes('Gateway edge-unset '))).toBe(followed);
  });
});
