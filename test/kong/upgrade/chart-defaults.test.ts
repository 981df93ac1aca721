import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { chartDefaults } from '../../../src/kong/versions/chart-defaults.ts';
import { chartReleases } from '../../../src/kong/charts/known-versions.ts';

const argo = (chart: string, version: string, values: string): Files => ({
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: kong
  namespace: argocd
spec:
  project: default
  destination: { server: https://kubernetes.default.svc, namespace: kong }
  source:
    repoURL: https://charts.konghq.com
    chart: ${chart}
    targetRevision: ${version}
    helm:
      valuesObject: ${values}
`,
});

const helmfile = (chart: string, version: string, values: string): Files => ({
  'helmfile.yaml': `repositories: [{ name: kong, url: https://charts.konghq.com }]
releases: [{ name: kong, namespace: kong, chart: kong/${chart}, version: ${version}, values: [values.yaml] }]
`,
  'values.yaml': values,
});

function told(tree: typeof argo, chart: string, from: string, to: string, values = '{}'): readonly string[] {
  const [upgrade] = reviewFiles(tree(chart, to, values), tree(chart, from, values)).upgrades;
  return (upgrade?.differences ?? []).flatMap(({ area, field, before, after }) =>
    area === 'default' ? [`${field}: ${before} → ${after}`] : [],
  );
}

const userOf = 'user of containers: that of the image → 1000, and never root';

describe('defaults of the chart', () => {
  test('are told where they change', () => {
    expect(told(argo, 'kong', '2.18.0', '2.19.0')).toEqual([
      'root file systems of containers: writable → read-only, but for mounted volumes',
    ]);
    expect(told(argo, 'kong', '2.19.0', '2.25.0')).toEqual([]);
  });

  test('go back with a version that is older', () => {
    expect(told(argo, 'kong', '2.19.0', '2.18.0')).toEqual([
      'root file systems of containers: read-only, but for mounted volumes → writable',
    ]);
  });

  test.each([
    ['of one container', 'kong', '{}', true],
    ['that values decide', 'kong', 'containerSecurityContext: { runAsUser: 5 }', false],
    ['that values leave open', 'kong', 'containerSecurityContext: { runAsGroup: 5 }', true],
    ['of both charts in kong/ingress', 'ingress', '{}', true],
    ['that one of both charts leaves open', 'ingress', 'gateway: { containerSecurityContext: { runAsUser: 5 } }', true],
    [
      'that both charts decide',
      'ingress',
      '{ gateway: { containerSecurityContext: { runAsUser: 5 } }, controller: { containerSecurityContext: { runAsUser: 5 } } }',
      false,
    ],
  ])('are those %s', (_, chart, values, expected) => {
    const [from, to] = chart === 'kong' ? ['2.29.0', '2.30.0'] : ['0.7.0', '0.8.0'];
    expect(told(helmfile, chart, from ?? '', to ?? '', values).includes(userOf)).toBe(expected);
  });

  test.each([
    ['3.4', '2.12', '/status/ready, which waits for a configuration'],
    ['3.2', '2.12', null],
    ['3.4', '2.10', null],
  ])('hold for some images: Kong %s with controller %s', (kong, controller, expected) => {
    const values = `{ image: { tag: "${kong}" }, ingressController: { image: { tag: "${controller}" } } }`;
    const found = told(helmfile, 'kong', '2.25.0', '2.26.0', values).filter((each) => each.startsWith('readiness'));
    expect(found).toEqual(expected === null ? [] : [`readiness probe of Kong: /status → ${expected}`]);
  });

  test('of a webhook are told where the controller before was too old for them', () => {
    const about = (from: string, to: string): readonly string[] =>
      told(argo, 'kong', from, to).filter((each) => each.includes('by the webhook'));
    expect(about('2.30.0', '2.42.0')).toEqual(['Services: not checked by the webhook → checked by the webhook']);
  });

  test('are nothing of a webhook that was not there before', () => {
    const images = '{ image: { tag: "3.4" }, ingressController: { image: { tag: "3.1" } } }';
    const about = (from: string, to: string): readonly string[] =>
      told(argo, 'kong', from, to, images).filter((each) => each.includes('webhook'));
    expect(about('2.15.3', '2.31.0')).toEqual(['webhook that checks objects of Kong: off → on']);
    expect(about('2.28.1', '2.31.0')).toEqual(['Services: not checked by the webhook → checked by the webhook']);
  });

  test('are definitions where Helm installs the chart, and not where Argo CD applies them', () => {
    const about = (tree: typeof argo): readonly string[] =>
      told(tree, 'kong', '2.36.0', '2.37.0').filter((each) => each.startsWith('definition'));
    expect(about(argo)).toEqual([]);
    expect(about(helmfile).map((each) => each.split(':')[0])).toEqual([
      'definition of KongLicense',
      'definition of KongVault',
    ]);
  });

  test('begin with versions that there are, in order', () => {
    const known = chartReleases('kong/kong');
    for (const { since } of chartDefaults) {
      const places = since.map(([version]) => known.indexOf(version));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
  });
});
