import type { Random } from '../admission/random.ts';
import { gatewayApi, type Manifest, namespaces, present } from './manifest.ts';
import {
  type RandomCluster,
  randomGrants,
  randomNamespace,
  randomPlugins,
  randomSecrets,
  randomServices,
} from './random-cluster.ts';
import { randomConfigurations } from './random-gateway-configurations.ts';
import { randomGateways, type Section } from './random-gateways.ts';
import { randomRoute } from './random-routes.ts';

const operatorGroup = 'gateway-operator.konghq.com';
const secretLabel = 'konghq.com/secret';

/** The versions in which a release reads routes. */
const routeVersions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2.2.3': { TLSRoute: 'v1' },
  '2.3.0-rc.3': { TLSRoute: 'v1', TCPRoute: 'v1', UDPRoute: 'v1' },
};

/** The Kong that a release starts where nobody says which. */
const defaultKong: Readonly<Record<string, string>> = { '2.0.11': '3.11.0', '2.1.9': '3.13.0', '2.2.3': '3.14.0' };

const http: readonly Section[] = ['http', 'https', 'web', 'api'];
const tls: readonly Section[] = ['tls'];
const streams: readonly Section[] = ['tcp', 'tcp2', 'udp'];

/** Listeners that a release serves: one that it does not takes the whole Gateway down before 2.3. */
function servedSections(release: string): readonly Section[] {
  if (release.startsWith('2.3.')) return [...http, ...tls, ...streams];
  return release.startsWith('2.2.') ? [...http, ...tls] : http;
}

/** A cluster in which Kong Operator runs, with names that Services may have. */
export function randomOperatorCluster(random: Random, release: string): RandomCluster {
  const controllerName = random.chance(0.15) ? 'example.com/kong' : null;
  const served = servedSections(release);
  const gateways = randomGateways(random, [1, 1, 1, 2, 2, 3], () =>
    random.chance(0.1) ? [...http, ...tls, ...streams] : served,
  ).map((gateway) => withParts(random, gateway));
  const routes = Array.from({ length: random.pick([1, 2, 3, 4, 5]) }, (_, index) =>
    randomRoute(random, index, routeVersions[release] ?? {}, gateways),
  );
  return {
    question: {
      controllerName: controllerName ?? 'konghq.com/gateway-operator',
      secretLabel,
      kongVersion: defaultKong[release] ?? '3.15.0',
    },
    stated: [
      operator(release, controllerName),
      ...[...namespaces, 'kong-system'].map((name) => randomNamespace(random, name)),
      ...randomClasses(random, controllerName ?? 'konghq.com/gateway-operator'),
      ...randomConfigurations(random),
      ...gateways,
      ...randomSecrets(random, secretLabel),
      ...randomServices(random),
      ...randomPlugins(random),
      ...randomGrants(random),
      ...routes,
    ],
    hidden: [],
  };
}

function operator(release: string, controllerName: string | null): Manifest {
  const env = controllerName === null ? [] : [{ name: 'KONG_OPERATOR_CONTROLLER_NAME', value: controllerName }];
  const labels = { app: 'kong-operator' };
  const containers = [{ name: 'manager', image: `kong/kong-operator:${release}`, env }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'kong-operator', namespace: 'kong-system' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

function randomClasses(random: Random, controllerName: string): readonly Manifest[] {
  const of = (name: string, probability: number): Manifest => ({
    apiVersion: `${gatewayApi}/v1`,
    kind: 'GatewayClass',
    metadata: { name },
    spec: present({
      controllerName: random.chance(probability) ? controllerName : 'example.org/another',
      parametersRef: random.chance(0.4) ? randomClassParameters(random) : undefined,
    }),
  });
  return [...(random.chance(0.99) ? [of('kong', 0.98)] : []), ...(random.chance(0.4) ? [of('other', 0.6)] : [])];
}

function randomClassParameters(random: Random): Manifest {
  const right = { group: operatorGroup, kind: 'GatewayConfiguration', name: 'config', namespace: 'kong' };
  if (random.chance(0.8)) return right;
  return random.pick([
    { ...right, kind: 'ConfigMap' },
    { ...right, group: '' },
    { ...right, name: 'gone' },
    { group: operatorGroup, kind: 'GatewayConfiguration', name: 'config' },
  ]);
}

/** A Gateway with what the operator reads, merges or leaves alone. */
function withParts(random: Random, gateway: Manifest): Manifest {
  const { 'konghq.com/publish-service': _, ...metadata } = gateway['metadata'] as Record<string, unknown>;
  const spec = gateway['spec'] as { readonly listeners: readonly Manifest[] };
  const infrastructure = present({
    parametersRef: random.chance(0.2) ? randomParametersRef(random) : undefined,
    labels: random.chance(0.1) ? { team: 'edge' } : undefined,
    annotations: random.chance(0.1) ? { 'example.com/internal': 'true' } : undefined,
  });
  return {
    ...gateway,
    metadata,
    spec: {
      ...spec,
      ...(Object.keys(infrastructure).length > 0 ? { infrastructure } : {}),
      ...(random.chance(0.1) ? { addresses: [{ type: 'IPAddress', value: '192.0.2.7' }] } : {}),
      listeners: spec.listeners.map((listener) => withTlsOptions(random, listener)),
    },
  };
}

function randomParametersRef(random: Random): Manifest {
  const right = { group: operatorGroup, kind: 'GatewayConfiguration', name: 'config' };
  return random.chance(0.8)
    ? right
    : {
        ...right,
        ...random.pick<Manifest>([{ group: '' }, { group: 'example.com' }, { kind: 'ConfigMap' }, { name: 'gone' }]),
      };
}

function withTlsOptions(random: Random, listener: Manifest): Manifest {
  const given = listener['tls'] as Manifest | undefined;
  if (given === undefined || !random.chance(0.12)) return listener;
  const options = { 'example.com/min-version': '1.2' };
  const { certificateRefs: _, ...others } = given;
  return { ...listener, tls: { ...(random.chance(0.3) ? others : given), options } };
}
