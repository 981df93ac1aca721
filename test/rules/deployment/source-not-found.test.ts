import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { gatewayClass, httpGateway, manifest } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const repoURL = 'https://git.example.com/acme/gitops';
const gateways: Files = { 'apps/edge/gw.yaml': httpGateway('edge', 'kong'), 'apps/more/gw.yaml': gatewayClass() };

/** An Application with its spec on line 6. */
const application = (name: string, spec: object): string =>
  manifest('argoproj.io/v1alpha1', 'Application', name, 'argocd', spec);

/** Two Applications: one of a directory that is there, which tells the address, and one more. */
const argo = (spec: object, more: Files = {}): Files => ({
  ...gateways,
  'known.yaml': application('edge', { source: { repoURL, path: 'apps/edge' } }),
  'app.yaml': application('kong', spec),
  ...more,
});

const kongChart = { repoURL: 'https://charts.konghq.com', chart: 'kong', targetRevision: '3.4.1' };
const values = (valueFiles: readonly string[], more: object = {}, ref: object = {}): object => ({
  sources: [
    { ...kongChart, helm: { valueFiles, ...more } },
    { repoURL, ref: 'values', ...ref },
  ],
});

const localChart: Files = {
  'charts/kong/Chart.yaml': 'apiVersion: v2\nname: kong-edge\nversion: 1.0.0\n',
  'charts/kong/templates/gw.yaml': httpGateway('edge'),
};

const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
const flux = (spec: object, more: Files = {}): Files => ({
  ...gateways,
  'known.yaml': manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'edge', 'flux-system', {
    sourceRef,
    path: './apps/edge',
  }),
  'flux.yaml': manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'kong', 'flux-system', {
    sourceRef,
    ...spec,
  }),
  ...more,
});

const release = (spec: object): string =>
  manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'flux-system', {
    chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
    ...spec,
  });
const configMap = (name: string, keys: readonly string[]): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: flux-system\ndata:\n${keys.map((key) => `  ${key}: ''\n`).join('')}`;
const withMap = (item: object, keys = ['values.yaml']): Files => ({
  'apps/kustomization.yaml': 'resources: [release.yaml, map.yaml]\n',
  'apps/release.yaml': release({ valuesFrom: [{ kind: 'ConfigMap', name: 'kong', ...item }] }),
  'apps/map.yaml': configMap('kong', keys),
});

const helmfile = (text: string, more: Files = {}): Files => ({ 'helmfile.yaml': text, 'kong.yaml': '{}\n', ...more });
const kongRelease = 'releases:\n  - name: kong\n    chart: kong/kong\n    version: 3.4.1\n    values:\n';

testRule('source-not-found', {
  valid: {
    'a path that is there': argo({ source: { repoURL, path: 'apps/more' } }),
    'a path of another repository': argo({
      source: { repoURL: 'https://git.example.com/acme/kong', path: 'deploy/kong' },
    }),
    'a path, where nothing tells the address': {
      'app.yaml': application('kong', { source: { repoURL, path: 'apps/kong' } }),
    },
    'a path in a submodule': argo(
      { source: { repoURL, path: 'apps/kong/deploy' } },
      { '.gitmodules': '[submodule "kong"]\n\tpath = apps/kong\n\turl = https://git.example.com/acme/kong\n' },
    ),
    'a path of a tag': argo({ source: { repoURL, path: 'apps/kong', targetRevision: 'v1.2.0' } }),
    'a path of another branch': argo({ source: { repoURL, path: 'apps/kong', targetRevision: 'kong-next' } }),
    'value files that may be missing': argo(values(['$values/apps/kong.yaml'], { ignoreMissingValueFiles: true })),
    'value files by a glob': argo(values(['$values/apps/kong-*.yaml'])),
    'value files with a variable': argo(values(['$values/apps/$ARGOCD_APP_NAME.yaml'])),
    'value files of another repository': argo(
      values(['$values/apps/kong.yaml'], {}, { repoURL: 'https://git.example.com/acme/v' }),
    ),
    'value files within the chart': argo(values(['values-prod.yaml'])),
    'value files of a URL': argo(values(['https://example.com/values.yaml'])),
    'a value file from the root': argo(
      {
        source: { repoURL, path: 'charts/kong', helm: { valueFiles: ['/values/kong.yaml', '../../values/kong.yaml'] } },
      },
      { ...localChart, 'values/kong.yaml': '{}\n' },
    ),
    'a Kustomization of an artifact': flux({ path: './apps/kong', sourceRef: { kind: 'OCIRepository', name: 'kong' } }),
    'a Kustomization with a variable in its path': flux({ path: './apps/${CLUSTER}-kong' }),
    'a Kustomization of a repository with others in it': flux(
      { path: './apps/kong' },
      {
        'source.yaml': manifest('source.toolkit.fluxcd.io/v1', 'GitRepository', 'flux-system', 'flux-system', {
          include: [{ repository: { name: 'other' } }],
        }),
      },
    ),
    'a key that is there': withMap({ valuesKey: 'kong' }, ['kong']),
    'a key that may be missing': withMap({ valuesKey: 'nope', optional: true }),
    'a ConfigMap that is not there': { ...withMap({ name: 'elsewhere', valuesKey: 'nope' }) },
    'values of a helmfile that may be missing': helmfile(`missingFileHandler: Warn\n${kongRelease}      - nope.yaml\n`),
    'values of a helmfile that is a template': helmfile(
      `${kongRelease}      - {{ .Environment.Name }}.yaml\n      - nope.yaml\n`,
    ),
    'a release of a helmfile that is not installed': helmfile(
      `${kongRelease}      - nope.yaml\n    installed: false\n`,
    ),
  },
  invalid: {
    'the path of an Application': [
      argo({ source: { repoURL, path: 'apps/kong' } }),
      'app.yaml:6 Argo CD Application kong names path "apps/kong", which is not in the repository.',
    ],
    'a path one letter from one that is there': [
      argo({ source: { repoURL: `${repoURL}.git`, path: 'apps/moree', targetRevision: 'HEAD' } }),
      'app.yaml:6 names path "apps/moree", which is not in the repository. Did you mean "apps/more"?',
    ],
    'a value file by reference': [
      argo(values(['$values/apps/kong.yaml'])),
      'app.yaml:6 names value file "$values/apps/kong.yaml" (apps/kong.yaml), which is not in the repository.',
    ],
    'a reference to no source': [
      argo(values(['$vaules/apps/edge/gw.yaml'])),
      'app.yaml:6 names value file "$vaules/apps/edge/gw.yaml", but no source has the ref "vaules" (the refs are "values"). Did you mean "$values/apps/edge/gw.yaml"?',
    ],
    'a value file beside a chart': [
      argo({ source: { repoURL, path: 'charts/kong', helm: { valueFiles: ['prod.yaml'] } } }, localChart),
      'app.yaml:6 names value file "prod.yaml" (charts/kong/prod.yaml), which is not in the repository.',
    ],
    'the path of a Kustomization': [
      flux({ path: './apps/kong' }),
      'flux.yaml:6 Flux Kustomization kong names path "./apps/kong", which is not in the repository.',
    ],
    'the chart of a HelmRelease': [
      flux(
        { path: './apps/more' },
        {
          'apps/more/release.yaml': release({ chart: { spec: { chart: './charts/kong', sourceRef } } }),
        },
      ),
      'apps/more/release.yaml:6 Flux HelmRelease kong names chart "./charts/kong", which is not in the repository.',
    ],
    'a values file of a HelmRelease': [
      flux(
        { path: './apps/more' },
        {
          ...localChart,
          'apps/more/release.yaml': release({
            chart: { spec: { chart: './charts/kong', valuesFiles: ['charts/kong/prod.yaml'], sourceRef } },
          }),
        },
      ),
      'apps/more/release.yaml:6 names values file "charts/kong/prod.yaml"',
    ],
    'a key of a ConfigMap': [
      withMap({ valuesKey: 'value.yaml' }),
      'apps/release.yaml:6 Flux HelmRelease kong names key "value.yaml" of ConfigMap kong, which does not have it (its keys are values.yaml). Did you mean "values.yaml"?',
    ],
    'the key that is meant where none is named': [
      withMap({}, ['kong.yaml']),
      'apps/release.yaml:6 names key "values.yaml" of ConfigMap kong',
    ],
    'values of a helmfile': [
      helmfile(`${kongRelease}      - kong.yaml\n      - nope.yaml\n`),
      'helmfile.yaml:7 helmfile release kong names values file "nope.yaml", which is not in the repository.',
    ],
  },
});

describe('a directory that a change renames', () => {
  const app = { 'app.yaml': application('kong', { source: { repoURL, path: 'apps/kong' } }) };
  const base = { ...app, 'apps/kong/gw.yaml': httpGateway('edge') };

  test('is missed by the Application that names it, which alone tells the address', () => {
    const { findings } = reviewFiles({ ...app, 'apps/edge/gw.yaml': httpGateway('edge') }, base);
    expect(findings.map(({ rule, status, at }) => `${at.path} ${rule} ${status}`)).toEqual([
      'app.yaml source-not-found introduced',
    ]);
  });
});
