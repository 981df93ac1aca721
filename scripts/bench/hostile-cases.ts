import { besides, gateway, kustomization, listener, times, type GrowthCase } from './growth-cases.ts';

const gatewayApi = 'gateway.networking.k8s.io/v1';

const route = (name: string, spec: string): string =>
  `apiVersion: ${gatewayApi}\nkind: HTTPRoute\nmetadata: { name: ${name}, namespace: kong }\nspec: ${spec}\n---\n`;

const plugin = (name: string, config: string): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: { name: ${name}, namespace: kong }\nplugin: request-transformer\nconfig: ${config}\n---\n`;

const configMaps = (n: number): string =>
  times(n, (i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${i} }\n---\n`);

/** Of a certificate the lines are what grows. */
const secret = (name: string, lines: number): string =>
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: { name: ${name}, namespace: kong }\nstringData:\n  tls.key: a\n  tls.crt: |\n    -----BEGIN CERTIFICATE-----\n${'    QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD\n'.repeat(lines)}    -----END CERTIFICATE-----\n---\n`;

/** What somebody wrote who wanted to stop a review. */
export const hostileCases: readonly GrowthCase[] = [
  {
    name: 'targets of patches by expression',
    first: 50,
    files: (n) =>
      besides({
        'k/kustomization.yaml': kustomization(
          ['all.yaml', 'gateway.yaml'],
          `patches:\n${times(n, (i) => `  - { target: { name: '(a?){20}(c|d)+${i}' }, patch: '[{op: add, path: /data, value: { a: b }}]' }\n`)}`,
        ),
        'k/all.yaml': configMaps(n),
        'k/gateway.yaml': gateway('own', listener('http', 80)),
      }),
  },
  {
    name: 'rules of a route, and its matches',
    first: 4,
    files: (n) =>
      besides({
        'routes.yaml': times(n, (i) =>
          route(
            `r${i}`,
            `{ parentRefs: [{ name: edge }], hostnames: [${times(16, (h) => `h${i}-${h}.example.com, `)}], rules: [${times(16, (r) => `{ matches: [${times(8, (m) => `{ path: { type: PathPrefix, value: /a${r}-${m} } }, `)}], backendRefs: [{ name: s, port: 80 }] }, `)}] }`,
          ),
        ),
      }),
  },
  {
    name: 'routes with hostnames, and listeners',
    first: 16,
    files: (n) =>
      besides({
        'gateway.yaml': gateway(
          'edge',
          times(64, (i) => listener(`l${i}`, 80).replace(' }', `, hostname: '*.h${i}.example.com' }`)),
        ),
        'routes.yaml': times(n, (i) =>
          route(
            `r${i}`,
            `{ parentRefs: [{ name: edge }], hostnames: [${times(16, (h) => `a${i}.h${h}.example.com, `)}] }`,
          ),
        ),
      }),
  },
  {
    name: 'parents of routes',
    first: 16,
    files: (n) =>
      besides({
        'routes.yaml': times(n, (i) =>
          route(`r${i}`, `{ parentRefs: [${times(32, (p) => `{ name: g${p}, sectionName: s${i} }, `)}] }`),
        ),
        'gateways.yaml': times(32, (i) => gateway(`g${i}`, listener('http', 80))),
      }),
  },
  {
    name: 'keys of a plugin',
    first: 200,
    files: (n) => besides({ 'plugin.yaml': plugin('p', `{ ${times(n, (i) => `k${i}: 1, `)} }`) }),
  },
  {
    name: 'items of a plugin',
    first: 200,
    files: (n) => besides({ 'plugin.yaml': plugin('p', `{ add: { headers: [${times(n, (i) => `"x-${i}", `)}] } }`) }),
  },
  {
    name: 'plugins',
    first: 50,
    files: (n) => besides({ 'plugin.yaml': times(n, (i) => plugin(`p${i}`, '{ ad: { headers: [a] } }')) }),
  },
  {
    name: 'lines of a certificate',
    first: 500,
    files: (n) =>
      besides({
        'secret.yaml': secret('tls', n),
        'gateway.yaml': gateway(
          'edge',
          `    - { name: https, port: 443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: tls }] } }\n`,
        ),
      }),
  },
  {
    name: 'openings of certificates',
    first: 500,
    files: (n) =>
      besides({
        'secret.yaml': secret('tls', 1).replace(
          '    -----BEGIN',
          `${'    -----BEGIN A-----\n'.repeat(n)}    -----BEGIN`,
        ),
        'gateway.yaml': gateway(
          'edge',
          `    - { name: https, port: 443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: tls }] } }\n`,
        ),
      }),
  },
  {
    name: 'heredocs of HCL',
    first: 100,
    files: (n) =>
      besides({
        'main.tf': `resource "helm_release" "kong" {\n  name = "kong"\n  repository = "https://charts.konghq.com"\n  chart = "kong"\n  values = [${times(n, (i) => `<<E${i}\na: b\nE${i}\n, `)}]\n}\n`,
      }),
  },
  {
    name: 'openings of heredocs of HCL',
    first: 500,
    files: (n) =>
      besides({
        'main.tf': `resource "helm_release" "kong" {\n  chart = "kong"\n  repository = "https://charts.konghq.com"\n  values = [${times(n, (i) => `<<E${i}\n`)}]\n}\n`,
      }),
  },
  {
    name: 'definitions of a script',
    first: 100,
    files: (n) =>
      besides({
        'deploy.sh': `${times(n, (i) => `f${i}() { helm upgrade --install kong-${i} kong/kong -n kong --set a=$${i}; }\n`)}${times(n, (i) => `f${i}\n`)}`,
      }),
  },
  {
    name: 'ReferenceGrants',
    first: 100,
    files: (n) =>
      besides({
        'grants.yaml': times(
          n,
          (i) =>
            `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: g${i}, namespace: apps }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: n${i} }], to: [{ group: '', kind: Service }] }\n---\n`,
        ),
        'routes.yaml': times(n, (i) =>
          route(
            `r${i}`,
            `{ parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: s, namespace: apps, port: 80 }] }] }`,
          ),
        ),
      }),
  },
  {
    name: 'letters of a namespace',
    first: 10_000,
    files: (n) =>
      besides({
        'routes.yaml': times(10, (i) =>
          route(`r${i}`, '{ parentRefs: [{ name: edge }] }').replace('namespace: kong', `namespace: ${'n'.repeat(n)}`),
        ),
      }),
  },
  {
    name: 'words that are nearly a name',
    first: 100,
    files: (n) =>
      besides({
        'gateway.yaml': times(n, (i) => gateway(`edge-${i}-name`, listener('http', 80))),
        'routes.yaml': times(n, (i) => route(`r${i}`, `{ parentRefs: [{ name: edge-${i}-nam }] }`)),
      }),
  },
  {
    name: 'renamed files',
    first: 100,
    files: (n) =>
      besides(
        Object.fromEntries(
          Array.from({ length: n }, (_, i) => [`g/${i}.yaml`, gateway(`g${i}`, listener('tcp', 9000, 'TCP'))]),
        ),
      ),
  },
  {
    name: 'Kustomizations of Flux that depend',
    first: 50,
    files: (n) =>
      besides({
        'flux.yaml': times(
          n,
          (i) =>
            `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: k${i}, namespace: flux-system }\nspec: { path: ./k, prune: true, interval: 1m, dependsOn: [${times(i < 100 ? i : 100, (d) => `{ name: k${d} }, `)}], sourceRef: { kind: GitRepository, name: flux-system } }\n---\n`,
        ),
        'k/gateway.yaml': gateway('own', listener('http', 80)),
      }),
  },
];
