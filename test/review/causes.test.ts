import { limits } from '../../src/source/limits.ts';
import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../src/report/json.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';

interface Shown {
  readonly unread: readonly { readonly path: string; readonly cause: string; readonly reason: string }[];
  readonly unverified: readonly { readonly about: string; readonly cause: string; readonly reason: string }[];
}

const shown = (files: Files): Shown => JSON.parse(jsonReport(reviewFiles(files))) as Shown;

const kong: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication() };

describe('the JSON says by a code why a file was not read', () => {
  test.each<[string, string, string, string]>([
    ['edge.yaml', 'too-large', `${gateway(['web HTTP 80'])}#${'x'.repeat(limits.fileBytes)}\n`, 'is larger than 4 MiB'],
    ['edge.yaml', 'binary', `${gateway(['web HTTP 80'])}\0`, 'is binary'],
    ['edge.yaml', 'line-endings', `${gateway(['web HTTP 80'])}# a\rb\n`, 'has carriage returns without line feeds'],
    [
      'edge.yaml',
      'template',
      `${gateway(['web HTTP 80'])}{{ include "x" . }}\n`,
      'holds template actions that only Helm can render',
    ],
    [
      'edge.yaml',
      'limit',
      `${gateway(['web HTTP 80'])}---\n${'['.repeat(1000)}\n`,
      'is nested more than 100 levels deep',
    ],
    ['kustomization.yaml', 'does-not-build', 'resources: [class.yaml, $GONE.yaml]\n', '$GONE.yaml does not exist'],
    [
      'kustomization.yaml',
      'remote',
      'resources: [class.yaml, "https://example.com/kong.yaml"]\n',
      'remote resource https://example.com/kong.yaml is not fetched',
    ],
    [
      'kustomization.yaml',
      'unsupported',
      'resources: [class.yaml]\ngenerators: [g.yaml]\n',
      'generators are not run, so objects may be missing',
    ],
  ])('%s: %s', (path, cause, text, reason) => {
    const effect = path === 'edge.yaml' ? (cause === 'template' ? 'neutral' : 'failure') : 'none';
    expect(shown({ ...kong, [path]: text }).unread).toContainEqual({ path, cause, reason, effect });
  });
});

const orphan = 'proxy:\n  http: {servicePort: 80, containerPort: 8000}\n  stream: []\n';

const helmRelease = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: kong}
spec:
  chart: {spec: {chart: kong, version: 3.4.1, sourceRef: {kind: HelmRepository, name: kong}}}
  valuesFrom: [{kind: Secret, name: kong-values}]
`;

const elsewhere = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kong-extras}
spec: {source: {repoURL: "https://github.com/acme/other", path: gateways}}
`;

describe('the JSON says by a code why something is not verified', () => {
  test.each<[string, string, string, Files]>([
    [
      'assumed',
      'Gateway kong/edge',
      'a Secret',
      { 'edge.yaml': gateway(['web HTTPS 443 tls: {certificateRefs: [{name: c}]}']) },
    ],
    [
      'passed-over',
      'Gateway kong/edge',
      'a Gateway that the controller ignores',
      {
        'kong.yaml': kongApplication('ingressController: {env: {gateway_to_reconcile: kong/other}}\n'),
        'edge.yaml': gateway(['web HTTP 80']),
      },
    ],
    [
      'status-unknown',
      'Gateway kong/edge',
      'a Gateway of an unknown class',
      { 'edge.yaml': gateway(['web HTTP 80'], { className: 'other' }) },
    ],
    [
      'unknown-version',
      'release kong in namespace kong',
      'a version',
      { 'kong.yaml': kongApplication('', { version: '3.x' }) },
    ],
    ['unknown-value', 'release kong in namespace kong', 'values in a Secret', { 'kong.yaml': helmRelease }],
    ['not-deployed', 'values/kong.yaml', 'values that nothing uses', { 'values/kong.yaml': orphan }],
    ['ambiguous', 'Kong', 'two values files', { 'kong.yaml': '', 'a/values.yaml': orphan, 'b/values.yaml': orphan }],
    ['remote', 'Argo CD Application kong-extras', 'another repository', { 'extras.yaml': elsewhere }],
    [
      'does-not-build',
      'Flux Kustomization edge',
      'a kustomization',
      {
        'flux.yaml':
          'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: edge}\nspec: {path: ./edge}\n',
        'edge/kustomization.yaml': 'resources: [edge.yaml, $GONE.yaml]\n',
        'edge/edge.yaml': gateway(['web HTTP 80']),
      },
    ],
  ])('%s: %s, for %s', (cause, about, _, files) => {
    const unverified = shown({ ...kong, ...files }).unverified.filter((each) => each.about === about);
    expect(unverified.map((each) => each.cause)).toContain(cause);
  });
});
