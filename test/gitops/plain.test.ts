import { describe, expect, test } from 'vitest';
import { gatewayClass, httpGateway, manifest } from '../manifests/gateway-api.ts';
import { kongValues } from '../manifests/kong.ts';
import { describeClusters } from './describe-clusters.ts';

test('a tree of plain manifests is one cluster, with what a review reads and nothing else', () => {
  const files = {
    'k8s/class.yaml': gatewayClass(),
    'k8s/all.yaml': `${httpGateway('edge', 'kong')}---\n${manifest('v1', 'Service', 'kong-proxy', 'kong')}`,
    'k8s/app.yaml': manifest('apps/v1', 'Deployment', 'shop', 'shop'),
    'k8s/crd.yaml': manifest(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'gateways.gateway.networking.k8s.io',
    ),
    'README.md': httpGateway('readme'),
  };
  expect(describeClusters(files)).toEqual([
    'cluster default',
    '  Gateway kong/edge from k8s/all.yaml',
    '  Service kong/kong-proxy from k8s/all.yaml',
    '  GatewayClass kong from k8s/class.yaml',
  ]);
});

test('a List is taken apart', () => {
  const item = (name: string): string =>
    `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: ${name}}}`;
  const files = { 'list.yaml': `apiVersion: v1\nkind: List\nitems: [${item('a')}, ${item('b')}]\n` };
  expect(describeClusters(files)).toEqual([
    'cluster default',
    '  Gateway a from list.yaml',
    '  Gateway b from list.yaml',
  ]);
});

test('the last of two statements of one object stands', () => {
  const files = { 'gateway.yaml': `${httpGateway('edge')}---\n${httpGateway('edge')}` };
  expect(describeClusters(files)).toEqual(['cluster default', '  Gateway edge from gateway.yaml']);
});

test.each([
  ['an archive', 'archive/gateway.yaml'],
  ['documentation', 'docs/gateway.yaml'],
  ['test data', 'test/fixtures/gateway.yaml'],
  ['rendered output', 'rendered/gateway.yaml'],
  ['a hidden directory', '.github/gateway.yaml'],
  ['a chart that is not installed', 'charts/edge/templates/gateway.yaml'],
  ['a vendored chart', 'charts/edge/charts/kong/templates/gateway.yaml'],
])('%s is not deployed', (_, path) => {
  expect(
    describeClusters({ [path]: httpGateway('edge'), 'charts/edge/Chart.yaml': 'name: edge\nversion: 1.0.0\n' }),
  ).toEqual([]);
});

describe('a plain manifest that nothing names, in a folder called', () => {
  const isDeployed = (path: string, ...others: readonly string[]): boolean =>
    describeClusters({ [path]: httpGateway('edge'), ...Object.fromEntries(others.map((other) => [other, kongValues])) })
      .join('\n')
      .includes(`Gateway edge from ${path}`);

  test.each([
    ['test/gateway.yaml'],
    ['internal/tests/gateway.yaml'],
    ['tests/e2e/edge/gateway.yaml'],
    ['e2e/gateway.yaml'],
    ['conformance/gateway.yaml'],
    ['_integration/testsuite/gateway.yaml'],
    ['integration-tests/gateway.yaml'],
    ['hack/gateway.yaml'],
    ['templates/gateway.yaml'],
    ['_flux_templates/gateway.yaml'],
    ['legacy/gateway.yaml'],
    ['config/samples/gateway.yaml'],
    ['examples/tcp/gateway.yaml'],
    ['demo/gateway.yaml'],
    ['tests/gateway.yaml', 'prod/values.yaml'],
    ['examples/tcp/gateway.yaml', 'examples/udp/values.yaml'],
  ])('%s is not deployed', (path, ...others) => {
    expect(isDeployed(path, ...others)).toBe(false);
  });

  test.each([
    ['clusters/test/gateway.yaml'],
    ['clusters/integration-test/gateway.yaml'],
    ['environments/e2e/gateway.yaml'],
    ['environments/legacy/gateway.yaml'],
    ['legacy/gateway.yaml', 'prod/values.yaml'],
    ['test/gateway.yaml', 'prod/values.yaml'],
    ['kong/test/gateway.yaml', 'kong/base/values.yaml'],
    ['demo/gateway.yaml', 'staging/values.yaml'],
    ['examples/tcp/gateway.yaml', 'examples/tcp/values.yaml'],
    ['examples/gateway.yaml', 'examples/values.yaml'],
    ['testing/gateway.yaml'],
    ['latest/gateway.yaml'],
  ])('%s is, among stages or with its own Kong', (path, ...others) => {
    expect(isDeployed(path, ...others)).toBe(true);
  });

  test('any is deployed where something says so', () => {
    const files = { 'test/edge/gateway.yaml': httpGateway('edge') };
    const kustomization = { ...files, 'kustomization.yaml': 'resources: [test/edge/gateway.yaml]\n' };
    const argo = manifest('argoproj.io/v1alpha1', 'Application', 'edge', 'argocd', { source: { path: 'test/edge' } });
    const flux = manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'edge', 'flux-system', { path: './test' });
    for (const more of [kustomization, { ...files, 'app.yaml': argo }, { ...files, 'ks.yaml': flux }])
      expect(describeClusters(more).join('\n')).toContain('Gateway edge from test/edge/gateway.yaml');
  });
});

test('excluded paths are as good as absent', () => {
  const files = { 'lab/gateway.yaml': httpGateway('lab'), 'live/gateway.yaml': httpGateway('live') };
  expect(describeClusters(files, { exclude: ['lab/**'] })).toEqual([
    'cluster default',
    '  Gateway live from live/gateway.yaml',
  ]);
});

test('a test hook of Helm is an object for kubectl, and none for Argo CD, which knows no phase for it', () => {
  const hook = httpGateway('probe').replace('name: probe', 'name: probe\n  annotations: {helm.sh/hook: test}');
  expect(describeClusters({ 'probe.yaml': hook })).toEqual(['cluster default', '  Gateway probe from probe.yaml']);
  const application = manifest('argoproj.io/v1alpha1', 'Application', 'edge', 'argocd', { source: { path: 'edge' } });
  expect(describeClusters({ 'app.yaml': application, 'edge/probe.yaml': hook })).toEqual([]);
});

test('Services, Secrets and ConfigMaps come along when something names them', () => {
  const files = {
    'gateway.yaml': httpGateway('edge').replace(
      '"protocol":"HTTP"',
      '"protocol":"HTTPS","tls":{"certificateRefs":[{"name":"edge-cert"}]}',
    ),
    'secret.yaml': manifest('v1', 'Secret', 'edge-cert'),
    'other-secret.yaml': manifest('v1', 'Secret', 'unrelated'),
    'certificate.yaml': manifest('cert-manager.io/v1', 'Certificate', 'edge', 'kong', { secretName: 'edge-cert' }),
  };
  expect(describeClusters(files).slice(1)).toEqual([
    '  Certificate kong/edge from certificate.yaml',
    '  Gateway edge from gateway.yaml',
    '  Secret edge-cert from secret.yaml',
  ]);
});

test('values of the shape of Kong’s become a release with assumed names', () => {
  expect(describeClusters({ 'kong/values.yaml': kongValues })).toEqual([
    'cluster default',
    '  release kong~/kong~ of kong/kong 3.4.1~ by values-shape: kong/values.yaml',
  ]);
});

test('a controller and a proxy alone have the shape of Kong’s, and not beside keys that its chart has not', () => {
  const values = 'ingressController: {enabled: true}\nproxy: {existingTLSSecret: edge-tls}\n';
  expect(describeClusters({ 'a/values.yaml': values })).toEqual([
    'cluster default',
    '  release kong~/kong~ of kong/kong 3.4.1~ by values-shape: a/values.yaml',
  ]);
  expect(describeClusters({ 'a/values.yaml': `${values}authorize: {existingTLSSecret: edge-tls}\n` })).toEqual([]);
});

test('several values files that nothing tells apart are no release', () => {
  expect(describeClusters({ 'kong/values.yaml': kongValues, 'kong/values-prod.yaml': kongValues })).toEqual([
    'cluster default',
    "  unverified Kong: several files could hold Kong's values (kong/values-prod.yaml, kong/values.yaml), and nothing tells which is in use",
  ]);
});

test('a values file beside a declared installation is an orphan', () => {
  const kong = { chart: 'kong', repoURL: 'https://charts.konghq.com', targetRevision: '3.4.1' };
  const files = {
    'kong/app.yaml': manifest('argoproj.io/v1alpha1', 'Application', 'kong', 'argocd', {
      source: kong,
      destination: { namespace: 'edge' },
    }),
    'kong/values.yaml': kongValues,
  };
  expect(describeClusters(files)).toEqual([
    'cluster default',
    '  release edge/kong of kong/kong 3.4.1 by argo-cd: ',
    '  unverified kong/values.yaml: none of the deployments that are read refers to this values file, so it is not read',
  ]);
});

test.each(['Deployment', 'Pod'])(
  'Kong above clusters that have a Kong of their own is not theirs too: a %s',
  (kind) => {
    const pod = { containers: [{ name: 'proxy', image: 'kong:3.9' }] };
    const kong =
      kind === 'Pod'
        ? manifest('v1', kind, 'kong', 'kong', pod)
        : manifest('apps/v1', kind, 'kong', 'kong', { template: { spec: pod } });
    const files = {
      'shared.yaml': kong.replace('name: kong\n', 'name: sample\n'),
      'live/a/kong.yaml': kong,
      'live/a/gateway.yaml': httpGateway('edge', 'kong'),
      'live/b/kong.yaml': kong,
      'live/b/gateway.yaml': httpGateway('edge', 'kong'),
    };
    expect(describeClusters(files)).toEqual([
      'cluster a',
      '  Gateway kong/edge from live/a/gateway.yaml',
      `  ${kind} kong/kong from live/a/kong.yaml`,
      'cluster b',
      '  Gateway kong/edge from live/b/gateway.yaml',
      `  ${kind} kong/kong from live/b/kong.yaml`,
    ]);
  },
);
