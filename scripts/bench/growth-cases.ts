import type { Files } from '../../src/review/in-memory.ts';

/** Something of which a pull request can bring as much as it likes. */
export interface GrowthCase {
  readonly name: string;
  /** How much of it a first run has; it is doubled from there. */
  readonly first: number;
  readonly files: (count: number) => Files;
}

export const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join('');

const gatewayClass = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: 'true' } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
`;

export const gateway = (name: string, listeners: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: kong }
spec:
  gatewayClassName: kong
  listeners:
${listeners}---
`;

export const listener = (name: string, port: number, protocol = 'HTTP'): string =>
  `    - { name: ${name}, port: ${port}, protocol: ${protocol} }\n`;

const application = (values: string, extra = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kong, namespace: argocd }
spec:
  destination: { server: https://kubernetes.default.svc, namespace: kong }
  source:
    repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: 2.38.0
    helm:
      releaseName: kong
${extra}      values: |
        ingressController: { enabled: true }
${values.replaceAll(/^(?=.)/gm, '        ')}
`;

/** A repository with something to judge, and files besides. */
export const besides = (files: Files): Files => ({
  'kong.yaml': application(''),
  'class.yaml': gatewayClass,
  'gateway.yaml': gateway('edge', listener('http', 80)),
  ...files,
});

const applicationSet = (elements: string, server: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: kong, namespace: argocd }
spec:
  generators:
    - list:
        elements:
${elements}
  template:
    metadata: { name: 'kong-{{cluster}}' }
    spec:
      destination: { server: '${server}', namespace: kong }
      source: { repoURL: https://charts.konghq.com, chart: kong, targetRevision: 2.38.0, helm: { releaseName: kong } }
`;

export const kustomization = (resources: readonly string[], more = ''): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [${resources.join(', ')}]\n${more}`;

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { a: b }\n---\n`;

const flux = (postBuild: string): Files => ({
  'flux.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: edge, namespace: flux-system }
spec:
  path: ./edge
  prune: true
  interval: 1m
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substitute:
${postBuild}`,
});

/** Whatever a loop of the engine counts. */
export const growthCases: readonly GrowthCase[] = [
  {
    name: 'turns of an ApplicationSet',
    first: 50,
    files: (n) =>
      besides({
        'set.yaml': applicationSet(
          times(n, (i) => `          - { cluster: c${i} }\n`),
          'https://{{cluster}}',
        ),
      }),
  },
  {
    name: 'ApplicationSets',
    first: 20,
    files: (n) =>
      besides(
        Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `sets/${i}.yaml`,
            applicationSet(`          - { cluster: c${i} }`, 'https://{{cluster}}'),
          ]),
        ),
      ),
  },
  {
    name: 'blanks in a placeholder',
    first: 20_000,
    files: (n) => besides({ 'set.yaml': applicationSet('          - { cluster: c }', `{{${' '.repeat(n)}{`) }),
  },
  {
    name: 'openings of a placeholder',
    first: 20_000,
    files: (n) =>
      besides({
        'gateway.yaml': gateway(
          'edge',
          `    - { name: http, port: 80, protocol: HTTP, hostname: '${'${'.repeat(n)}' }\n`,
        ),
      }),
  },
  {
    name: 'openings of a vault path',
    first: 10_000,
    files: (n) =>
      besides({
        'gateway.yaml': gateway(
          'edge',
          `    - { name: http, port: 80, protocol: HTTP, hostname: '${'<path:'.repeat(n)}' }\n`,
        ),
      }),
  },
  {
    name: 'openings of a substitution',
    first: 10_000,
    files: (n) =>
      besides({
        ...flux('      A: b\n'),
        'edge/gateway.yaml': gateway(
          'edge',
          `    - { name: http, port: 80, protocol: HTTP, hostname: '${'${A-'.repeat(n)}' }\n`,
        ),
      }),
  },
  {
    name: 'variables of a substitution',
    first: 1_000,
    files: (n) =>
      besides({
        ...flux(times(n, (i) => `      V${i}: v\n`)),
        'edge/gateway.yaml': gateway('edge', listener('http', 80)) + times(n, (i) => configMap(`\${V${i}}`)),
      }),
  },
  {
    name: 'kustomizations, the last first',
    first: 250,
    files: (n) =>
      besides(
        Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `k/${String(n - i).padStart(6, '0')}/kustomization.yaml`,
            kustomization(
              i === 0 ? ['../../gateway.yaml'] : [`../${String(n - Math.floor((i - 1) / 2)).padStart(6, '0')}`],
            ),
          ]),
        ),
      ),
  },
  {
    name: 'patches of a kustomization',
    first: 250,
    files: (n) =>
      besides({
        'k/kustomization.yaml': kustomization(
          ['gateway.yaml'],
          `patches:\n${times(n, (i) => `  - { target: { kind: Gateway, name: edge }, patch: '[{op: add, path: /metadata/labels/a${i}, value: b}]' }\n`)}`,
        ),
        'k/gateway.yaml': gateway('edge', listener('http', 80)).replace('name: edge,', 'name: edge, labels: { a: b },'),
      }),
  },
  {
    name: 'feature gates',
    first: 1_000,
    files: (n) =>
      besides({
        'kong.yaml': application(
          `ingressController:\n  env:\n    feature_gates: "${times(n, (i) => `Gate${i}=true,`)}"\n`,
        ),
      }),
  },
  {
    name: 'stream entries',
    first: 500,
    files: (n) =>
      besides({
        'kong.yaml': application(
          `proxy:\n  stream:\n${times(n, (i) => `    - { containerPort: ${10_000 + i}, servicePort: ${10_000 + i}, protocol: TCP }\n`)}`,
        ),
      }),
  },
  {
    name: 'letters of a name',
    first: 20_000,
    files: (n) => besides({ 'gateway.yaml': times(10, (i) => gateway(`${i}${'a'.repeat(n)}`, listener('http', 81))) }),
  },
  {
    name: 'slashes of a URL',
    first: 20_000,
    files: (n) =>
      besides({ 'other.yaml': application('').replace('charts.konghq.com', `charts.konghq.com${'/'.repeat(n)}x`) }),
  },
  {
    name: 'slashes of a values file',
    first: 20_000,
    files: (n) => besides({ 'kong.yaml': application('', `      valueFiles: ['$a${'/'.repeat(n)}']\n`) }),
  },
  {
    name: 'empty lines',
    first: 50_000,
    files: (n) => besides({ 'gateway.yaml': '\n'.repeat(n) + gateway('edge', listener('http', 80)) }),
  },
  {
    name: 'listeners',
    first: 50,
    files: (n) =>
      besides({
        'gateway.yaml': gateway(
          'edge',
          times(n, (i) => listener(`l${i}`, 80)),
        ),
      }),
  },
  {
    name: 'routes',
    first: 250,
    files: (n) =>
      besides({
        'routes.yaml': times(
          n,
          (i) =>
            `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${i}, namespace: kong }\nspec: { parentRefs: [{ name: edge }], hostnames: [h${i}.example.com] }\n---\n`,
        ),
      }),
  },
  {
    name: 'Gateways with a finding',
    first: 100,
    files: (n) => besides({ 'gateway.yaml': times(n, (i) => gateway(`g${i}`, listener('tcp', 9000 + i, 'TCP'))) }),
  },
  {
    name: 'suggestions',
    first: 25,
    files: (n) =>
      besides({
        'gateway.yaml': gateway(
          'edge',
          times(n, (i) => listener(`l${i}`, 8000 + i)),
        ),
      }),
  },
  {
    name: 'suppressions',
    first: 250,
    files: (n) =>
      besides({
        'gateway.yaml':
          times(n, (i) => `# portcullis-ignore listener-conflict: reason ${i}\n`) +
          gateway('edge', listener('http', 80)),
      }),
  },
  {
    name: 'documents',
    first: 400,
    files: (n) =>
      besides({
        'others.yaml': times(n, (i) => configMap(`c${i}`)) + gatewayClass.replace('name: kong', 'name: other'),
      }),
  },
  {
    name: 'aliases',
    first: 1_000,
    files: (n) =>
      besides({
        'gateway.yaml': gateway('edge', listener('http', 80)).replace(
          'spec:',
          `x: &x { a: b }\nlist: [${times(n, () => '*x, ')}]\nspec:`,
        ),
      }),
  },
  {
    name: 'Services',
    first: 250,
    files: (n) =>
      besides({
        'services.yaml': times(
          n,
          (i) =>
            `apiVersion: v1\nkind: Service\nmetadata: { name: s${i}, namespace: kong }\nspec: { selector: { app: kong }, ports: [{ port: ${1000 + i} }] }\n---\n`,
        ),
      }),
  },
  {
    name: 'commands of a script',
    first: 50,
    files: (n) =>
      besides({
        'deploy.sh': times(n, (i) => `helm upgrade --install kong-${i} kong/kong -n kong-${i} --version 2.38.0\n`),
      }),
  },
  {
    name: 'heredocs of a script',
    first: 50,
    files: (n) =>
      besides({
        'deploy.sh': times(n, (i) => `kubectl apply -f - <<EOF\n${gateway(`g${i}`, listener('http', 80))}EOF\n`),
      }),
  },
  {
    name: 'resources of Terraform',
    first: 100,
    files: (n) =>
      besides({
        'main.tf': times(
          n,
          (i) =>
            `resource "helm_release" "kong${i}" {\n  name = "kong${i}"\n  repository = "https://charts.konghq.com"\n  chart = "kong"\n  version = "2.38.0"\n  values = [<<EOT\nproxy: { enabled: true }\nEOT\n  ]\n}\n`,
        ),
      }),
  },
  {
    name: 'repeated braces of a word',
    first: 20_000,
    files: (n) => besides({ 'kong.yaml': application('', `      valueFiles: ['${'{{'.repeat(n)}']\n`) }),
  },
];
