import { describe, expect, test } from 'vitest';
import { place, render } from './release.ts';

/** A setting that the chart never reads, named by its path and line. */
const kong: readonly [values: string, key: string, line: number, version?: string][] = [
  ['proxy:\n  streams:\n    - {containerPort: 9000}\n', 'proxy.streams', 2],
  ['proxy:\n  http:\n    port: 80\n', 'proxy.http.port', 3],
  ['proxy:\n  address: 10.0.0.1\n', 'proxy.address', 2],
  [
    'proxy:\n  stream:\n    - containerPort: 9000\n      servicePort: 9000\n      proto: UDP\n',
    'proxy.stream[0].proto',
    5,
  ],
  ['proxy:\n  addresses: [10.0.0.1]\n', 'proxy.addresses', 2, '2.33.3'],
  ['udpProxy:\n  stream:\n    - {containerPort: 9002, servicePort: 9002}\n', 'udpProxy.stream', 2],
  ['env:\n  proxy:\n    stream: []\n', 'env.proxy', 2],
  ['env:\n  KONG_PROXY_LISTEN: 0.0.0.0:80\n', 'env.KONG_PROXY_LISTEN', 2],
  [
    'ingressController:\n  env:\n    CONTROLLER_FEATURE_GATES: GatewayAlpha=true\n',
    'ingressController.env.CONTROLLER_FEATURE_GATES',
    3,
  ],
  [
    'ingressController:\n  env:\n    feature_gates:\n      GatewayAlpha: true\n',
    'ingressController.env.feature_gates',
    3,
  ],
  ['ingressController:\n  serviceDiscovery:\n    enabled: true\n', 'ingressController.serviceDiscovery', 2],
  ['udp-proxy:\n  enabled: true\n', 'udp-proxy', 1],
  ['gateway:\n  proxy:\n    stream: []\n', 'gateway', 1],
  ['extraObjects:\n  - {kind: Gateway}\n', 'extraObjects', 1, '2.11.0'],
  ['ingressController:\n  gatewayDiscovery:\n    enabled: true\n', 'ingressController.gatewayDiscovery', 2, '2.16.5'],
];

const ingress: readonly [values: string, key: string, line: number][] = [
  ['proxy:\n  stream: [{containerPort: 9000}]\n', 'proxy', 1],
  ['ingressController:\n  env: {feature_gates: GatewayAlpha=true}\n', 'ingressController', 1],
  ['controller:\n  proxy:\n    stream: [{containerPort: 9000}]\n', 'controller.proxy.stream', 3],
  ['controller:\n  udpProxy:\n    stream: [{containerPort: 9000, proto: UDP}]\n', 'controller.udpProxy', 2],
  [
    'controller:\n  ingressController:\n    env:\n      CONTROLLER_LOG_LEVEL: debug\n',
    'controller.ingressController.env.CONTROLLER_LOG_LEVEL',
    4,
  ],
  ['gateway:\n  ingressController:\n    env: {CONTROLLER_LOG_LEVEL: debug}\n', 'gateway.ingressController.env', 3],
  ['gateway:\n  udpProxy:\n    stream: [{containerPort: 9000}]\n', 'gateway.udpProxy.stream', 3],
  ['controller:\n  env:\n    feature_gates: GatewayAlpha=true\n', 'controller.env', 2],
  ['gateway:\n  ingressController:\n    env: {feature_gates: GatewayAlpha=true}\n', 'gateway.ingressController.env', 3],
];

describe('settings without effect', () => {
  test.each(kong)('kong/kong: %j', (values, key, line, version = '3.4.1') => {
    const { withoutEffect } = render(values, version);
    expect(withoutEffect.map((effect) => [effect.key, place(effect.at)])).toEqual([[key, `values.yaml:${line}`]]);
  });

  test.each(ingress)('kong/ingress: %j', (values, key, line) => {
    const { withoutEffect } = render(values, '0.24.0', 'kong/ingress');
    expect(withoutEffect.map((effect) => [effect.key, place(effect.at)])).toEqual([[key, `values.yaml:${line}`]]);
  });

  test.each([
    ['a key of nobody we know', 'x-shared: {a: 1}\ntailscale: {enabled: true}\nglobal: {image: x}\n'],
    ['a later key that is left empty', 'proxy: {trafficDistribution: null, ipFamilies: []}\n'],
    ['a value from elsewhere', 'env: {pg_password: {valueFrom: {secretKeyRef: {name: a, key: b}}}}\n'],
    ['a flag of an old controller', 'ingressController: {env: {controller_kongplugin: enabled}}\n'],
    ['a switched-off UDP proxy without entries', 'udpProxy: {enabled: false, type: ClusterIP}\n'],
  ])('kong/kong is silent about %s', (_what, values) => {
    expect(render(values, '2.30.0').withoutEffect).toEqual([]);
  });

  test.each([
    ['an anchor at the root that a chart inside uses', 'proxy: &proxy {stream: []}\ngateway: {proxy: *proxy}\n'],
    ['an anchor inside a block of the root', 'env: {shared: &level debug}\ngateway: {env: {log_level: *level}}\n'],
    ['the name that the controller publishes', 'controller: {proxy: {nameOverride: edge-proxy}}\n'],
    [
      'a controller switched on in the gateway',
      'gateway: {ingressController: {enabled: true, env: {log_level: debug}}}\n',
    ],
  ])('kong/ingress is silent about %s', (_what, values) => {
    expect(render(values, '0.24.0', 'kong/ingress').withoutEffect).toEqual([]);
  });
});
