import { besides, gateway, kustomization, listener, times, type GrowthCase } from './growth-cases.ts';

const route = (index: number, spec: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${index}, namespace: kong }\nspec: ${spec}\n---\n`;

const service = (index: number): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: s${index}, namespace: kong }\nspec: { ports: [{ name: http, port: 80 }] }\n---\n`;

const definition = (rules: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gateways.gateway.networking.k8s.io, annotations: { gateway.networking.k8s.io/bundle-version: v1.3.0 } }
spec:
  group: gateway.networking.k8s.io
  names: { kind: Gateway, plural: gateways }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations:
${rules}              properties:
                gatewayClassName: { type: string }
                listeners: { type: array, items: { type: object, properties: { name: { type: string }, port: { type: integer }, protocol: { type: string } } } }
`;

/** What phases count that look at a whole tree: owners, charts that make routes, rules of definitions, classes. */
export const laterCases: readonly GrowthCase[] = [
  {
    name: 'lines of CODEOWNERS',
    first: 100,
    files: (n) =>
      besides({
        '.github/CODEOWNERS': times(n, (i) => `**/a*${i}/ @acme/team${i}\n`),
        'routes.yaml': times(n, (i) => route(i, '{ parentRefs: [{ name: gone, namespace: kong }] }')),
      }),
  },
  {
    name: 'files with a route and its Service',
    first: 500,
    files: (n) =>
      besides(
        Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `apps/${Math.floor(i / 100)}/app-${i}.yaml`,
            `${route(i, `{ parentRefs: [{ name: edge }], hostnames: [h${i}.example.com], rules: [{ backendRefs: [{ name: s${i}, port: 80 }] }] }`)}${service(i)}`,
          ]),
        ),
      ),
  },
  {
    name: 'GatewayClasses',
    first: 50,
    files: (n) =>
      besides({
        'classes.yaml': times(
          n,
          (i) =>
            `apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: kong${i}, annotations: { konghq.com/gatewayclass-unmanaged: 'true' } }\nspec: { controllerName: konghq.com/kic-gateway-controller }\n---\n`,
        ),
        'gateway.yaml': times(n, (i) =>
          gateway(`g${i}`, listener('http', 80)).replace('gatewayClassName: kong', `gatewayClassName: kong${i}`),
        ),
      }),
  },
  {
    name: 'rules of a definition, and Gateways',
    first: 25,
    files: (n) =>
      besides({
        'definition.yaml': definition(
          times(
            n,
            (i) =>
              `                - { rule: 'self.listeners.all(a, self.listeners.exists(b, a.name == b.name && a.port != ${i}))', message: m${i} }\n`,
          ),
        ),
        'gateway.yaml': times(n, (i) =>
          gateway(
            `g${i}`,
            times(16, (at) => listener(`l${at}`, 80)),
          ),
        ),
      }),
  },
  {
    name: 'charts that make routes',
    first: 50,
    files: (n) =>
      besides(
        Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `apps/${i}.yaml`,
            `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: grafana${i}, namespace: argocd }
spec:
  destination: { server: https://kubernetes.default.svc, namespace: n${i} }
  source:
    repoURL: https://grafana.github.io/helm-charts
    chart: grafana
    targetRevision: 10.1.0
    helm:
      values: |
        route: { main: { enabled: true, hostnames: [h${i}.example.com], parentRefs: [{ name: edge, namespace: kong }] } }
`,
          ]),
        ),
      ),
  },
  {
    name: 'Gateways with pictures',
    first: 50,
    files: (n) =>
      besides({
        'gateway.yaml': times(n, (i) =>
          gateway(
            `g${i}`,
            times(12, (at) => listener(`l${at}`, 80 + at)),
          ),
        ),
        'routes.yaml': times(n, (i) => route(i, `{ parentRefs: [{ name: g${i}, namespace: kong }] }`)),
      }),
  },
  {
    name: 'files of a kustomization',
    first: 1_000,
    files: (n) =>
      besides({
        'k/kustomization.yaml': kustomization(
          Array.from({ length: n }, (_, i) => `route-${i}.yaml`),
          'namespace: shop\nlabels: [{ pairs: { team: shop } }]\n',
        ),
        ...Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `k/route-${i}.yaml`,
            route(i, '{ parentRefs: [{ name: edge, namespace: kong }] }'),
          ]),
        ),
      }),
  },
];
