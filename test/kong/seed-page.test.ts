import { describe, expect, test } from 'vitest';
import { line } from './given.ts';
import { gatewayOf, viewOf } from './tree.ts';

const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
  annotations:
    konghq.com/gatewayclass-unmanaged: "true"
spec:
  controllerName: konghq.com/kic-gateway-controller
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: example
  namespace: kong
spec:
  gatewayClassName: kong
  listeners:
  - {name: proxy, port: 80, protocol: HTTP}
  - {name: proxy-ssl, port: 443, protocol: HTTPS}
  - {name: proxy-tcp-9901, port: 9901, protocol: TCP}
  - {name: proxy-udp-9902, port: 9902, protocol: UDP}
  - {name: proxy-tls-9903, port: 9903, protocol: TLS}
`;

const proxy = [
  'proxy:',
  '  http: {enabled: true, servicePort: 80, containerPort: 8000}',
  '  tls: {enabled: true, servicePort: 443, containerPort: 8443}',
  '  stream:',
  '  - {containerPort: 9901, servicePort: 9901, protocol: TCP}',
  '  - {containerPort: 9902, servicePort: 9902, protocol: UDP}',
  '  - {containerPort: 9903, servicePort: 9903, protocol: TCP, parameters: ["ssl"]}',
];

/** An Argo CD Application that installs a chart with these lines of values. */
function application(chart: string, version: string, values: readonly string[]): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kong, namespace: argocd}
spec:
  destination: {namespace: kong, server: https://kubernetes.default.svc}
  source:
    repoURL: https://charts.konghq.com
    chart: ${chart}
    targetRevision: ${version}
    helm:
      values: |
${values.map((each) => `        ${each}`).join('\n')}
`;
}

const below = (key: string, lines: readonly string[]) => [`${key}:`, ...lines.map((each) => `  ${each}`)];

/** The conditions of each listener, `ok` when all is well. */
function outcome(app: string, asked = gateway): Readonly<Record<string, string>> {
  const view = viewOf({ 'gateway.yaml': asked, 'kong.yaml': app });
  const fine = 'Accepted=T/Accepted Conflicted=F/NoConflicts ResolvedRefs=T/ResolvedRefs Programmed=T/Programmed';
  const each = gatewayOf(view).listeners.map(({ listener, conditions }): [string, string] => {
    const read = line(conditions ?? undefined);
    return [listener.name.value, read === fine ? 'ok' : read];
  });
  return Object.fromEntries(each.filter(([, read]) => read !== 'ok'));
}

describe("Kong's own example", () => {
  test.each([
    ['kong', '3.4.1', proxy],
    ['kong', '2.38.0', proxy],
    ['ingress', '0.24.0', below('gateway', proxy)],
  ])('serves every listener with %s %s', (chart, version, values) => {
    expect(outcome(application(chart, version, values))).toEqual({});
  });

  test('shows the chain behind a listener', () => {
    const view = viewOf({ 'gateway.yaml': gateway, 'kong.yaml': application('kong', '3.4.1', proxy) });
    const tls = gatewayOf(view).listeners.find(({ listener }) => listener.name.value === 'proxy-tls-9903');
    expect(tls?.servedBy).toMatchObject({
      service: { namespace: 'kong', name: 'kong-kong-proxy' },
      targetPort: 9903,
      listen: { kind: 'stream', entry: { ssl: true, at: { path: 'kong.yaml' } } },
    });
    expect([view.unverified, view.listenProblems]).toEqual([[], []]);
  });
});

describe('each deviation changes its own listener', () => {
  const port = 'Accepted=F/PortUnavailable Programmed=F/Invalid';
  const protocol = 'Accepted=F/UnsupportedProtocol Programmed=F/Invalid';
  const without = (text: string) => proxy.filter((each) => !each.includes(text));
  const instead = (text: string, other: string) => proxy.map((each) => each.replace(text, other));
  const table: readonly [string, readonly string[], Readonly<Record<string, string>>][] = [
    ['no stream entry', without('9902'), { 'proxy-udp-9902': protocol }],
    ['no ssl', instead(', parameters: ["ssl"]', ''), { 'proxy-tls-9903': protocol }],
    ['another Service port', instead('servicePort: 80', 'servicePort: 8080'), { proxy: port }],
    [
      'TLS that ends before Kong',
      instead('servicePort: 443', 'overrideServiceTargetPort: 8000, servicePort: 443'),
      { 'proxy-ssl': protocol },
    ],
    ['a listen that is switched off', [...proxy, 'env: {stream_listen: "off"}'], { 'proxy-tls-9903': protocol }],
  ];
  test.each(table)('%s', (_, values, expected) => {
    expect(outcome(application('kong', '3.4.1', values))).toEqual(expected);
  });

  test('a listener on another port', () => {
    const asked = gateway.replace('port: 443', 'port: 8443');
    expect(outcome(application('kong', '3.4.1', proxy), asked)).toEqual({ 'proxy-ssl': port });
  });
});

test('a chart that makes no proxy Service leaves its controller with a Service that does not exist', () => {
  const app = application('kong', '3.4.1', [...proxy, '  enabled: false']);
  const view = viewOf({ 'gateway.yaml': gateway, 'kong.yaml': app });
  expect(view.controllers[0]?.publish).toMatchObject([
    { ref: { value: 'kong/kong-kong-proxy' }, service: null, missing: { certain: true } },
  ]);
  expect(gatewayOf(view).withoutStatus?.cause).toBe('service-missing');
});

describe('a Service that the user names and nobody shows', () => {
  const publish = (name: string) =>
    viewOf({
      'gateway.yaml': gateway,
      'kong.yaml': application('kong', '3.4.1', [...proxy, `ingressController: {env: {publish_service: ${name}}}`]),
    });

  test('may be elsewhere when nothing of its namespace is in the tree', () => {
    const view = publish('other/proxy');
    expect(view.controllers[0]?.publish).toMatchObject([{ service: null, missing: { certain: false } }]);
    expect(gatewayOf(view).unverified).toBe('the publish Service other/proxy is not in the repository');
  });

  test('does not exist beside the Service that Kong is behind', () => {
    const view = publish('kong/other');
    expect(view.controllers[0]?.publish[0]?.missing).toEqual({
      certain: true,
      reason: 'Kong is behind Service kong/kong-kong-proxy',
    });
    expect(gatewayOf(view).withoutStatus?.cause).toBe('service-missing');
  });
});
