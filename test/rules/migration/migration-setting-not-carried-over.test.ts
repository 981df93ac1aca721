import { gateway, gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { kongWithService } from '../../manifests/kong.ts';
import { kongVariables, withController, withOperator } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';

const ingress = (service: object): object => ({ dataPlaneOptions: { network: { services: { ingress: service } } } });
const lost = (names: string): string =>
  `gateway.yaml:7 Gateway kong/edge moves to Kong Operator, and ${names} not come along.`;
const values = 'env:\n  trusted_ips: 10.0.0.0/8\n  real_ip_header: proxy_protocol\n';
const external = { 'gateway.yaml': gateway(['http HTTP 80'], { className: 'gone' }) };

const slow = (spec: object): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongIngress\nmetadata: {name: slow, namespace: shop}\n${Object.entries(
    spec,
  )
    .map(([part, fields]) => `${part}: ${JSON.stringify(fields)}\n`)
    .join('')}`;
const service = (annotations: object): string =>
  manifest('v1', 'Service', 'web', 'shop', { ports: [{ port: 80 }] }).replace(
    'spec:',
    `  annotations: ${JSON.stringify(annotations)}\nspec:`,
  );
const overridden = service({ 'konghq.com/override': 'slow' });
const upstream = { upstream: { hash_on: 'header', hash_on_header: 'x-user', host_header: 'a.example.com' } };
const policy = manifest('configuration.konghq.com/v1beta1', 'KongUpstreamPolicy', 'slow', 'shop', {
  hashOn: { header: 'x-user' },
});

testChange('migration-setting-not-carried-over', {
  silent: {
    'nothing was set': [withController(), withOperator()],
    'a configuration that sets it, whatever the value': [
      withController('env:\n  trusted_ips: 10.0.0.0/8\n'),
      withOperator(kongVariables({ KONG_TRUSTED_IPS: '0.0.0.0/0' })),
    ],
    'what the operator decides by itself': [
      withController(
        'env:\n  nginx_worker_processes: "2"\n  admin_listen: "off"\n  port_maps: "80:8000"\nproxy:\n  stream: []\n',
      ),
      withOperator(),
    ],
    'a configuration that is not in the repository': [
      withController(values),
      { ...withOperator({}), 'configuration.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n' },
    ],
    'no move': [withController(values), withController()],
    'a Gateway of the operator beside the old one': [
      withController(values),
      {
        ...withController(values),
        'operator-gateway.yaml': gateway(['http HTTP 80'], { name: 'new', className: 'managed' }),
      },
    ],
    'the same Service': [
      withController('proxy:\n  type: LoadBalancer\n  annotations: {a.example.com/internal: "true"}\n'),
      withOperator(ingress({ annotations: { 'a.example.com/internal': 'true' } })),
    ],
    'annotations of the Gateway that become those of the Service': [
      withController('proxy:\n  annotations: {a.example.com/internal: "true"}\n'),
      withOperator(null, {
        'gateway.yaml': gateway(['http HTTP 80'], { className: 'managed' }).replace(
          'spec:\n',
          'spec:\n  infrastructure: {annotations: {a.example.com/internal: "true"}}\n',
        ),
      }),
    ],
    'flags that the operator settles, or that are on there': [
      withController(
        'ingressController:\n  env:\n    election_id: a\n    enable_drain_support: "true"\n    feature_gates: GatewayAlpha=true\n',
      ),
      withOperator(),
    ],
    'a KongIngress whose fields a policy and an annotation have': [
      withController('', { 's.yaml': overridden, 'slow.yaml': slow(upstream) }),
      withController('', {
        's.yaml': service({ 'konghq.com/upstream-policy': 'slow', 'konghq.com/host-header': 'a.example.com' }),
        'slow.yaml': policy,
      }),
    ],
    'a KongIngress that stays': [
      withController('', { 's.yaml': overridden, 'slow.yaml': slow(upstream) }),
      withController('', { 's.yaml': overridden, 'slow.yaml': slow({ upstream: {} }) }),
    ],
    'what releases from 3.0 on do not take of a KongIngress': [
      withController('', { 's.yaml': overridden, 'slow.yaml': slow({ proxy: { read_timeout: 300_000 } }) }),
      withController('', { 's.yaml': service({}) }),
    ],
    'a class that nobody knows': [withController(values), { ...withOperator(), ...external }],
  },
  told: {
    'variables of Kong': [withController(values), withOperator(), lost('KONG_REAL_IP_HEADER and KONG_TRUSTED_IPS do')],
    'one that the configuration lacks': [
      withController(values),
      withOperator(kongVariables({ KONG_REAL_IP_HEADER: 'proxy_protocol' })),
      lost('KONG_TRUSTED_IPS does'),
    ],
    'variables of a manifest': [
      {
        'class.yaml': gatewayClass(),
        'gateway.yaml': gateway(),
        'kong.yaml': kongWithService().replace('KONG_STREAM_LISTEN, value: "off"', 'KONG_TRUSTED_IPS, value: "::/0"'),
      },
      withOperator(),
      lost('KONG_TRUSTED_IPS does'),
    ],
    'an internal Service': [
      withController(
        'proxy:\n  type: ClusterIP\n  annotations: {a.example.com/internal: "true"}\n  loadBalancerIP: 10.0.0.1\n',
      ),
      withOperator(ingress({ annotations: {} })),
      lost('a.example.com/internal, type and loadBalancerIP do'),
    ],
    'flags with a field and flags without one': [
      withController(
        'ingressController:\n  env:\n    enable_controller_kongconsumer: "false"\n    skip_ca_certificates: "true"\n',
      ),
      withOperator(),
      lost('--enable-controller-kongconsumer does'),
      lost('--skip-ca-certificates does'),
    ],
    'a Gateway of another name in its place': [
      withController(values),
      withOperator(null, { 'gateway.yaml': gateway(['http HTTP 80'], { className: 'managed', name: 'new' }) }),
      'gateway.yaml:7 Gateway kong/new of Kong Operator takes the place of Gateway kong/edge, and KONG_REAL_IP_HEADER and KONG_TRUSTED_IPS do not come along.',
    ],
    'variables of a configuration': [
      withOperator(kongVariables({ KONG_TRUSTED_IPS: '0.0.0.0/0', KONG_PROXY_LISTEN: '0.0.0.0:8000' })),
      withController(),
      'gateway.yaml:7 Gateway kong/edge moves to the ingress controller, and KONG_TRUSTED_IPS does not come along.',
    ],
    'fields of a KongIngress': [
      withController('', { 's.yaml': overridden, 'slow.yaml': slow(upstream) }),
      withController('', { 's.yaml': service({ 'konghq.com/host-header': 'a.example.com' }) }),
      's.yaml:6 Service shop/web is left without KongIngress shop/slow, and upstream.hash_on and upstream.hash_on_header do not come along. hashOn of a KongUpstreamPolicy would do the same.',
    ],
  },
});
