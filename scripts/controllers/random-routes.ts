import type { Random } from '../admission/random.ts';
import { randomHttpRule } from './random-http-rules.ts';
import { gatewayApi, hostnames, type Manifest, namespaces, present } from './manifest.ts';

const kinds = [
  'HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute',
] as const; // prettier-ignore

type Kind = (typeof kinds)[number];

/** A route in the version that the controller reads: `v1alpha2` unless another is stated, HTTP and GRPCRoutes `v1`. */
export function randomRoute(
  random: Random,
  index: number,
  versions: Readonly<Partial<Record<Kind, string>>>,
  gateways: readonly Manifest[],
): Manifest {
  const aim = random.chance(0.7) ? randomAim(random, gateways) : null;
  const kind = aim?.kind ?? random.pick(kinds);
  const version = versions[kind] ?? (kind === 'HTTPRoute' || kind === 'GRPCRoute' ? 'v1' : 'v1alpha2');
  const namespace = random.pick(['edge', 'team-a', 'team-a', 'team-b']);
  const plugins = random.chance(0.1) ? randomPlugins(random) : undefined;
  return {
    apiVersion: `${gatewayApi}/${version}`,
    kind,
    metadata: present({
      name: `r${index}`,
      namespace,
      annotations: plugins === undefined ? undefined : { 'konghq.com/plugins': plugins },
    }),
    spec: present({
      parentRefs: withSections(
        random,
        Array.from({ length: random.pick([1, 1, 1, 1, 2, 2, 3]) }, (_, place) =>
          place === 0 && aim !== null
            ? parentRef(random, { ...aim, from: namespace })
            : randomParentRef(random, kind, namespace, gateways),
        ),
      ),
      hostnames: randomHostnames(random, kind, aim?.hostname),
      rules: randomRules(random, kind),
    }),
  };
}

function randomPlugins(random: Random): string {
  const one = (): string => random.pick(['kp', 'kp', 'shared', 'gone', 'team-b:kp', 'edge:kp', 'unclassed']);
  return random.chance(0.8) ? one() : `${one()}, ${one()}`;
}

/** What a parent of a route leads to. */
interface Aim {
  readonly gateway: Manifest;
  readonly sections: readonly string[];
}

/** A listener of a Gateway, and the kind of route that it takes by its protocol. */
function randomAim(random: Random, gateways: readonly Manifest[]): (Aim & { kind: Kind; hostname: unknown }) | null {
  const gateway = random.pick(gateways);
  const { listeners } = gateway['spec'] as { readonly listeners: readonly Manifest[] };
  const { name, protocol, hostname } = random.pick(listeners);
  const found = ([
    ['HTTP', 'HTTPRoute'], ['HTTPS', random.chance(0.8) ? 'HTTPRoute' : 'GRPCRoute'],
    ['TCP', 'TCPRoute'], ['UDP', 'UDPRoute'], ['TLS', 'TLSRoute'],
  ] as const).find(([each]) => each === protocol); // prettier-ignore
  return found === undefined ? null : { gateway, sections: [String(name)], kind: found[1], hostname };
}

function randomParentRef(random: Random, kind: Kind, from: string, gateways: readonly Manifest[]): Manifest {
  const sections: Readonly<Record<Kind, readonly string[]>> = {
    HTTPRoute: ['http', 'https', 'web', 'api', 'shop'],
    GRPCRoute: ['http', 'https', 'web', 'api', 'shop'],
    TCPRoute: ['tcp', 'tcp2'],
    UDPRoute: ['udp'],
    TLSRoute: ['tls', 'tls2'],
  };
  const missing = { metadata: { namespace: 'team-b', name: 'gone' } };
  const gateway = random.pick(random.chance(0.96) ? gateways : [missing]);
  return parentRef(random, { gateway, sections: [...sections[kind], ...sections[kind], 'none'], from });
}

function parentRef(random: Random, { gateway, sections, from }: Aim & { readonly from: string }): Manifest {
  const { namespace, name } = gateway['metadata'] as { readonly namespace: string; readonly name: string };
  const strange = random.chance(0.015);
  return present({
    name,
    namespace: random.chance(namespace === from ? 0.5 : 0.97) ? namespace : undefined,
    group: strange ? '' : random.chance(0.05) ? gatewayApi : undefined,
    kind: strange ? 'Service' : random.chance(0.05) ? 'Gateway' : undefined,
    sectionName: random.chance(0.25) ? random.pick(sections) : undefined,
    port: random.chance(0.06) ? random.pick([80, 443, 9000, 9001, 8080, 9443]) : undefined,
  });
}

/** The API server asks for different sections where a Gateway is named twice. */
function withSections(random: Random, refs: readonly Manifest[]): readonly Manifest[] {
  const nameOf = ({ namespace, name }: Manifest): string => `${String(namespace)}/${String(name)}`;
  const order = ['http', 'https', 'web', 'tcp', 'tcp2', 'tls', 'udp', 'api', 'shop', 'tls2'].toSorted(
    () => random.next() - 0.5,
  );
  return refs.map((ref, index) =>
    refs.filter((other) => nameOf(other) === nameOf(ref)).length > 1 ? { ...ref, sectionName: order[index] } : ref,
  );
}

/** `near`: the hostname of a listener, or what stands in its place. */
function randomHostnames(random: Random, kind: Kind, near: unknown): readonly string[] | undefined {
  if (kind === 'TCPRoute' || kind === 'UDPRoute') return undefined;
  if (random.chance(kind === 'TLSRoute' ? 0.08 : 0.4)) return undefined;
  const plain = hostnames.filter((each) => !each.includes('*'));
  const from = kind === 'TLSRoute' && random.chance(0.9) ? plain : hostnames;
  if (typeof near === 'string' && from.some((each) => each === near) && random.chance(0.4)) return [near];
  return [...new Set(Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => random.pick(from)))];
}

function randomRules(random: Random, kind: Kind): readonly Manifest[] | undefined {
  if ((kind === 'HTTPRoute' || kind === 'GRPCRoute') && random.chance(0.03)) return random.pick([[], undefined]);
  const count = random.pick([1, 1, 1, 2, 3]);
  return Array.from({ length: count }, () => {
    const backendRefs = randomBackends(random, kind);
    if (kind === 'HTTPRoute') return randomHttpRule(random, backendRefs);
    return present({ backendRefs, ...(kind === 'GRPCRoute' ? randomGrpc(random) : {}) });
  });
}

function randomGrpc(random: Random): Manifest {
  const service = random.chance(0.8) ? random.pick(['orders.v1.Orders', 'users.Users']) : undefined;
  const method = service === undefined || random.chance(0.5) ? random.pick(['Get', 'List']) : undefined;
  return present({
    matches: random.chance(0.6) ? [{ method: present({ service, method }) }] : undefined,
    filters: random.chance(0.06)
      ? [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: '1' }] } }]
      : undefined,
  });
}

function randomBackends(random: Random, kind: Kind): readonly Manifest[] | undefined {
  if (random.chance(0.04)) return undefined;
  return Array.from({ length: random.pick([1, 1, 1, 1, 2, 3]) }, () => {
    const isOdd = random.chance(0.03);
    const usual = kind === 'UDPRoute' ? 'dns' : random.pick(['app', 'app', 'api', 'app2']);
    const ports: Readonly<Record<string, number>> = { app: 80, app2: 81, api: 8080, dns: 53 };
    const name = random.chance(0.92) ? usual : random.pick(['gone', 'external', 'dns', 'named', 'headless']);
    const usualPort = ports[name] ?? 80;
    return present({
      name,
      port: random.chance(0.93) ? usualPort : random.pick([80, 81, 8080, 9090]),
      namespace: random.chance(0.18) ? random.pick(namespaces) : undefined,
      group: isOdd ? random.pick(['core', 'apps', '']) : undefined,
      kind: isOdd && random.chance(0.5) ? random.pick(['Service', 'Pod', 'KongServiceFacade']) : undefined,
      weight: random.chance(0.15) ? random.pick([0, 1, 5, 100]) : undefined,
    });
  });
}
