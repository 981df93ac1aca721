import { describe, expect, test } from 'vitest';
import { gatewayClass, httpGateway, manifest } from '../manifests/gateway-api.ts';
import { application } from '../manifests/gitops-tools.ts';
import { kongValues } from '../manifests/kong.ts';
import { describeClusters } from './describe-clusters.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { toJson } from '../../src/source/json.ts';

const url = 'https://github.com/acme/gitops';
const kong = { chart: 'kong', repoURL: 'https://charts.konghq.com', targetRevision: '3.4.1' };
const edge = { namespace: 'edge', server: 'https://kubernetes.default.svc' };

/** The values of the one release of a tree, as plain data. */
function values(files: Readonly<Record<string, string>>): unknown {
  const [cluster] = discoverClusters(sourcesOf(files), defaultConfig).clusters;
  const [release] = cluster?.releases ?? [];
  return release === undefined ? null : toJson(release.values);
}

describe('values of a Helm source', () => {
  test.each([
    ['values is text', { values: 'env: {a: 1}\n' }, { env: { a: 1 } }],
    [
      'valuesObject replaces values as a whole',
      { values: 'env: {a: 1}\n', valuesObject: { env: { b: 2 } } },
      { env: { b: 2 } },
    ],
    [
      'parameters beat both',
      { values: 'env: {a: 1}\n', parameters: [{ name: 'env.a', value: '2' }] },
      { env: { a: 2 } },
    ],
    ['forceString keeps text', { parameters: [{ name: 'env.a', value: '2', forceString: true }] }, { env: { a: '2' } }],
    [
      'an index reaches into the list below',
      { values: 'l: [a, b]\n', parameters: [{ name: 'l[1]', value: 'c' }] },
      { l: ['a', 'c'] },
    ],
  ])('%s', (_, helm, expected) => {
    expect(values({ 'app.yaml': application('kong', { ...kong, helm }, edge) })).toEqual(expected);
  });

  test('a values file of the tree is not inside a chart of a Helm repository', () => {
    const files = {
      'app.yaml': application('kong', { ...kong, helm: { valueFiles: ['values.yaml'] } }, edge),
      'values.yaml': kongValues,
    };
    expect(values(files)).toEqual({});
    const [cluster] = discoverClusters(sourcesOf(files), defaultConfig).clusters;
    expect(cluster?.releases[0]?.unverified?.reason).toMatch(/values\.yaml is looked for inside the chart/);
  });
});

describe('several sources', () => {
  const sources = (valueFile: string, refUrl = url): string =>
    manifest('argoproj.io/v1alpha1', 'Application', 'kong', 'argocd', {
      source: { ...kong, helm: { values: 'env: {ignored: true}\n' } },
      sources: [
        { ...kong, helm: { releaseName: 'edge', valueFiles: ['$values/common.yaml', valueFile] } },
        { repoURL: refUrl, targetRevision: 'main', ref: 'values' },
        { repoURL: url, path: 'gateways' },
      ],
      destination: edge,
    });
  const files = {
    'common.yaml': 'env: {a: 1}\n',
    'kong/values.yaml': kongValues,
    'gateways/edge.yaml': httpGateway('edge'),
  };

  test('beat the single one, and $ref is the root of the source it names', () => {
    expect(describeClusters({ 'app.yaml': sources('$values/kong/values.yaml'), ...files })).toEqual([
      'cluster default',
      '  release edge/edge of kong/kong 3.4.1 by argo-cd: common.yaml < kong/values.yaml',
      '  Gateway edge/edge from gateways/edge.yaml',
    ]);
  });

  test('values of another repository are not looked for here', () => {
    const tree = { 'app.yaml': sources('$values/kong/values.yaml', 'https://github.com/acme/other'), ...files };
    const [cluster] = discoverClusters(sourcesOf(tree), defaultConfig).clusters;
    expect(cluster?.releases[0]).toMatchObject({
      unverified: { cause: 'remote', reason: 'its values lie in another repository (ref values)' },
      layers: [],
    });
  });
});

describe('a path of the repository', () => {
  const app = (source: object): string => application('edge', { repoURL: url, ...source }, edge);

  test('a directory is taken without what lies below, and its objects get the namespace', () => {
    const files = {
      'app.yaml': app({ path: 'gateways' }),
      'gateways/a.yaml': httpGateway('a'),
      'gateways/sub/b.yaml': httpGateway('b'),
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway edge/a from gateways/a.yaml']);
  });

  test.each([
    [{ recurse: true }, ['a', 'c', 'b']],
    [{ recurse: true, include: '*a.yaml' }, ['a']],
    [{ recurse: true, exclude: '{sub/b.yaml,c.*}' }, ['a']],
    [{ include: '*.yml' }, []],
  ])('directory %j', (directory, expected) => {
    const files = {
      'app.yaml': app({ path: 'gateways', directory }),
      'gateways/a.yaml': httpGateway('a'),
      'gateways/c.yaml': httpGateway('c'),
      'gateways/sub/b.yaml': httpGateway('b'),
    };
    const names = describeClusters(files)
      .slice(1)
      .map((line) => /\/(\w+) from/.exec(line)?.[1]);
    expect(names).toEqual(expected);
  });

  test('a kustomization is built with the fields of the Application laid over', () => {
    const files = {
      'app.yaml': app({ path: 'gateways', kustomize: { namePrefix: 'x-', namespace: 'other' } }),
      'gateways/kustomization.yaml': 'resources: [a.yaml]\n',
      'gateways/a.yaml': httpGateway('a'),
      'gateways/not-listed.yaml': httpGateway('b'),
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway other/x-a from gateways/a.yaml']);
  });

  test('a chart of the repository brings Kong, its plain templates, and a count of the others', () => {
    const files = {
      'app.yaml': app({ path: 'charts/edge', helm: { valueFiles: ['values.yaml', '../../prod.yaml'] } }),
      'prod.yaml': 'kong: {env: {b: 2}}\n',
      'charts/edge/Chart.yaml':
        'apiVersion: v2\nname: edge\nversion: 1.0.0\ndependencies: [{name: kong, version: 3.4.1, repository: "https://charts.konghq.com"}]\n',
      'charts/edge/values.yaml': 'kong: {env: {a: 1}}\n',
      'charts/edge/templates/class.yaml': gatewayClass(),
      'charts/edge/templates/gateway.yaml': httpGateway('edge').replace('edge', '{{ .Release.Name }}'),
    };
    expect(describeClusters(files)).toEqual([
      'cluster default',
      '  release edge/edge of kong/kong 3.4.1 by argo-cd: values.yaml of charts/edge < charts/edge/values.yaml < prod.yaml',
      '  GatewayClass kong from charts/edge/templates/class.yaml',
      '  unverified chart charts/edge (Argo CD Application edge): 1 template of Gateway API objects needs Helm to render',
    ]);
  });

  test('another repository is not this one', () => {
    const files = {
      'app.yaml': app({ path: 'gateways' }),
      'kong.yaml': application(
        'kong-extras',
        { repoURL: 'git@github.com:acme/other.git', path: 'gateways/kong' },
        edge,
      ),
      'gateways/a.yaml': httpGateway('a'),
    };
    expect(describeClusters(files)).toEqual([
      'cluster default',
      '  Gateway edge/a from gateways/a.yaml',
      '  unverified Argo CD Application kong-extras: it deploys gateways/kong of another repository',
    ]);
  });
});

describe('destinations', () => {
  const app = (name: string, cluster: object): string =>
    application(name, { repoURL: url, path: `envs/${name}` }, { ...cluster, namespace: 'edge' });

  test('name clusters', () => {
    const files = {
      'apps/prod.yaml': app('prod', { name: 'production' }),
      'apps/staging.yaml': app('staging', { server: 'https://10.0.0.1:6443' }),
      'envs/prod/gateway.yaml': httpGateway('edge'),
      'envs/staging/gateway.yaml': httpGateway('edge'),
    };
    expect(describeClusters(files)).toEqual([
      'cluster 10.0.0.1:6443',
      '  Gateway edge/edge from envs/staging/gateway.yaml',
      'cluster production',
      '  Gateway edge/edge from envs/prod/gateway.yaml',
    ]);
  });

  test('an application in its own cluster is where its parent puts it', () => {
    const files = {
      'root.yaml': application('root', { repoURL: url, path: 'children' }, { name: 'production', namespace: 'argocd' }),
      'children/edge.yaml': app('prod', { server: 'https://kubernetes.default.svc' }),
      'envs/prod/gateway.yaml': httpGateway('edge'),
    };
    expect(describeClusters(files)).toEqual(['cluster production', '  Gateway edge/edge from envs/prod/gateway.yaml']);
  });

  test('an app of apps that takes in itself ends', () => {
    const files = {
      'apps/root.yaml': application('root', { repoURL: url, path: 'apps' }, edge),
      'apps/edge.yaml': application('edge', { repoURL: url, path: 'gateways' }, edge),
      'gateways/a.yaml': httpGateway('a'),
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway edge/a from gateways/a.yaml']);
  });
});
