import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { manifest } from '../../manifests/gateway-api.ts';

const repository = (name = 'kong', namespace = 'flux-system'): string =>
  manifest('source.toolkit.fluxcd.io/v1', 'HelmRepository', name, namespace, { url: 'https://charts.konghq.com' });
const release = (more: object = {}, name = 'kong', namespace = 'flux-system'): string =>
  manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, namespace, {
    chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
    ...more,
  });
const kustomization = (name: string, more: object = {}): string =>
  manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, 'flux-system', {
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    path: './apps',
    ...more,
  });
const configMap = (name: string, namespace = 'flux-system'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\ndata: {values.yaml: ''}\n`;
const podinfo = (name: string, more: object): string =>
  manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, 'flux-system', {
    chart: { spec: { chart: 'podinfo', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
    ...more,
  });
const complete = (kinds: string): Files => ({
  '.github/portcullis.yml': `clusters:\n  - name: prod\n    paths: ['**']\n    complete: ${kinds}\n`,
});

/** Kong by Flux, with all that it names. */
const right: Files = {
  'apps/repository.yaml': repository(),
  'apps/release.yaml': release({
    dependsOn: [{ name: 'certificates' }],
    valuesFrom: [{ kind: 'ConfigMap', name: 'kong-values' }],
  }),
  'apps/certificates.yaml': podinfo('certificates', { targetNamespace: 'certificates' }),
  'apps/values.yaml': configMap('kong-values'),
  'clusters/apps.yaml': kustomization('apps', {
    dependsOn: [{ name: 'infrastructure' }],
    postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'variables' }] },
  }),
  'clusters/infrastructure.yaml': kustomization('infrastructure', { path: './infrastructure' }),
  'clusters/variables.yaml': configMap('variables'),
  'infrastructure/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: kong}\n',
};

const without = (path: string, files: Files = right): Files =>
  Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));
const said = (head: Files, base?: Files): readonly string[] =>
  reviewFiles(head, base)
    .findings.filter(({ rule }) => rule === 'source-not-found')
    .map(({ severity, status, at, statement }) => `${severity} ${status} ${at.path} ${statement}`);

describe('an object that only its name tells of', () => {
  test('is taken to be there', () => {
    expect(said(right)).toEqual([]);
    for (const path of [
      'apps/repository.yaml',
      'apps/certificates.yaml',
      'apps/values.yaml',
      'clusters/variables.yaml',
    ])
      expect(said(without(path))).toEqual([]);
  });

  test.each([
    ['apps/repository.yaml', 'apps/release.yaml Flux HelmRelease kong names source HelmRepository flux-system/kong'],
    [
      'apps/certificates.yaml',
      'apps/release.yaml Flux HelmRelease kong names dependency HelmRelease flux-system/certificates',
    ],
    ['apps/values.yaml', 'apps/release.yaml Flux HelmRelease kong names values ConfigMap flux-system/kong-values'],
    [
      'clusters/infrastructure.yaml',
      'clusters/apps.yaml Flux Kustomization apps names dependency Kustomization flux-system/infrastructure',
    ],
    [
      'clusters/variables.yaml',
      'clusters/apps.yaml Flux Kustomization apps names variables ConfigMap flux-system/variables',
    ],
  ])('is at fault where the change removes %s', (path, start) => {
    expect(said(without(path), right).filter((each) => each.includes(start))).toEqual([
      `error introduced ${start}, which this change removes.`,
    ]);
  });

  test('moves to another file without a word', () => {
    const { 'apps/repository.yaml': text = '', ...rest } = right;
    expect(said({ ...rest, 'clusters/sources.yaml': text }, right)).toEqual([]);
  });

  test.each<[string, Files]>([
    ['another namespace', { 'apps/other.yaml': repository('kong', 'kong') }],
    [
      'a list',
      {
        'apps/list.yaml': JSON.stringify({
          apiVersion: 'v1',
          kind: 'List',
          items: [{ kind: 'HelmRepository', metadata: { name: 'kong' } }],
        }),
      },
    ],
    [
      'a template',
      {
        'charts/a/Chart.yaml': 'name: a\nversion: 1.0.0\n',
        'charts/a/templates/r.yaml': 'kind: HelmRepository\nmetadata: {name: kong}\nspec: {{ .Values.a }}\n',
      },
    ],
    ['a variable', { 'apps/variable.yaml': repository('${name}') }],
    [
      'a prefix',
      { 'x/short.yaml': repository('ong'), 'x/kustomization.yaml': 'namePrefix: k\nresources: [short.yaml]\n' },
    ],
    ['a script', { 'bootstrap.sh': 'flux create source helm kong --url=https://charts.konghq.com\n' }],
    [
      'a generator',
      {
        'apps/set.yaml':
          'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: set, namespace: flux-system}\nspec: {inputs: [{name: kong}]}\n',
      },
    ],
    ['a chart of its namespace', { 'apps/certificates.yaml': podinfo('certificates', {}) }],
    [
      'another repository',
      {
        'clusters/more.yaml': kustomization('more', {
          sourceRef: { kind: 'GitRepository', name: 'more' },
          path: './deploy',
        }),
      },
    ],
    [
      'an Application',
      {
        'apps/app.yaml': manifest('argoproj.io/v1alpha1', 'Application', 'kong', 'argocd', {
          source: { repoURL: 'https://example.com/a', chart: 'kong' },
        }),
      },
    ],
  ])('is taken to be there, removed or not, where %s may bring it', (_, more) => {
    expect(
      said({ ...without('apps/repository.yaml'), ...more }, right).filter((each) =>
        each.includes('release kong names source'),
      ),
    ).toEqual([]);
  });

  test('is likely misspelt where one of nearly the same name stands beside it', () => {
    const named = { kind: 'HelmRepository', name: 'kong-charts' };
    const misspelt = {
      ...right,
      'apps/repository.yaml': repository('kong-chart'),
      'apps/certificates.yaml': podinfo('certificates', {
        chart: { spec: { chart: 'podinfo', sourceRef: { kind: 'HelmRepository', name: 'kong-chart' } } },
        targetNamespace: 'certificates',
      }),
      'apps/release.yaml': release({ chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: named } } }),
    };
    expect(said(misspelt)).toEqual([
      'warning existing apps/release.yaml Flux HelmRelease kong names source HelmRepository flux-system/kong-charts, which is not in the repository; one of nearly the same name is. Did you mean "kong-chart"?',
    ]);
    expect(reviewFiles(misspelt).findings[0]?.suggestion?.replacement).toContain('kong-chart');
  });

  test.each([
    ['kong-1', 'kong-2'],
    ['eu-a', 'eu-b'],
    ['abc', 'abd'],
  ])('is no misspelling: %s beside %s', (wanted, there) => {
    const other = { kind: 'HelmRepository', name: wanted };
    const files = {
      ...right,
      'apps/repository.yaml': repository(there),
      'apps/release.yaml': release({ chart: { spec: { chart: 'kong', sourceRef: other } } }),
    };
    expect(said(files)).toEqual([]);
  });

  test('is nowhere where the configuration says that the repository holds all of its kind', () => {
    const files = without('apps/repository.yaml');
    const expected = [
      'error existing apps/certificates.yaml Flux HelmRelease certificates names source HelmRepository flux-system/kong, which is not in the repository, and it holds all of them.',
      'error existing apps/release.yaml Flux HelmRelease kong names source HelmRepository flux-system/kong, which is not in the repository, and it holds all of them.',
    ];
    expect(said({ ...files, ...complete('[HelmRepository]') })).toEqual(expected);
    expect(said({ ...files, ...complete('[flux-system/HelmRepository]') })).toEqual(expected);
    expect(said({ ...files, ...complete('all') })).toEqual(expected);
    expect(said({ ...files, ...complete('[kong/HelmRepository, GitRepository]') })).not.toContainEqual(expected[0]);
  });

  test('may be absent where it is optional, and where nothing is reconciled', () => {
    const optional = {
      ...right,
      'apps/release.yaml': release({ valuesFrom: [{ kind: 'ConfigMap', name: 'kong-values', optional: true }] }),
    };
    expect(said(without('apps/values.yaml', optional), optional)).toEqual([]);
    const suspended = { ...right, 'apps/release.yaml': release({ suspend: true }) };
    expect(
      said(without('apps/repository.yaml', suspended), suspended).filter((each) => each.includes('release kong')),
    ).toEqual([]);
  });
});
