import type { Random } from '../admission/random.ts';
import { type Manifest, present } from './manifest.ts';

/** An entry of a proxy or stream listen. */
export interface Listen {
  readonly port: number;
  readonly ssl: boolean;
  readonly udp: boolean;
}

/** How Kong and its controller are started. */
export interface Installation {
  readonly release: string;
  readonly kongVersion: string;
  /** Null: not stated, which is what Kong then takes. */
  readonly flavor: 'traditional' | 'traditional_compatible' | 'expressions' | null;
  readonly controllerName: string | null;
  readonly publishServiceUdp: boolean;
  readonly gatewayToReconcile: string | null;
  readonly alpha: boolean;
  readonly proxyListen: readonly Listen[];
  readonly streamListen: readonly Listen[];
  readonly combinesServices: boolean;
  readonly proxyPorts: readonly Manifest[];
  readonly udpPorts: readonly Manifest[];
}

const listen = (port: number, flag: 'ssl' | 'udp' | '' = ''): Listen => ({
  port,
  ssl: flag === 'ssl',
  udp: flag === 'udp',
});

export function randomInstallation(random: Random, release: string): Installation {
  const some = <T>(list: readonly T[], probability: number): readonly T[] =>
    list.filter(() => random.chance(probability));
  const combines = isReleaseFrom(release, '3.4');
  const proxyPorts = [
    ...some(
      [{ name: 'http', port: 80, targetPort: random.chance(0.9) ? 8000 : random.pick(['proxy', 8443, 8001]) }],
      0.97,
    ),
    ...some(
      [{ name: 'https', port: 443, targetPort: random.chance(0.9) ? 8443 : random.pick([8000, 'tls', 9443]) }],
      0.96,
    ),
    ...some([{ name: 'also', port: 81, targetPort: random.pick([8000, 8443, 9000]) }], 0.1),
    ...some([{ name: 'other', port: 8080, targetPort: 8080 }], 0.84),
    ...some([{ name: 'tcp', port: 9000, ...(random.chance(0.5) ? { targetPort: 9000 } : {}) }], 0.86),
    ...some([{ name: 'tcp2', port: 9001, targetPort: 9001 }], 0.86),
    ...some([{ name: 'tls', port: 9443, targetPort: 9443 }], 0.86),
    ...some([{ name: 'udp', port: 9999, targetPort: 9999, protocol: 'UDP' }], 0.84),
    ...some([{ name: 'quic', port: 443, targetPort: random.pick([8443, 9999]), protocol: 'UDP' }], 0.1),
  ];
  return {
    release,
    kongVersion: random.pick(combines ? ['3.9.1', '3.9.1', '3.8.1', '3.6.1'] : ['3.4.2', '3.6.1']),
    flavor: random.pick(['traditional', 'traditional', 'traditional_compatible', 'expressions', null]),
    controllerName: random.chance(0.15) ? 'example.com/kong' : null,
    publishServiceUdp: random.chance(0.3),
    gatewayToReconcile: random.chance(0.1) ? random.pick(['edge/gw', 'team-a/gw', 'kong/public']) : null,
    alpha: random.chance(0.85),
    proxyListen: [
      listen(8000),
      ...some([listen(8443, 'ssl')], 0.97),
      ...some([listen(8080, random.chance(0.1) ? 'ssl' : '')], 0.84),
    ],
    streamListen: [
      ...some([listen(9000), listen(9001)], 0.9),
      ...some([listen(9443, random.chance(0.85) ? 'ssl' : '')], 0.9),
      ...some([listen(9999, 'udp')], 0.9),
    ],
    combinesServices: combines && random.chance(0.15),
    proxyPorts,
    udpPorts: [{ name: 'dns', port: random.pick([53, 9999]), targetPort: 9999, protocol: 'UDP' }],
  };
}

/** Whether a release is of this minor or a later one. */
export function isReleaseFrom(release: string, minor: string): boolean {
  return release.localeCompare(minor, 'en', { numeric: true }) >= 0;
}

/** Release 3.4 has a gate for what is a flag later. */
function gatesOf({ alpha, combinesServices, release }: Installation): string | undefined {
  const gates = [
    ...(alpha ? ['GatewayAlpha=true'] : []),
    ...(combinesServices && !isReleaseFrom(release, '3.5') ? ['CombinedServicesFromDifferentHTTPRoutes=true'] : []),
  ];
  return gates.length === 0 ? undefined : gates.join(',');
}

/** Kong and its controller in one pod, with the Services that it publishes. */
export function installed(given: Installation): readonly Manifest[] {
  const labels = { app: 'kong' };
  const proxy = {
    KONG_DATABASE: 'off',
    KONG_PROXY_LISTEN: written(given.proxyListen),
    KONG_STREAM_LISTEN: written(given.streamListen),
    KONG_ROUTER_FLAVOR: given.flavor ?? undefined,
  };
  const controller = {
    CONTROLLER_KONG_ADMIN_URL: 'https://localhost:8444',
    CONTROLLER_PUBLISH_SERVICE: 'kong/proxy',
    CONTROLLER_PUBLISH_SERVICE_UDP: given.publishServiceUdp ? 'kong/proxy-udp' : undefined,
    CONTROLLER_FEATURE_GATES: gatesOf(given),
    CONTROLLER_GATEWAY_API_CONTROLLER_NAME: given.controllerName ?? undefined,
    CONTROLLER_GATEWAY_TO_RECONCILE: given.gatewayToReconcile ?? undefined,
    CONTROLLER_COMBINED_SERVICES_FROM_DIFFERENT_HTTPROUTES:
      given.combinesServices && isReleaseFrom(given.release, '3.5') ? 'true' : undefined,
  };
  const containers = [
    { name: 'proxy', image: `kong:${given.kongVersion}`, env: variables(proxy) },
    {
      name: 'ingress-controller',
      image: `kong/kubernetes-ingress-controller:${given.release}`,
      env: variables(controller),
    },
  ];
  const metadata = { name: 'kong', namespace: 'kong' };
  const template = { metadata: { labels }, spec: { serviceAccountName: 'kong', containers } };
  const service = (name: string, ports: readonly Manifest[]): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'kong' },
    spec: { type: 'LoadBalancer', selector: labels, ports },
  });
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template } },
    service('proxy', given.proxyPorts),
    ...(given.publishServiceUdp ? [service('proxy-udp', given.udpPorts)] : []),
  ];
}

/** The same for the driver. */
export function questionOf(given: Installation): object {
  const { controllerName, publishServiceUdp, gatewayToReconcile, flavor, combinesServices } = given;
  const { alpha, kongVersion, proxyListen, streamListen } = given;
  return {
    controllerName: controllerName ?? 'konghq.com/kic-gateway-controller',
    publishService: 'kong/proxy',
    publishServiceUdp: publishServiceUdp ? 'kong/proxy-udp' : '',
    gatewayToReconcile: gatewayToReconcile ?? '',
    flavor: flavor ?? 'traditional_compatible',
    ingressClass: 'kong',
    grants: true,
    combineServices: combinesServices,
    alpha,
    kongVersion,
    proxyListen,
    streamListen,
  };
}

function written(listens: readonly Listen[]): string {
  const entries = listens.map(({ port, ssl, udp }) => `0.0.0.0:${port}${ssl ? ' ssl' : ''}${udp ? ' udp' : ''}`);
  return entries.length === 0 ? 'off' : entries.join(', ');
}

function variables(values: Manifest): readonly Manifest[] {
  return Object.entries(present(values)).map(([name, value]) => ({ name, value }));
}
