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
import { randomGateways } from './random-gateways.ts';
import { randomRoute } from './random-routes.ts';

const operatorGroup = 'gateway-operator.konghq.com';
const secretLabel = 'konghq.com/secret';

/** The versions in which a release reads routes. */
const routeVersions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2.2.3': { TLSRoute: 'v1' },
  '2.3.0-rc.3': { TLSRoute: 'v1', TCPRoute: 'v1', UDPRoute: 'v1' },
};

/** A cluster in which Kong Operator runs, with names that Services may have. */
export function randomOperatorCluster(random: Random, release: string): RandomCluster {
  const controllerName = random.chance(0.15) ? 'example.com/kong' : null;
  const gateways = randomGateways(random, [1, 1, 1, 2, 2, 3]).map((gateway) => withParameters(random, gateway));
  const routes = Array.from({ length: random.pick([1, 2, 3, 4, 5]) }, (_, index) =>
    randomRoute(random, index, routeVersions[release] ?? {}, gateways),
  );
  return {
    question: {
      controllerName: controllerName ?? 'konghq.com/gateway-operator',
      secretLabel,
      kongVersion: release.startsWith('2.2.') ? '3.14.0' : '3.15.0',
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

function withParameters(random: Random, gateway: Manifest): Manifest {
  const { 'konghq.com/publish-service': _, ...metadata } = gateway['metadata'] as Record<string, unknown>;
  if (random.chance(0.85)) return { ...gateway, metadata };
  const right = { group: operatorGroup, kind: 'GatewayConfiguration', name: 'config' };
  const parametersRef = random.chance(0.8) ? right : { ...right, group: random.pick(['', 'example.com']) };
  return { ...gateway, metadata, spec: { ...(gateway['spec'] as object), infrastructure: { parametersRef } } };
}

function randomConfigurations(random: Random): readonly Manifest[] {
  return namespaces.map((namespace) => ({
    apiVersion: `${operatorGroup}/v2beta1`,
    kind: 'GatewayConfiguration',
    metadata: { name: 'config', namespace },
    spec: random.pick([
      {},
      {},
      { dataPlaneOptions: { network: { services: { ingress: { type: 'ClusterIP' } } } } },
      {
        dataPlaneOptions: { network: { services: { ingress: { type: 'NodePort' } } } },
        listenersOptions: [{ name: 'http', nodePort: 30080 }],
      },
    ]),
  }));
}
