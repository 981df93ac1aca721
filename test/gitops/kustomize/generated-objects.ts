import fc from 'fast-check';

/** Plain data of a manifest or kustomization; JSON is YAML. */
export type Data = { readonly [key: string]: unknown };

/** The names objects have, few enough to meet. */
export const name = fc.constantFrom('web', 'api', 'edge');
const namespace = fc.constantFrom(undefined, undefined, 'kong', 'default');
/** Labels, of few keys and values. */
export const label = fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('web', 'x'), { maxKeys: 2 });
/** Often absent. */
export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const port = fc.record(
  {
    port: fc.constantFrom(80, 443, 9000),
    protocol: fc.constantFrom('TCP', 'UDP'),
    name: fc.constantFrom('http', 'tls'),
    targetPort: fc.constantFrom(8000, 8443, 'http'),
  },
  { requiredKeys: ['port'] },
);

const container = fc.record(
  {
    name: fc.constantFrom('main', 'side', 'extra'),
    image: fc.constantFrom('nginx:1', 'kong/kong', 'reg.io:5000/a/b:2'),
    args: fc.array(fc.constantFrom('-a', '-b'), { maxLength: 2 }),
    env: fc.array(fc.record({ name: fc.constantFrom('A', 'B', 'C'), value: fc.constantFrom('1', '2') }), {
      maxLength: 3,
    }),
    envFrom: fc.array(fc.record({ configMapRef: fc.record({ name }) }), { maxLength: 1 }),
    ports: fc.array(
      fc.record(
        {
          containerPort: fc.constantFrom(80, 443, 53),
          protocol: fc.constantFrom('TCP', 'UDP'),
          name: fc.constantFrom('p', 'q'),
        },
        { requiredKeys: ['containerPort'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['name'] },
);

const listener = fc.record(
  {
    name: fc.constantFrom('http', 'https', 'tcp'),
    port: fc.constantFrom(80, 443, 9901),
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'TCP'),
    hostname: fc.constantFrom('a.example', '*.example'),
  },
  { requiredKeys: ['name', 'port'] },
);

const volumes = fc.array(
  fc.oneof(
    fc.record({ name: fc.constantFrom('v', 'w'), configMap: fc.record({ name }) }),
    fc.record({ name: fc.constantFrom('v', 'w'), secret: fc.record({ secretName: name }) }),
  ),
  { maxLength: 2 },
);

const podSpec = fc.record(
  { containers: fc.array(container, { minLength: 1, maxLength: 3 }), volumes, serviceAccountName: name },
  { requiredKeys: ['containers'] },
);
const template = fc.record({ metadata: fc.record({ labels: label }), spec: podSpec }, { requiredKeys: ['spec'] });

/** The kinds of a build, with what may stand beside their metadata. */
export const kinds: readonly { apiVersion: string; kind: string; body: fc.Arbitrary<Data> }[] = [
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    body: fc.record({ data: fc.dictionary(fc.constantFrom('k', 'l', 'host'), fc.constantFrom('v', 'a.b.c', '8080')) }),
  },
  { apiVersion: 'v1', kind: 'Secret', body: fc.record({ stringData: fc.constant({ a: 'b' }) }) },
  { apiVersion: 'v1', kind: 'ServiceAccount', body: fc.constant({}) },
  { apiVersion: 'v1', kind: 'Namespace', body: fc.constant({}) },
  {
    apiVersion: 'v1',
    kind: 'Service',
    body: fc.record({
      spec: fc.record({ ports: fc.array(port, { maxLength: 3 }), selector: label }, { requiredKeys: ['ports'] }),
    }),
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    body: fc.record({
      spec: fc.record(
        {
          replicas: fc.constantFrom(1, 2),
          template,
          strategy: fc.constantFrom({ type: 'Recreate' }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }),
        },
        { requiredKeys: ['template'] },
      ),
    }),
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    body: fc.record({ spec: fc.record({ jobTemplate: fc.record({ spec: fc.record({ template }) }) }) }),
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    body: fc.record({ spec: fc.record({ scaleTargetRef: fc.record({ kind: fc.constant('Deployment'), name }) }) }),
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    body: fc.record({
      rules: fc.array(fc.record({ resourceNames: fc.array(name, { maxLength: 2 }) }), { maxLength: 1 }),
    }),
  },
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    body: fc.record({
      roleRef: fc.record({
        apiGroup: fc.constant('rbac.authorization.k8s.io'),
        kind: fc.constant('ClusterRole'),
        name,
      }),
      subjects: fc.array(
        fc.record(
          {
            kind: fc.constant('ServiceAccount'),
            name: fc.constantFrom('web', 'api', 'default'),
            namespace: fc.constantFrom('kong', 'default'),
          },
          { requiredKeys: ['kind', 'name'] },
        ),
        { maxLength: 2 },
      ),
    }),
  })),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    body: fc.record({
      spec: fc.record({
        tls: fc.array(fc.record({ secretName: name }), { maxLength: 1 }),
        rules: fc.array(
          fc.record({
            http: fc.record({
              paths: fc.array(fc.record({ backend: fc.record({ service: fc.record({ name }) }) }), { maxLength: 1 }),
            }),
          }),
          { maxLength: 1 },
        ),
      }),
    }),
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    body: fc.record({ spec: fc.record({ controllerName: fc.constant('konghq.com/x') }) }),
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    body: fc.record({
      spec: fc.record({ gatewayClassName: name, listeners: fc.array(listener, { minLength: 1, maxLength: 3 }) }),
    }),
  },
];

const someKind = fc.constantFrom(...kinds);

/** Any object of these kinds. */
export const manifest: fc.Arbitrary<Data> = someKind.chain(({ apiVersion, kind, body }) =>
  fc
    .tuple(name, namespace, maybe(label), maybe(fc.constant({ note: 'x' })), body)
    .map(([called, space, labels, annotations, rest]) => ({
      apiVersion,
      kind,
      metadata: { name: called, namespace: space, labels, annotations },
      ...rest,
    })),
);
