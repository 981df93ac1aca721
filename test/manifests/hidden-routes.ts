import { gateway } from './gateway-api.ts';

/** Repositories in which a route or a Gateway is made of files that nobody renders here. */

type Texts = Readonly<Record<string, string>>;

/** A chart with a template of a route that reads `route` of its values and `image` of another template. */
export const webChart: Texts = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'image: {tag: a}\nroute: {host: a}\n',
  'web/hosts.txt': 'a\n',
  'web/templates/_names.tpl': '{{- define "web.name" -}}{{ .Release.Name }}{{- end -}}\n',
  'web/templates/deployment.yaml': 'kind: Deployment\nimage: {{ .Values.image.tag }}\n',
  'web/templates/route.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: {{ include "web.name" . }}}
spec: {{ toYaml .Values.route | nindent 2 }}
x: {{ .Files.Get "hosts.txt" }}
`,
};

const umbrella: Texts = {
  ...webChart,
  'umbrella/Chart.yaml':
    'apiVersion: v2\nname: umbrella\nversion: 1.0.0\ndependencies: [{name: web, alias: shop, version: 1.0.0, repository: file://../web}]\n',
  'umbrella/values.yaml': 'shop: {route: {host: a}, image: {tag: a}}\n',
};

const argoCd = (helm: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  source: {repoURL: https://github.com/acme/gitops, path: web, helm: ${helm}}
  destination: {namespace: web}
`;

const helmRelease = (more: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: web}
spec:
  chart: {spec: {chart: ./web, sourceRef: {kind: GitRepository, name: flux-system}}}
  ${more}
`;

const configMap = (host: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-values, namespace: web}\ndata:\n  values.yaml: |\n    route: {host: ${host}}\n`;

const secret = (host: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: web-values, namespace: web}\nstringData:\n  values.yaml: |\n    route: {host: ${host}}\n`;

/** How a chart of the tree is installed, and one file that decides what its route becomes: before and after. */
export const feeds: readonly (readonly [name: string, tree: Texts, path: string, before: string, after: string])[] = [
  ['its values', webChart, 'web/values.yaml', 'route: {host: a}\n', 'route: {host: b}\n'],
  ['its Chart.yaml', webChart, 'web/Chart.yaml', 'name: web\nversion: 1.0.0\n', 'name: web\nversion: 1.0.1\n'],
  [
    'a named template',
    webChart,
    'web/templates/_names.tpl',
    '{{ define "web.name" }}a{{ end }}',
    '{{ define "web.name" }}b{{ end }}',
  ],
  ['a file', webChart, 'web/hosts.txt', 'a\n', 'b\n'],
  ['values beside it', webChart, 'web/values-prod.yaml', 'route: {host: a}\n', 'route: {host: b}\n'],
  [
    'values of an umbrella',
    umbrella,
    'umbrella/values.yaml',
    'shop: {route: {host: a}}\n',
    'shop: {route: {host: b}}\n',
  ],
  ['values for all charts of an umbrella', umbrella, 'web/values.yaml', 'route: {host: a}\n', 'route: {host: b}\n'],
  [
    'parameters of an Application',
    webChart,
    'apps/web.yaml',
    argoCd('{parameters: [{name: route.host, value: a}]}'),
    argoCd('{parameters: [{name: route.host, value: b}]}'),
  ],
  [
    'valuesObject of an Application',
    webChart,
    'apps/web.yaml',
    argoCd('{valuesObject: {route: {host: a}}}'),
    argoCd('{valuesObject: {route: {host: b}}}'),
  ],
  [
    'a value file of an Application',
    { ...webChart, 'apps/web.yaml': argoCd('{valueFiles: [../prod/web.yaml]}') },
    'prod/web.yaml',
    'route: {host: a}\n',
    'route: {host: b}\n',
  ],
  [
    'values of a HelmRelease',
    webChart,
    'flux/web.yaml',
    helmRelease('values: {route: {host: a}}'),
    helmRelease('values: {route: {host: b}}'),
  ],
  [
    'a ConfigMap of a HelmRelease',
    { ...webChart, 'flux/web.yaml': helmRelease('valuesFrom: [{kind: ConfigMap, name: web-values}]') },
    'flux/values.yaml',
    configMap('a'),
    configMap('b'),
  ],
  [
    'a Secret of a HelmRelease',
    { ...webChart, 'flux/web.yaml': helmRelease('valuesFrom: [{kind: Secret, name: web-values}]') },
    'flux/values.yaml',
    secret('a'),
    secret('b'),
  ],
  [
    'values of a helmfile',
    { ...webChart, 'helmfile.yaml': 'releases:\n- {name: web, chart: ./web, values: [prod.yaml]}\n' },
    'prod.yaml',
    'route: {host: a}\n',
    'route: {host: b}\n',
  ],
  [
    'encrypted values of a helmfile',
    { ...webChart, 'helmfile.yaml': 'releases:\n- {name: web, chart: ./web, secrets: [prod.yaml]}\n' },
    'prod.yaml',
    'route: {host: ENC-a}\n',
    'route: {host: ENC-b}\n',
  ],
  [
    'values of a script',
    { ...webChart, 'deploy.sh': 'helm upgrade --install web ./web -f prod/web.yaml\n' },
    'prod/web.yaml',
    'route: {host: a}\n',
    'route: {host: b}\n',
  ],
  [
    'a flag of a script',
    webChart,
    'deploy.sh',
    'helm upgrade --install web ./web --set route.host=a\n',
    'helm upgrade --install web ./web --set route.host=b\n',
  ],
  [
    'values of a chart that kustomize inflates',
    {
      ...webChart,
      'prod/kustomization.yaml':
        'helmGlobals: {chartHome: ..}\nhelmCharts: [{name: web, releaseName: web, valuesFile: web.yaml}]\n',
    },
    'prod/web.yaml',
    'route: {host: a}\n',
    'route: {host: b}\n',
  ],
];

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** Things in which a Gateway may stand, by the port that it asks for. */
export const nested: readonly (readonly [name: string, file: (port: string) => string])[] = (
  [
    [
      'a ResourceSet',
      'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: a}\nspec:\n  resources:\n  - ',
      4,
    ],
    [
      'an Object of Crossplane',
      'apiVersion: kubernetes.crossplane.io/v1alpha2\nkind: Object\nmetadata: {name: a}\nspec:\n  forProvider:\n    manifest:\n      ',
      6,
    ],
    ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  gateway.yaml: |\n    ', 4],
    ['a task of Ansible', '- hosts: all\n  tasks:\n  - kubernetes.core.k8s:\n      definition:\n        ', 8],
    ['values of a chart', 'extraObjects:\n- ', 2],
    ['text in values', 'extraDeploy:\n- |\n  ', 2],
    [
      'an Application of KubeVela',
      'apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: a}\nspec:\n  components:\n  - type: k8s-objects\n    properties:\n      objects:\n      - ',
      8,
    ],
    [
      'values of a HelmRelease',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  chart: {spec: {chart: raw, sourceRef: {kind: HelmRepository, name: bedag}}}\n  values:\n    resources:\n    - ',
      6,
    ],
  ] as const
).map(([name, before, by]) => [
  name,
  (port) => before + indented(gateway([`tcp TCP ${port}`], { name: 'nested' }), by).trimStart(),
]);
