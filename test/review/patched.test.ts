import { expect, test } from 'vitest';
import { gateway, gatewayClass, manifest } from '../manifests/gateway-api.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const stream = 'proxy:\n  stream:\n  - {containerPort: 9901, servicePort: 9901, protocol: TCP}\n';
const release = manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'kong', {
  chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
  values: { proxy: { stream: [{ containerPort: 9901, servicePort: 9901, protocol: 'TCP' }] } },
});
const merge = (values: string): string =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: any}\nspec:\n  values:\n    proxy:\n      ${values}\n`;

/** A base that is right, an overlay with patches of its Gateway and its release, each of which changes nothing. */
const overlay: Files = {
  'base/kustomization.yaml': 'resources: [class.yaml, gateway.yaml, release.yaml]\n',
  'base/class.yaml': gatewayClass(),
  'base/gateway.yaml': gateway(['http HTTP 80', 'tcp TCP 9901']),
  'base/release.yaml': release,
  'prod/kustomization.yaml':
    'resources: [../base]\npatches:\n- {target: {kind: Gateway}, path: gateway.yaml}\n- {target: {kind: HelmRelease}, path: release.yaml}\n',
  'prod/gateway.yaml': '- op: replace\n  path: /spec/listeners/0/protocol\n  value: HTTP\n',
  'prod/release.yaml': merge('type: LoadBalancer'),
};
const flux: Files = {
  'class.yaml': gatewayClass(),
  'gateway.yaml': gateway(['tcp TCP 9901']),
  'release.yaml': manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'kong', {
    chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
    valuesFrom: [{ kind: 'ConfigMap', name: 'kong-values' }],
  }),
  'values.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kong-values, namespace: kong}\ndata:\n  values.yaml: |\n${stream.replace(/^/gm, '    ').trimEnd()}\n`,
};
const argo: Files = {
  'class.yaml': gatewayClass(),
  'gateway.yaml': gateway(['http HTTP 80']),
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kong, namespace: argocd}
spec:
  destination: {server: https://kubernetes.default.svc, namespace: kong}
  source:
    repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: 3.4.1
    helm:
      parameters:
      - name: proxy.type
        value: LoadBalancer
`,
};

test.each<[string, Files, Files, readonly string[]]>([
  [
    'a patch that empties a list of the values',
    overlay,
    { 'prod/release.yaml': merge('stream: []') },
    ['prod/release.yaml:7'],
  ],
  ['a patch that removes it', overlay, { 'prod/release.yaml': merge('stream: null') }, ['prod/release.yaml:7']],
  [
    'a patch that switches HTTP off, beside one of the Gateway that stays',
    overlay,
    { 'prod/release.yaml': merge('http: {enabled: false}') },
    ['prod/release.yaml:7'],
  ],
  [
    'a patch of the Gateway',
    overlay,
    { 'prod/gateway.yaml': '- op: replace\n  path: /spec/listeners/0/port\n  value: 81\n' },
    ['prod/gateway.yaml:2', 'prod/gateway.yaml:3'],
  ],
  [
    'values in a ConfigMap',
    flux,
    { 'values.yaml': (flux['values.yaml'] ?? '').replace('protocol: TCP', 'protocol: UDP') },
    ['values.yaml:8'],
  ],
  [
    'a parameter',
    argo,
    {
      'app.yaml': (argo['app.yaml'] ?? '').replace(
        'proxy.type\n        value: LoadBalancer',
        'proxy.http.enabled\n        value: "false"',
      ),
    },
    ['app.yaml:12', 'app.yaml:13'],
  ],
])('%s is blamed for the listener that it breaks', (_, base, changes, places) => {
  const { findings } = reviewFiles({ ...base, ...changes }, base);
  const broken = findings.filter(({ rule, status }) => status === 'introduced' && rule.startsWith('listener-'));
  expect(broken).toHaveLength(1);
  expect(places).toContain(`${broken[0]?.at.path}:${broken[0]?.at.line}`);
});

test('two changes: the one without which the listener is served is blamed', () => {
  const changes = {
    'prod/gateway.yaml': '- op: replace\n  path: /spec/listeners/0/name\n  value: http\n',
    'prod/release.yaml': merge('stream: []'),
  };
  const { findings } = reviewFiles({ ...overlay, ...changes }, overlay);
  expect(findings.map(({ at, related }) => [`${at.path}:${at.line}`, related[0]?.at.path])).toEqual([
    ['prod/release.yaml:7', 'base/gateway.yaml'],
  ]);
});
