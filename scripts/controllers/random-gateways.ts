import type { Random } from '../admission/random.ts';
import { gatewayApi, hostnames, type Manifest, namespaces, present } from './manifest.ts';

const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute'] as const;
const sections = ['http', 'https', 'web', 'tcp', 'tcp2', 'tls', 'udp', 'api', 'shop', 'tls2'] as const;

/** The name of a listener, which tells what it usually is. */
export type Section = (typeof sections)[number];

/** GatewayClasses `kong` and `other`, of which one may be missing, somebody else's or not unmanaged. */
export function randomClasses(random: Random, controllerName: string): readonly Manifest[] {
  const of = (name: string, probability: number): Manifest => {
    const unmanaged = random.chance(probability) ? 'true' : random.pick(['false', '', 'yes', undefined]);
    return {
      apiVersion: `${gatewayApi}/v1`,
      kind: 'GatewayClass',
      metadata: present({
        name,
        annotations: unmanaged === undefined ? undefined : { 'konghq.com/gatewayclass-unmanaged': unmanaged },
      }),
      spec: { controllerName: random.chance(probability) ? controllerName : 'example.org/another' },
    };
  };
  return [...(random.chance(0.99) ? [of('kong', 0.98)] : []), ...(random.chance(0.4) ? [of('other', 0.6)] : [])];
}

export function randomGateways(
  random: Random,
  counts: readonly number[] = [1, 2, 2, 3, 4, 5, 7, 10],
  chosen: (gateway: number) => readonly Section[] = () => sections,
): readonly Manifest[] {
  const places = [
    ['edge', 'gw'],
    ['team-a', 'gw'],
    ['kong', 'public'],
  ] as const;
  const [first, ...others] = places;
  return [first, ...others.filter(() => random.chance(0.6))].map(([namespace, name], index) => {
    const published = random.chance(0.06)
      ? random.pick(['kong/proxy', 'kong/proxy,kong/proxy-udp', 'kong/proxy-udp', 'kong/zzz', ' kong/proxy', ''])
      : undefined;
    const count = random.pick(counts);
    return {
      apiVersion: `${gatewayApi}/v1`,
      kind: 'Gateway',
      metadata: present({
        name,
        namespace,
        annotations: published === undefined ? undefined : { 'konghq.com/publish-service': published },
      }),
      spec: present({
        gatewayClassName: random.chance(0.95) ? 'kong' : random.pick(['other', 'missing']),
        addresses: random.chance(0.05) ? [{ type: 'IPAddress', value: '192.0.2.7' }] : undefined,
        listeners: shuffled(random, chosen(index))
          .slice(0, count)
          .map((section) => randomListener(random, section)),
      }),
    };
  });
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  return list
    .map((each) => ({ each, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

/** Names of listeners that stand beside another one of their protocol and port. */
const isSecond: ReadonlySet<string> = new Set(['api', 'shop', 'tls2']);

/** What a listener of a name usually is, and one time in eight something else. */
function randomListener(random: Random, name: Section): Manifest {
  const usual: Readonly<Record<Section, readonly [string, number]>> = {
    http: ['HTTP', 80],
    https: ['HTTPS', 443],
    web: ['HTTP', 8080],
    api: ['HTTP', 80],
    tcp: ['TCP', 9000],
    tcp2: ['TCP', 9001],
    tls: ['TLS', 9443],
    udp: ['UDP', 9999],
    shop: ['HTTPS', 443],
    tls2: ['TLS', 9443],
  };
  const [usualProtocol, usualPort] = usual[name];
  const protocol = random.chance(0.95)
    ? usualProtocol
    : random.pick(['HTTP', 'HTTPS', 'TCP', 'UDP', 'TLS', 'example.com/sctp']);
  const port = random.chance(0.9) ? usualPort : random.pick([80, 80, 443, 443, 81, 8000, 8080, 9000, 9009, 9443, 53]);
  const takesHostname = protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'TLS';
  return present({
    name,
    protocol,
    port,
    hostname: takesHostname && (isSecond.has(name) || random.chance(0.35)) ? random.pick(hostnames) : undefined,
    tls: randomTls(random, protocol),
    allowedRoutes: random.chance(0.95) ? randomAllowedRoutes(random, protocol) : undefined,
  });
}

function randomTls(random: Random, protocol: string): Manifest | undefined {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return undefined;
  if (protocol === 'TLS' && random.chance(0.65)) return { mode: 'Passthrough' };
  if (random.chance(0.07)) return undefined;
  if (random.chance(0.05)) return { mode: 'Passthrough' };
  return present({
    mode: random.chance(0.4) ? 'Terminate' : undefined,
    certificateRefs: Array.from({ length: random.pick([1, 1, 1, 1, 2, 2, 3]) }, () => randomCertificateRef(random)),
    options: random.chance(0.05) ? { 'example.com/min-version': '1.3' } : undefined,
  });
}

function randomCertificateRef(random: Random): Manifest {
  const odd = random.chance(0.05);
  return present({
    name: random.chance(0.85) ? random.pick(['cert', 'cert', 'wildcard']) : random.pick(['broken', 'gone']),
    namespace: random.chance(0.25) ? random.pick(namespaces) : undefined,
    group: odd ? random.pick(['core', '', 'cert-manager.io']) : undefined,
    kind: odd && random.chance(0.5) ? random.pick(['Secret', 'Certificate']) : undefined,
  });
}

function randomAllowedRoutes(random: Random, protocol: string): Manifest {
  const usual: Readonly<Record<string, readonly string[]>> = {
    TCP: ['TCPRoute'],
    UDP: ['UDPRoute'],
    TLS: ['TLSRoute'],
  };
  const kinds = random.chance(0.85)
    ? undefined
    : Array.from({ length: random.pick([1, 1, 2]) }, () =>
        present({
          group: random.chance(0.1) ? random.pick([gatewayApi, '', 'example.com']) : undefined,
          kind: random.chance(0.7)
            ? random.pick(usual[protocol] ?? ['HTTPRoute', 'HTTPRoute', 'GRPCRoute'])
            : random.pick([...routeKinds, 'Ingress']),
        }),
      );
  return present({ kinds, namespaces: random.chance(0.9) ? randomNamespaces(random) : undefined });
}

function randomNamespaces(random: Random): Manifest {
  const from = random.chance(0.84) ? 'All' : random.pick(['Same', 'Selector', 'Selector']);
  return present({ from, selector: from === 'Selector' && random.chance(0.95) ? randomSelector(random) : undefined });
}

function randomSelector(random: Random): Manifest {
  const requirement = (): Manifest => {
    const operator = random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
    const key = random.pick(['team', 'env', 'kubernetes.io/metadata.name']);
    const takesValues = operator === 'In' || operator === 'NotIn';
    const values = takesValues ? [random.pick(['a', 'b', 'prod', 'team-a', 'edge'])] : undefined;
    return present({ key, operator, values: takesValues && random.chance(0.03) ? undefined : values });
  };
  const labels = random.pick([{ team: 'a' }, { env: 'prod' }, { 'kubernetes.io/metadata.name': 'team-a' }, {}]);
  return present({
    matchLabels: random.chance(0.7) ? labels : undefined,
    matchExpressions: random.chance(0.4) ? [requirement()] : undefined,
  });
}
