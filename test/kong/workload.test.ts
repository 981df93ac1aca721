import { describe, expect, test } from 'vitest';
import { isLocation } from '../../src/source/location.ts';
import { gatewayClass } from '../manifests/gateway-api.ts';
import { kongDeployment, proxyService } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const configMap = `apiVersion: v1
kind: ConfigMap
metadata: {name: listens, namespace: kong}
data:
  KONG_STREAM_LISTEN: 0.0.0.0:9000
  stream: 0.0.0.0:9001 ssl
`;

/** `9000` or `9001 ssl`: the stream listens of the one proxy, or why they are unknown. */
function stream(proxy: string, more = ''): string {
  const [found] = viewOf(kongDeployment({ proxy }) + more).proxies;
  if (found === undefined) return 'no proxy';
  const { streamListen } = found;
  if (streamListen.certainty === 'unknown') return streamListen.reason;
  return streamListen.value.map(({ port, flags }) => [port, ...flags].join(' ')).join(', ');
}

describe('the environment of a proxy', () => {
  const table: readonly [string, string, string, string][] = [
    ['nothing is set', '', '', ''],
    ['a value', 'env: [{name: KONG_STREAM_LISTEN, value: "0.0.0.0:9000"}]', '', '9000'],
    ['off', 'env: [{name: KONG_STREAM_LISTEN, value: "off"}]', '', ''],
    ['envFrom a ConfigMap', 'envFrom: [{configMapRef: {name: listens}}]', configMap, '9000'],
    ['with a prefix', 'envFrom: [{prefix: KONG_, configMapRef: {name: listens}}]', configMap, ''],
    [
      'env wins',
      'envFrom: [{configMapRef: {name: listens}}]\n        env: [{name: KONG_STREAM_LISTEN, value: "off"}]',
      configMap,
      '',
    ],
    [
      'one key',
      'env: [{name: KONG_STREAM_LISTEN, valueFrom: {configMapKeyRef: {name: listens, key: stream}}}]',
      configMap,
      '9001 ssl',
    ],
    [
      'a ConfigMap elsewhere',
      'envFrom: [{configMapRef: {name: listens}}]',
      '',
      'KONG_STREAM_LISTEN is not known: ConfigMap listens fills part of the environment and is not in the repository',
    ],
    [
      'a Secret',
      'env: [{name: KONG_STREAM_LISTEN, valueFrom: {secretKeyRef: {name: s, key: k}}}]',
      '',
      'KONG_STREAM_LISTEN is not known: it comes from Secret s',
    ],
    [
      'a vault',
      'env: [{name: KONG_STREAM_LISTEN, value: "{vault://env/x}"}]',
      '',
      'KONG_STREAM_LISTEN refers to a vault, which only Kong can read',
    ],
    [
      'a placeholder',
      'env: [{name: KONG_STREAM_LISTEN, value: "0.0.0.0:${PORT}"}]',
      '',
      'KONG_STREAM_LISTEN is not known: it holds ${PORT}, which is filled in elsewhere',
    ],
    [
      'another variable',
      'env: [{name: PORT, value: "9000"}, {name: KONG_STREAM_LISTEN, value: "0.0.0.0:$(PORT)"}]',
      '',
      '9000',
    ],
  ];
  test.each(table)('%s', (_, env, more, expected) => {
    expect(stream(env === '' ? '' : `        ${env}`, more)).toBe(expected);
  });
});

test('a stray quote is shown on its entry, with the whole value put right', () => {
  const value = `0.0.0.0:9901 reuseport, 0.0.0.0:9902 reuseport udp", 0.0.0.0:9903 reuseport ssl"`;
  const manifests = kongDeployment({
    proxy: `        env:\n        - name: KONG_STREAM_LISTEN\n          value: ${value}`,
  });
  const view = viewOf(manifests);
  const [problem, second] = view.listenProblems;
  expect(second).toBeUndefined();
  expect(problem?.message).toBe(
    'KONG_STREAM_LISTEN: the entry 0.0.0.0:9902 reuseport udp" has a stray quote (and 1 more)',
  );
  expect(problem?.correction?.value).toBe(
    '0.0.0.0:9901 reuseport, 0.0.0.0:9902 reuseport udp, 0.0.0.0:9903 reuseport ssl',
  );
  const at = problem?.at;
  expect(at !== undefined && isLocation(at) ? manifests.slice(at.start, at.end) : '').toBe(
    '0.0.0.0:9902 reuseport udp"',
  );
});

test('a stray quote leaves the Gateway unverified, because Kong does not start', () => {
  const proxy = `        env: [{name: KONG_STREAM_LISTEN, value: '0.0.0.0:9000"'}]`;
  const status = gatewayOf(viewOf(gatewayClass() + infraGateway() + proxyService + kongDeployment({ proxy })));
  expect(status.unverified).toMatch(/^Kong does not start: KONG_STREAM_LISTEN has a stray quote/);
});

test('the namespace of the pod is known', () => {
  const pod = '{name: POD_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}';
  const udp = '{name: CONTROLLER_PUBLISH_SERVICE_UDP, value: "$(POD_NAMESPACE)/udp"}';
  const [controller] = viewOf(kongDeployment({ controller: `${pod}, ${udp}` })).controllers;
  expect(controller?.publishServiceUdp).toMatchObject({ certainty: 'known', value: 'kong/udp' });
});

describe('what a container is', () => {
  const withImage = (image: string, env = '[]') => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: x, namespace: kong}
spec: {template: {spec: {containers: [{name: x, image: ${image}, env: ${env}}]}}}
`;
  const listen = '[{name: KONG_PROXY_LISTEN, value: "0.0.0.0:8000"}]';
  const table: readonly [string, string, number, number][] = [
    ['kong:3.9', '[]', 1, 0],
    ['registry.example:5000/mirror/kong/kong-gateway@sha256:0', '[]', 1, 0],
    ['registry.example:5000/mirror/kong-gateway@sha256:0', '[]', 0, 0],
    ['registry.example:5000/mirror/kong-gateway@sha256:0', listen, 1, 0],
    ['kong/go-echo:0.1.0', '[]', 0, 0],
    ['acme/shop:1', '[{name: KONG_URL, value: x}]', 0, 0],
    ['registry.example/mirror/gateway:1', listen, 0, 0],
    ['kong/go-echo:0.1.0', listen, 0, 0],
    ['docker.io/kong/kubernetes-ingress-controller:3.5', '[]', 0, 1],
    ['kong/kong-operator:2.0.0', '[]', 0, 1],
    ['kong/httpbin:1', '[{name: KONG_ADMIN_URL, value: x}]', 0, 0],
    ['nginx:1', '[]', 0, 0],
  ];
  test.each(table)('%s', (image, env, proxies, controllers) => {
    const view = viewOf(`${withImage(image, env)}${gatewayClass()}`);
    expect([view.proxies.length, view.controllers.length]).toEqual([proxies, controllers]);
  });
});

describe('an image of any name that sets Kong’s listens', () => {
  const deployment = (name: string, image: string, env: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: kong}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: x, image: ${image}, env: ${env}}]}
---
`;
  const edge = deployment('edge', 'acme/edge:1', '[{name: KONG_PROXY_LISTEN, value: "0.0.0.0:8000 swift"}]');
  const admin = `apiVersion: v1
kind: Service
metadata: {name: admin, namespace: kong}
spec: {selector: {app: edge}, ports: [{port: 8444}]}
---
`;
  const controllerOf = (service: string): string =>
    deployment(
      'kic',
      'kong/kubernetes-ingress-controller:3.5',
      `[{name: CONTROLLER_KONG_ADMIN_SVC, value: kong/${service}}]`,
    );

  test('is Kong where a controller sends to it', () => {
    const view = viewOf(`${edge}${admin}${controllerOf('admin')}${gatewayClass()}`);
    expect(view.proxies).toHaveLength(1);
    expect(view.listenProblems).toHaveLength(1);
  });

  test('is anybody’s elsewhere, and nothing is said of it', () => {
    const view = viewOf(`${edge}${admin}${controllerOf('other')}${gatewayClass()}`);
    expect([view.proxies, view.listenProblems]).toEqual([[], []]);
  });

  test('does not stand in the way of values that would be installed', () => {
    const values = 'proxy:\n  stream:\n  - containerPort: 9901\n    servicePort: 9901\n';
    const found = discoverClusters(sourcesOf({ 'kong/values.yaml': values, 'shop.yaml': edge }), defaultConfig);
    expect(found.clusters.flatMap(({ releases }) => releases)).toHaveLength(1);
  });
});
