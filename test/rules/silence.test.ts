import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { controllerEnv, kongWithService, streams } from '../manifests/kong.ts';
import { findingsIn } from '../review/finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const kong: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication() };

describe('nothing is wrong', () => {
  test.each<[string, Files]>([
    ['without anything of Kong', { 'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n' }],
    [
      'with two ingress controllers that do not use Gateway API',
      {
        'a.yaml': kongApplication('', { name: 'public', namespace: 'public' }),
        'b.yaml': kongApplication('', { name: 'internal', namespace: 'internal' }),
      },
    ],
    [
      'with a controller of its own name that no class of the tree uses',
      { 'a.yaml': kongApplication(controllerEnv('gateway_api_controller_name', 'example.com/edge')) },
    ],
    [
      'where the class of a Gateway is not in the repository, and no class of Kong is',
      { 'gateway.yaml': gateway(['tcp TCP 9000']), 'kong.yaml': kongApplication() },
    ],
    [
      'where the class of a Gateway may come from a build that could not be read',
      {
        ...kong,
        'gateway.yaml': gateway(['http HTTP 80'], { className: 'edge' }),
        'more/kustomization.yaml': 'resources: [class.yaml, $NOPE.yaml]\n',
        'more/class.yaml': gatewayClass('other', 'example.com/other'),
      },
    ],
    ...['istio', 'cilium', 'gke-l7-global-external-managed', 'eg', 'nginx', 'traefik'].map(
      (className): [string, Files] => [
        `where a Gateway names the class ${className}, which its implementation makes by itself`,
        { ...kong, 'gateway.yaml': gateway(['tcp TCP 9000'], { className }) },
      ],
    ),
    [
      'with Gateways of another implementation on ports that Kong has not',
      {
        ...kong,
        'envoy.yaml': `${plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')}---\n${gateway(['a TCP 1', 'b UDP 1'], { className: 'envoy' })}---\n${gateway(['a TCP 2'], { className: 'envoy', name: 'second' })}`,
      },
    ],
    [
      'with several Gateways of the Kong Operator',
      {
        'class.yaml': plainClass('kong', 'konghq.com/gateway-operator'),
        'a.yaml': gateway(['http HTTP 8080'], { name: 'a' }),
        'b.yaml': gateway(['http HTTP 8081'], { name: 'b' }),
      },
    ],
    [
      'with two controllers, each with its class and its Gateway',
      {
        ...kong,
        'gateway.yaml': gateway(['http HTTP 80', 'https HTTPS 443']),
        'internal.yaml': kongApplication(controllerEnv('gateway_api_controller_name', 'example.com/internal'), {
          name: 'internal',
          namespace: 'internal',
        }),
        'internal-gateway.yaml': `${gatewayClass('internal', 'example.com/internal')}---\n${gateway(['http HTTP 80'], { name: 'internal', className: 'internal' })}`,
      },
    ],
    [
      'with a second Gateway that the controller is told to ignore',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongApplication(controllerEnv('gateway_to_reconcile', 'kong/edge')),
        'a.yaml': gateway(['http HTTP 80']),
        'b.yaml': gateway(['tcp TCP 9000'], { name: 'other' }),
      },
    ],
    [
      'with two controllers of one name that are each told another Gateway',
      {
        'class.yaml': gatewayClass(),
        'a.yaml': kongApplication(controllerEnv('gateway_to_reconcile', 'kong/edge')),
        'b.yaml': kongApplication(controllerEnv('gateway_to_reconcile', 'kong/other'), {
          name: 'second',
          namespace: 'second',
        }),
      },
    ],
    [
      'with a certificate that the tree does not show',
      {
        ...kong,
        'gateway.yaml': gateway(['https HTTPS 443 tls: {certificateRefs: [{name: edge-tls}]}']),
      },
    ],
    [
      'with listeners on one port that hostnames tell apart',
      {
        ...kong,
        'gateway.yaml': gateway([
          'a HTTPS 443 hostname: a.example.com',
          'b HTTPS 443 hostname: b.example.com',
          'c HTTP 80 hostname: a.example.com',
          'd HTTP 80',
        ]),
      },
    ],
    [
      'with a Service that keeps HTTP on 443 behind a load balancer',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongApplication('proxy:\n  tls:\n    overrideServiceTargetPort: 8000\n'),
        'gateway.yaml': gateway(['https HTTP 443']),
      },
    ],
    [
      'with a UDP Service that is published',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongApplication(
          `udpProxy:\n  enabled: true\n  stream:\n  - {containerPort: 53, servicePort: 53, protocol: UDP}\n${controllerEnv('publish_service_udp', 'kong/kong-kong-udp-proxy')}`,
        ),
        'gateway.yaml': gateway(['http HTTP 80', 'dns UDP 53']),
      },
    ],
    [
      'with a TLS stream on another port than Kong: TLS routes are matched by hostname',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongApplication(
          'proxy:\n  stream:\n  - {containerPort: 19903, servicePort: 9903, protocol: TCP, parameters: [ssl]}\n',
        ),
        'gateway.yaml': gateway(['tls TLS 9903']),
      },
    ],
    [
      'with a stream on another port that KONG_PORT_MAPS maps',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongApplication(
          'env:\n  port_maps: "9901:19901"\nproxy:\n  stream:\n  - {containerPort: 19901, servicePort: 9901, protocol: TCP}\n',
        ),
        'gateway.yaml': gateway(['tcp TCP 9901']),
      },
    ],
    [
      'with TCP and UDP on one number that lead to one target',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({
          streamListen: '0.0.0.0:5300, 0.0.0.0:5300 udp',
          ports: ['5300 5300', '5300 5300 UDP'],
        }),
        'gateway.yaml': gateway(['dns TCP 5300']),
      },
    ],
    [
      'with a manifest proxy that leaves HTTP closed on purpose',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ ports: ['443 8443'] }),
        'gateway.yaml': gateway(['https HTTPS 443']),
      },
    ],
    [
      'with streams that no listener uses',
      {
        ...kong,
        'kong.yaml': kongApplication(streams('9901', '9902 UDP', '9903 TCP ssl')),
        'gateway.yaml': gateway(['http HTTP 80']),
      },
    ],
  ])('%s', (_, files) => {
    expect(findingsIn(files)).toEqual([]);
  });
});

describe('where the tree does not show it, nothing is claimed', () => {
  test('one unverified line for each Gateway without a proxy in the tree', () => {
    const { findings, unverified } = reviewFiles({
      'class.yaml': gatewayClass(),
      'gateway.yaml': gateway(['http HTTP 8080', 'tcp TCP 9901', 'tls TLS 9903']),
    });
    expect(findings).toEqual([]);
    expect(unverified.map(({ about }) => about)).toEqual(['Gateway kong/edge']);
  });

  test('nothing of a Gateway of another implementation', () => {
    const { findings, unverified } = reviewFiles({
      'gateway.yaml': `${plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')}---\n${gateway(['a TCP 1'], { className: 'envoy' })}`,
    });
    expect([...findings, ...unverified]).toEqual([]);
  });

  test('nothing about ports of a controller whose publish Service is elsewhere', () => {
    const { findings, unverified } = reviewFiles({
      'class.yaml': gatewayClass(),
      'kong.yaml': kongApplication(
        `deployment:\n  kong:\n    enabled: false\n${controllerEnv('publish_service', 'other/kong-proxy')}`,
      ),
      'gateway.yaml': gateway(['tcp TCP 9901']),
    });
    expect(findings).toEqual([]);
    expect(unverified.map(({ about }) => about)).toContain('Gateway kong/edge');
  });

  test.each<[string, Files, string]>([
    [
      'a Gateway of a namespace that the controller does not watch',
      {
        'kong.yaml': kongApplication('ingressController:\n  watchNamespaces: [kong]\n'),
        'gateway.yaml': gateway(['tcp TCP 1'], { namespace: 'other' }),
      },
      'the controller kong/kong-kong does not watch the namespace other',
    ],
    [
      'a Gateway that the controller is told to ignore',
      {
        'kong.yaml': kongApplication(controllerEnv('gateway_to_reconcile', 'kong/public')),
        'gateway.yaml': gateway(['tcp TCP 1']),
      },
      'the controller kong/kong-kong reconciles the Gateway kong/public only',
    ],
  ])('nothing of %s, and that is said', (_, files, reason) => {
    const { findings, unverified } = reviewFiles({ 'class.yaml': gatewayClass(), ...files });
    expect(findings).toEqual([]);
    expect(unverified.map((lease) => lease.reason)).toEqual([reason]);
  });
});
