import type { Random } from '../admission/random.ts';
import { type Manifest, namespaces, present } from './manifest.ts';

/** A GatewayConfiguration `config` in each namespace: what Kong is started with, and what its Service is like. */
export function randomConfigurations(random: Random): readonly Manifest[] {
  return namespaces
    .filter((namespace) => namespace === 'kong' || random.chance(0.95))
    .map((namespace) => ({
      apiVersion: 'gateway-operator.konghq.com/v2beta1',
      kind: 'GatewayConfiguration',
      metadata: { name: 'config', namespace },
      spec: random.chance(0.35) ? {} : randomSpec(random),
    }));
}

function randomSpec(random: Random): Manifest {
  const type = random.pick([undefined, 'LoadBalancer', 'NodePort', 'ClusterIP']);
  const options =
    type !== undefined && type !== 'ClusterIP' && random.chance(0.3)
      ? [{ name: random.pick(['http', 'https', 'web', 'gone']), nodePort: 30_080 }]
      : undefined;
  const proxy = randomProxy(random);
  return present({
    dataPlaneOptions: present({
      network: type === undefined ? undefined : { services: { ingress: { type } } },
      deployment:
        proxy === undefined ? undefined : { podTemplateSpec: { spec: { containers: [{ name: 'proxy', ...proxy }] } } },
    }),
    listenersOptions: options,
  });
}

function randomProxy(random: Random): Manifest | undefined {
  if (!random.chance(0.3)) return undefined;
  const env = random.pick<Readonly<Record<string, string>>>([
    { KONG_LOG_LEVEL: 'debug' },
    { KONG_PROXY_LISTEN: '0.0.0.0:8000, 0.0.0.0:8443 ssl' },
    { KONG_PROXY_LISTEN: '0.0.0.0:9000' },
    { KONG_PROXY_LISTEN: '0.0.0.0:8443 http2 ssl' },
    { KONG_PORT_MAPS: '80:8000, 443:8443' },
    { KONG_PORT_MAPS: '80:8000' },
    { KONG_STREAM_LISTEN: '0.0.0.0:9000 reuseport' },
  ]);
  return { env: Object.entries(env).map(([name, value]) => ({ name, value })) };
}
