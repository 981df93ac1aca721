import { type Random, withChancesTimes } from '../admission/random.ts';
import { installed, isReleaseFrom, questionOf, randomInstallation } from './installation.ts';
import { gatewayApi, type Manifest, namespaces, present } from './manifest.ts';
import { randomClasses, randomGateways } from './random-gateways.ts';
import { randomRoute } from './random-routes.ts';

/** A cluster: what the repository states of it, and what is only in the cluster. */
export interface RandomCluster {
  /** What the driver has to know besides the objects. */
  readonly question: object;
  readonly stated: readonly Manifest[];
  readonly hidden: readonly Manifest[];
}

export function randomCluster(source: Random, release: string): RandomCluster {
  // In a cluster in which little is odd, what is odd gets far.
  const random = withChancesTimes(source, source.pick([0.1, 0.4, 1, 1.3]));
  const installation = randomInstallation(random, release);
  const gateways = randomGateways(random);
  const routes = Array.from({ length: random.pick([1, 2, 3, 4, 5, 6]) }, (_, index) =>
    randomRoute(random, index, isReleaseFrom(release, '3.2') ? {} : { GRPCRoute: 'v1alpha2' }, gateways),
  );
  const spaces = namespaces.map((name) => ({ manifest: randomNamespace(random, name), isHidden: random.chance(0.02) }));
  return {
    question: questionOf(installation),
    stated: [
      ...installed(installation),
      ...spaces.filter(({ isHidden }) => !isHidden).map(({ manifest }) => manifest),
      ...randomClasses(random, installation.controllerName ?? 'konghq.com/kic-gateway-controller'),
      ...gateways,
      ...randomSecrets(random),
      ...randomServices(random),
      ...randomPlugins(random),
      ...randomGrants(random),
      ...routes,
    ],
    hidden: spaces.filter(({ isHidden }) => isHidden).map(({ manifest }) => manifest),
  };
}

export function randomNamespace(random: Random, name: string): Manifest {
  const labels = present({
    team: random.chance(0.5) ? random.pick(['a', 'b']) : undefined,
    env: random.chance(0.5) ? random.pick(['prod', 'test']) : undefined,
  });
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

const pem = (kind: string): string => `-----BEGIN ${kind}-----\nMIIB\n-----END ${kind}-----\n`;
const encoded = (text: string): string => Buffer.from(text).toString('base64');

export function randomSecrets(random: Random, label: string | null = null): readonly Manifest[] {
  const sound = { 'tls.crt': encoded(pem('CERTIFICATE')), 'tls.key': encoded(pem('PRIVATE KEY')) };
  const secret = (namespace: string, name: string, data: Manifest): Manifest => ({
    apiVersion: 'v1',
    kind: 'Secret',
    type: name === 'broken' ? 'Opaque' : 'kubernetes.io/tls',
    metadata: present({
      name,
      namespace,
      labels: label === null ? undefined : randomLabel(random, label),
    }),
    data,
  });
  return namespaces.flatMap((namespace) => [
    ...(random.chance(0.9) ? [secret(namespace, 'cert', sound)] : []),
    ...(random.chance(0.7) ? [secret(namespace, 'wildcard', sound)] : []),
    ...(random.chance(0.8)
      ? [secret(namespace, 'broken', random.pick([{ 'tls.crt': encoded('none') }, {}, { ...sound, 'tls.key': '' }]))]
      : []),
  ]);
}

function randomLabel(random: Random, label: string): Manifest | undefined {
  if (random.chance(0.88)) return { [label]: 'true' };
  return random.pick([undefined, undefined, { [label]: 'internal' }, { [label]: 'false' }, { [label]: '' }]);
}

export function randomServices(random: Random): readonly Manifest[] {
  const service = (namespace: string, name: string, spec: Manifest, annotations?: Manifest): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: present({ name, namespace, annotations }),
    spec,
  });
  const ports = (...numbers: readonly number[]): Manifest => ({
    selector: { app: 'some' },
    ports: numbers.map((port) => ({ name: `p${port}`, port })),
  });
  const annotated = (): Manifest | undefined =>
    random.chance(0.1)
      ? random.pick<Manifest>([
          { 'konghq.com/plugins': 'kp' },
          { 'konghq.com/plugins': 'gone' },
          { 'konghq.com/protocol': 'https' },
          { 'konghq.com/protocol': 'tcp' },
        ])
      : undefined;
  return namespaces.flatMap((namespace) => [
    ...(random.chance(0.95) ? [service(namespace, 'app', ports(80), annotated())] : []),
    ...(random.chance(0.9) ? [service(namespace, 'app2', ports(81, 8081), annotated())] : []),
    ...(random.chance(0.9) ? [service(namespace, 'api', ports(8080), annotated())] : []),
    ...(random.chance(0.9)
      ? [service(namespace, 'dns', { selector: { app: 'd' }, ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] })]
      : []),
    service(namespace, 'external', { type: 'ExternalName', externalName: 'example.com' }),
    service(namespace, 'named', { ...ports(80), ports: [{ port: 80, targetPort: 'web' }] }),
    service(namespace, 'headless', { ...ports(80, 8080), clusterIP: 'None' }),
  ]);
}

export function randomPlugins(random: Random): readonly Manifest[] {
  const plugin = (kind: string, name: string, metadata: Manifest, type: string): Manifest => ({
    apiVersion: 'configuration.konghq.com/v1',
    kind,
    metadata: { name, ...metadata },
    plugin: type,
  });
  return [
    ...namespaces.flatMap((namespace) =>
      random.chance(0.8) ? [plugin('KongPlugin', 'kp', { namespace }, 'key-auth')] : [],
    ),
    ...(random.chance(0.8)
      ? [plugin('KongClusterPlugin', 'shared', { annotations: { 'kubernetes.io/ingress.class': 'kong' } }, 'cors')]
      : []),
    ...(random.chance(0.5) ? [plugin('KongClusterPlugin', 'unclassed', {}, 'basic-auth')] : []),
  ];
}

export function randomGrants(random: Random): readonly Manifest[] {
  const grant = (index: number): Manifest => {
    const [kind, to] = random.pick<readonly [string, Manifest]>([
      ['Gateway', { group: '', kind: 'Secret' }],
      ['Gateway', { group: 'core', kind: 'Secret' }],
      ['HTTPRoute', { group: '', kind: 'Service' }],
      ['HTTPRoute', { group: '', kind: 'Service' }],
      ['HTTPRoute', { group: 'core', kind: 'Service' }],
      ['GRPCRoute', { group: '', kind: 'Service' }],
      ['TCPRoute', { group: '', kind: 'Service' }],
      ['HTTPRoute', { group: 'configuration.konghq.com', kind: 'KongPlugin' }],
      ['TLSRoute', { group: '', kind: 'Service' }],
    ]);
    const name = random.chance(0.25) ? random.pick(['app', 'cert', 'api', 'kp']) : undefined;
    return {
      apiVersion: `${gatewayApi}/v1beta1`,
      kind: 'ReferenceGrant',
      metadata: { name: `g${index}`, namespace: random.pick(namespaces) },
      spec: {
        from: Array.from({ length: random.pick([1, 1, 2]) }, () => ({
          group: random.chance(0.97) ? gatewayApi : '',
          kind: random.chance(0.85) ? kind : random.pick(['Gateway', 'HTTPRoute', 'GRPCRoute']),
          namespace: random.pick(namespaces),
        })),
        to: [...(random.chance(0.15) ? [{ group: '', kind: 'ConfigMap' }] : []), present({ ...to, name })],
      },
    };
  };
  return Array.from({ length: random.pick([0, 2, 4, 8, 16]) }, (_, index) => grant(index));
}
