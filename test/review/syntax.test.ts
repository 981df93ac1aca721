import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { findingsIn } from './finding-lines.ts';
import type { Files } from '../../src/review/in-memory.ts';

/** What Kong's oldest page on the subject shows, and people copy. */
const values = `proxy:
  http:
    servicePort: 80
    containerPort: 8000
  stream: []
  - containerPort: 9901
    servicePort: 9901
`;

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: kong
spec:
  sources:
  - {repoURL: "https://github.com/acme/gitops", ref: repo}
  - repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: 3.4.1
    helm:
      valueFiles: [$repo/kong/settings.yaml]
`;

describe('a broken file is a finding', () => {
  test.each<[string, Files, readonly string[]]>([
    [
      'where it holds a Gateway',
      { 'edge.yaml': `${gateway(['http HTTP 80'])}  broken\n` },
      ['edge.yaml:10 yaml-syntax'],
    ],
    [
      'where it holds values by the look of its words',
      { 'kong/values.yaml': values },
      ['kong/values.yaml:6 yaml-syntax'],
    ],
    [
      'where a release refers to it',
      { 'kong/settings.yaml': 'env:\n  database: "off\n', 'kong.yaml': application },
      ['kong/settings.yaml:2 yaml-syntax'],
    ],
    [
      'where a release has its values in the whole part of it',
      { 'kong.yaml': `${kongApplication()}---\nbroken: [\n` },
      ['kong.yaml:18 yaml-syntax'],
    ],
    [
      'where it sets what Kong listens on',
      { 'web.yaml': 'kind: Deployment\nenv: KONG_PROXY_LISTEN\nbroken: [\n' },
      ['web.yaml:3 yaml-syntax'],
    ],
    [
      'where it sets what Kong listens on for streams',
      { 'web.yaml': 'kind: Deployment\nenv: KONG_STREAM_LISTEN\nbroken: [\n' },
      ['web.yaml:3 yaml-syntax'],
    ],
    [
      'where Gateways are built with it',
      { 'class.yaml': gatewayClass(), 'kustomization.yaml': 'resources: [class.yaml\n' },
      ['kustomization.yaml:1 yaml-syntax'],
    ],
    [
      'once, however much of it is broken',
      { 'edge.yaml': `${gateway(['http HTTP 80'])}  broken\n---\na: [\n` },
      ['edge.yaml:10 yaml-syntax'],
    ],
    [
      'where a release refers to it, and none whose path is the end of its path',
      { 'settings.yaml': 'image: kong\na: [\n', 'kong/settings.yaml': 'env: [\n', 'kong.yaml': application },
      ['kong/settings.yaml:1 yaml-syntax'],
    ],
  ])('%s', (_, files, expected) => {
    expect(findingsIn(files)).toEqual(expected);
  });
});

describe('a broken file is no finding', () => {
  test.each<[string, Files]>([
    ['where it has nothing to do with Kong', { 'web.yaml': 'a: [\n', 'class.yaml': gatewayClass() }],
    [
      'where it deploys something else',
      { 'web.yaml': application.replace('chart: kong', 'chart: web').replace('$repo/kong/settings.yaml]', '') },
    ],
    ['where it has values of something else', { 'values.yaml': 'proxy:\n  http: {servicePort: 80}\n  broken: [\n' }],
    ['where it is test data', { 'internal/testdata/broken.yaml': `${gateway(['http HTTP 80'])}  broken\n` }],
    ['where it is an example that nothing deploys', { 'examples/edge.yaml': `${gateway(['http HTTP 80'])}  broken\n` }],
    ['where its words are those of another chart', { 'web/values.yaml': values }],
    [
      'where only our parser cannot read it',
      { 'edge.yaml': `${gateway(['http HTTP 80'])}  annotations: ![a, b]\n`, 'class.yaml': gatewayClass() },
    ],
    ['where a key stands twice', { 'class.yaml': `${gatewayClass()}kind: GatewayClass\n` }],
    ['where it only says kong', { 'web.yaml': 'image: kong\na: [\n' }],
    [
      'where only Helm can render it',
      {
        'chart/templates/gateway.yaml': `{{- if .Values.gateway }}\n${gateway(['http HTTP {{ .Values.port }}'])}{{- end }}\n`,
      },
    ],
  ])('%s', (_, files) => {
    expect(findingsIn(files)).toEqual([]);
  });
});
