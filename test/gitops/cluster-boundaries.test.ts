import { describe, expect, test } from 'vitest';
import type { ClusterConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { gatewayClass, httpGateway } from '../manifests/gateway-api.ts';
import { application } from '../manifests/gitops-tools.ts';
import { kongValues } from '../manifests/kong.ts';
import { describeClusters } from './describe-clusters.ts';

describe('a duplicate proves a boundary', () => {
  const files = {
    'class.yaml': gatewayClass(),
    'live/prod/gateway.yaml': httpGateway('edge', 'kong'),
    'live/prod/kong/values.yaml': kongValues,
    'live/staging/gateway.yaml': httpGateway('edge', 'kong'),
  };

  test('the directories at which the paths part are clusters, and what lies above them is in both', () => {
    expect(describeClusters(files)).toEqual([
      'cluster prod',
      '  release kong~/kong~ of kong/kong 3.4.1~ by values-shape: live/prod/kong/values.yaml',
      '  Gateway kong/edge from live/prod/gateway.yaml',
      '  GatewayClass kong from class.yaml',
      'cluster staging',
      '  Gateway kong/edge from live/staging/gateway.yaml',
      '  GatewayClass kong from class.yaml',
    ]);
  });

  test('and each can say why', () => {
    const { clusters } = discoverClusters(sourcesOf(files), defaultConfig);
    expect(clusters.map(({ evidence }) => evidence)).toEqual([
      'Gateway kong/edge is deployed from live/prod/gateway.yaml and from live/staging/gateway.yaml, which nothing ties together',
      'Gateway kong/edge is deployed from live/staging/gateway.yaml and from live/prod/gateway.yaml, which nothing ties together',
    ]);
  });
});

test('a file of the root and one of a directory: what stands beside the file is its cluster', () => {
  const files = {
    'gateway.yaml': httpGateway('edge'),
    'class.yaml': gatewayClass(),
    'staging/gateway.yaml': httpGateway('edge'),
  };
  expect(describeClusters(files)).toEqual([
    'cluster gateway',
    '  Gateway edge from gateway.yaml',
    '  GatewayClass kong from class.yaml',
    'cluster staging',
    '  Gateway edge from staging/gateway.yaml',
  ]);
});

test('environments below each application are joined by their names', () => {
  const files = {
    'kong/prod/class.yaml': gatewayClass(),
    'kong/staging/class.yaml': gatewayClass(),
    'edge/prod/gateway.yaml': httpGateway('edge'),
    'edge/staging/gateway.yaml': httpGateway('edge'),
  };
  expect(describeClusters(files)).toEqual([
    'cluster prod',
    '  Gateway edge from edge/prod/gateway.yaml',
    '  GatewayClass kong from kong/prod/class.yaml',
    'cluster staging',
    '  Gateway edge from edge/staging/gateway.yaml',
    '  GatewayClass kong from kong/staging/class.yaml',
  ]);
});

test('an overlay that an Application deploys and one that nothing deploys part at the overlays', () => {
  const kustomization = 'resources: [../../base]\n';
  const files = {
    'apps/kong.yaml': application('kong', {
      chart: 'kong',
      repoURL: 'https://charts.konghq.com',
      targetRevision: '3.4.1',
    }),
    'apps/live.yaml': application('live', { repoURL: 'https://github.com/acme/gitops', path: 'gateways/live' }),
    'base/kustomization.yaml': 'resources: [gateway.yaml]\n',
    'base/gateway.yaml': httpGateway('edge', 'kong'),
    'gateways/live/kustomization.yaml': kustomization,
    'gateways/trial/kustomization.yaml': kustomization,
  };
  expect(describeClusters(files)).toEqual([
    'cluster live',
    '  release default~/kong of kong/kong 3.4.1 by argo-cd: ',
    '  Gateway kong/edge from base/gateway.yaml',
    'cluster trial',
    '  Gateway kong/edge from base/gateway.yaml',
  ]);
});

test('different Gateways of different directories stay in one cluster', () => {
  const files = { 'team-a/gateway.yaml': httpGateway('a'), 'team-b/gateway.yaml': httpGateway('b') };
  expect(describeClusters(files)).toEqual([
    'cluster default',
    '  Gateway a from team-a/gateway.yaml',
    '  Gateway b from team-b/gateway.yaml',
  ]);
});

test('sibling examples are not one cluster', () => {
  const files = {
    'examples/tcp/gateway.yaml': httpGateway('tcp'),
    'examples/tcp/values.yaml': kongValues,
    'examples/udp/gateway.yaml': httpGateway('udp'),
    'examples/udp/values.yaml': kongValues,
  };
  expect(describeClusters(files).filter((line) => line.startsWith('cluster'))).toEqual(['cluster tcp', 'cluster udp']);
});

describe('the configuration always wins', () => {
  const cluster = (name: string, ...paths: string[]): ClusterConfig => ({
    name,
    paths,
    at: { path: '.github/portcullis.yml', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 },
    controllers: [],
    gatewayApi: null,
    complete: [],
    chartVersions: new Map([['kong/kong', '2.48.0']]),
  });
  const files = {
    'a/gateway.yaml': httpGateway('edge'),
    'b/gateway.yaml': httpGateway('edge'),
    'b/values.yaml': kongValues,
    'c/gateway.yaml': httpGateway('c'),
  };

  test.each([
    ['globs', ['a/**', 'b/**']],
    ['directories', ['a', 'b']],
  ])('over duplicates, by %s', (_, paths) => {
    expect(describeClusters(files, { clusters: [cluster('live', ...paths)] })).toEqual([
      'cluster live',
      '  release kong~/kong~ of kong/kong 2.48.0 by values-shape: b/values.yaml',
      '  Gateway edge from b/gateway.yaml',
      'cluster default',
      '  Gateway c from c/gateway.yaml',
    ]);
  });
});

test('what is left beside a cluster that the configuration calls default has a name of its own', () => {
  const text = gatewayClass();
  const names = (...stated: readonly (readonly [name: string, path: string])[]): readonly string[] => {
    const config = `clusters:\n${stated.map(([name, path]) => `  - {name: ${name}, paths: ['${path}/**']}\n`).join('')}`;
    const files = Object.fromEntries([...stated, ['', 'left']].map(([, path]) => [`${path}/class.yaml`, text]));
    const { clusters } = discoverClusters(sourcesOf(files), readConfig('.github/portcullis.yml', config, []).config);
    return clusters.map(({ name }) => name);
  };
  expect(names(['default', 'a'])).toEqual(['default', 'rest']);
  expect(names(['default', 'a'], ['rest', 'b'])).toEqual(['default', 'rest', 'rest-2']);
  expect(names(['prod', 'a'], ['staging', 'b'])).toEqual(['prod', 'staging', 'default']);
});
