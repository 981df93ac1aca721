import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

type Files = Readonly<Record<string, string>>;

/** One installation of the chart `kong` from a repository with two lines of values, as each tool declares it. */
const tools: Readonly<Record<string, (repository: string, values: string) => Files>> = {
  'Argo CD': (repository, values) => ({
    'apps/kong.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kong, namespace: argocd }
spec:
  destination: { namespace: kong }
  source:
    repoURL: ${repository}
    chart: kong
    targetRevision: 2.48.0
    helm: { valuesObject: ${values} }
`,
  }),
  Flux: (repository, values) => ({
    'clusters/kong.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: kong }
spec: { url: '${repository}' }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: kong, namespace: kong }
spec:
  chart: { spec: { chart: kong, version: 2.48.0, sourceRef: { kind: HelmRepository, name: charts } } }
  values: ${values}
`,
  }),
  helmfile: (repository, values) => ({
    'helmfile.yaml': `repositories: [{ name: charts, url: '${repository}' }]
releases:
  - { name: kong, namespace: kong, chart: charts/kong, version: 2.48.0, values: [${values}] }
`,
  }),
  kustomize: (repository, values) => ({
    'kong/kustomization.yaml': `helmCharts:
  - { name: kong, releaseName: kong, namespace: kong, repo: '${repository}', version: 2.48.0, valuesInline: ${values} }
`,
  }),
  Terraform: (repository, values) => ({
    'kong.tf': `resource "helm_release" "kong" {
  name       = "kong"
  namespace  = "kong"
  repository = "${repository}"
  chart      = "kong"
  version    = "2.48.0"
  values     = [<<EOT
${values}
EOT
  ]
}
`,
  }),
  'a script': (repository, values) => ({
    'deploy.sh': `helm upgrade --install kong kong -n kong --repo ${repository} --version 2.48.0 --set ${assignment(values)}\n`,
  }),
  'an umbrella chart': (repository, values) => ({
    'kong/Chart.yaml': `apiVersion: v2
name: edge
version: 1.0.0
dependencies: [{ name: kong, version: 2.48.0, repository: '${repository}' }]
`,
    'kong/values.yaml': `kong: ${values}\n`,
  }),
};

/** `{ proxy: { type: LoadBalancer } }` as `--set` writes it. */
const assignment = (values: string): string =>
  values
    .replaceAll(/[{} ]/g, '')
    .replaceAll(':', '.')
    .replace(/\.(\w+)$/, '=$1');

/** Whether a release of kong/kong was found, and if so what of the chart is in doubt. */
function recognised(files: Files): string {
  const releases = discoverClusters(sourcesOf(files), defaultConfig).clusters.flatMap((cluster) => cluster.releases);
  return releases.map(({ chart, unverified }) => `${chart}: ${unverified?.reason ?? 'certain'}`).join(', ') || 'none';
}

const plain = '{ proxy: { type: LoadBalancer } }';
const telling = '{ ingressController: { env: { log_level: debug } } }';
const mirror = 'https://helm.corp.example/public';

describe.each(Object.entries(tools))('%s', (_, filesOf) => {
  test.each([
    ["Kong's own repository", 'https://charts.konghq.com', plain, 'kong/kong: certain'],
    ["a mirror, with values that only Kong's chart reads", mirror, telling, 'kong/kong: certain'],
    [
      'a mirror, with values that any chart may read',
      mirror,
      plain,
      `kong/kong: the repository ${mirror} is taken for a mirror of Kong's charts`,
    ],
    [
      'a mirror below a path that is called kong',
      `${mirror}/kong`,
      plain,
      `kong/kong: the repository ${mirror}/kong is taken for a mirror of Kong's charts`,
    ],
    ["another publisher's chart of that name", 'https://charts.bitnami.com/bitnami', telling, 'none'],
  ])('recognises the chart from %s', (_case, repository, values, expected) => {
    expect(recognised(filesOf(repository, values))).toBe(expected);
  });
});
