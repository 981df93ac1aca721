import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KongChartRender } from '../../../src/kong/charts/render.ts';
import { toNode } from '../../../src/source/json.ts';
import { type Entry, type Json, type MapNode, type Node, withValue } from '../../../src/source/node.ts';
import { holed } from '../holes.ts';
import { render, valuesOf, variable } from './release.ts';

/** Values with holes: what hangs on a hole is unknown, and what is claimed holds however the hole is filled. */
const rich = `deployment: {kong: {enabled: true}, daemonset: false}
namespace: edge
nameOverride: k
image: {tag: "3.9", repository: kong}
env: {log_level: debug, stream_listen: "off", proxy_access_log: "/dev/stdout"}
customEnv: {kong_port_maps: "1:2"}
admin: {enabled: true, http: {enabled: true}}
proxy:
  enabled: true
  type: NodePort
  nameOverride: ""
  http: {enabled: true, servicePort: 8080, containerPort: 8000, parameters: [reuseport], nodePort: 30080}
  tls: {enabled: true, servicePort: 443, overrideServiceTargetPort: 8443}
  addresses: [0.0.0.0]
  stream:
    - {containerPort: 9901, servicePort: 9901, protocol: TCP}
    - {containerPort: 9902, servicePort: 9902, protocol: UDP, parameters: [reuseport]}
    - {containerPort: 9903, servicePort: 9903, parameters: [ssl], addresses: [10.0.0.1]}
udpProxy:
  enabled: true
  stream: [{containerPort: 53, servicePort: 53}]
ingressController:
  enabled: true
  ingressClass: kong
  watchNamespaces: [a, b]
  env: {publish_service_udp: edge/udp, feature_gates: GatewayAlpha=true}
  args: [--log-level=debug]
  admissionWebhook: {enabled: true, port: 8080}
extraObjects:
  - {apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: kong}}
podAnnotations: {a: b}
`;
const ingress = `controller: {enabled: true, proxy: {nameOverride: "{{ .Release.Name }}-edge"}, ingressController: {env: {log_level: debug}}}
gateway: {enabled: true, namespace: edge, proxy: {stream: [{containerPort: 9901, servicePort: 9901}]}, env: {role: traditional}}
`;
const fillings: Json[] = [
  null,
  true,
  false,
  0,
  8001,
  'x',
  '',
  'UDP',
  'off',
  [],
  ['x'],
  {},
  { a: 1 },
  { enabled: false },
  [{ containerPort: 1, servicePort: 2 }],
];
const charts = [
  [valuesOf(rich), 'kong/kong', ['2.4.0', '2.16.4', '2.26.5', '2.33.3', '2.47.0', '3.4.1']],
  [valuesOf(ingress), 'kong/ingress', ['0.4.0', '0.13.1', '0.24.0']],
] as const;

describe('values with holes', () => {
  test.each(
    charts.flatMap(([values, chart, versions]) => versions.map((version) => [chart, version, values] as const)),
  )('%s %s: what is claimed holds however a hole is filled', (chart, version, values) => {
    const paths = pathsOf(values);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...fillings), (path, filling) => {
        const open = render(put(values, path, { kind: 'unknown', reason: 'a hole', at: values.at }), version, chart);
        expect(open.failure).toBeNull();
        const filled = render(put(values, path, toNode(filling, values.at)), version, chart);
        fc.pre(filled.failure === null);
        expect(leases(filled)).toEqual(expect.arrayContaining(leases(open)));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['proxy: {stream: HOLE}', 'KONG_STREAM_LISTEN', 'unknown: a hole'],
    [
      'proxy: {stream: HOLE}',
      'KONG_PROXY_LISTEN',
      '0.0.0.0:8000, [::]:8000, 0.0.0.0:8443 http2 ssl, [::]:8443 http2 ssl',
    ],
    ['env: HOLE', 'KONG_PROXY_LISTEN', 'unknown: a hole'],
    ['namespace: HOLE', 'CONTROLLER_PUBLISH_SERVICE', undefined],
    ['podAnnotations: HOLE', 'CONTROLLER_PUBLISH_SERVICE', 'n/r-kong-proxy'],
    ['ingressController: {env: {publish_service: HOLE}}', 'CONTROLLER_PUBLISH_SERVICE', 'unknown: a hole'],
  ])('%s: %s', (text, name, expected) => {
    expect(variable(render(holed(valuesOf(text)) as MapNode), name)).toBe(expected);
  });

  test('a Service with a hole in one port keeps the others and says that it is not whole', () => {
    const { services } = render(holed(valuesOf('proxy: {stream: [{containerPort: 1, servicePort: HOLE}]}')) as MapNode);
    expect(services.map(({ ports, unknownPart }) => [ports.map(({ name }) => name), unknownPart])).toEqual([
      [['kong-proxy', 'kong-proxy-tls'], 'a hole'],
    ]);
  });
});

/** Everything a render leases to know, one line each. */
function leases({ services, workloads }: KongChartRender): string[] {
  const whole = services.filter(({ unknownPart }) => unknownPart === null || unknownPart === undefined);
  const lines = whole.map(({ namespace, name, type, ports }) => {
    const listed = ports.map(
      (port) => `${port.name}:${port.port.value}:${port.targetPort.value}:${port.protocol.value}`,
    );
    return `${namespace}/${name} ${type} ${listed.join(' ')}`;
  });
  const variables = workloads.flatMap(({ id, containers }) =>
    containers.flatMap(({ role, env, unknownEnv }) =>
      [...env].flatMap(([name, value]) =>
        value.kind === 'value' && unknownEnv === null ? [`${id} ${role} ${name}=${value.value}`] : [],
      ),
    ),
  );
  return [...lines, ...variables];
}

type Path = readonly (string | number)[];

function pathsOf(node: Node, path: Path = []): readonly Path[] {
  if (node.kind === 'map')
    return [...node.entries.values()].flatMap((entry) => [
      [...path, entry.key],
      ...pathsOf(entry.value, [...path, entry.key]),
    ]);
  return node.kind === 'list' ? node.items.flatMap((item, i) => [[...path, i], ...pathsOf(item, [...path, i])]) : [];
}

function put(map: MapNode, path: Path, node: Node): MapNode {
  const put1 = (at: Node, [step, ...rest]: Path): Node => {
    if (step === undefined) return node;
    if (at.kind === 'list') return { ...at, items: at.items.map((item, i) => (i === step ? put1(item, rest) : item)) };
    if (at.kind !== 'map') return at;
    const entries = new Map<string, Entry>(at.entries);
    const entry = at.entries.get(String(step));
    if (entry !== undefined) entries.set(entry.key, withValue(entry, put1(entry.value, rest)));
    return { ...at, entries };
  };
  return put1(map, path) as MapNode;
}
