import { describe, expect, test } from 'vitest';
import { conditionsLine } from './model-shorthand.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { controllerEnv } from '../manifests/kong.ts';
import { kongDocsExample } from '../manifests/kong-docs-example.ts';
import { gatewayOf, viewOf } from './cluster-view.ts';

const gateway = `${kongDocsExample.gatewayClass}---\n${kongDocsExample.gateway}`;
const { values } = kongDocsExample;

const below = (key: string, text: string) => `${key}:\n${text.replace(/^(?=.)/gm, '  ')}`;

/** A text with one piece of it replaced. */
function instead(text: string, from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, to);
}

/** The conditions of each listener, `ok` when all is well. */
function outcome(app: string, asked = gateway): Readonly<Record<string, string>> {
  const view = viewOf({ 'gateway.yaml': asked, 'kong.yaml': app });
  const fine = 'Accepted=T/Accepted Conflicted=F/NoConflicts ResolvedRefs=T/ResolvedRefs Programmed=T/Programmed';
  const each = gatewayOf(view).listeners.map(({ listener, conditions }): [string, string] => {
    const read = conditionsLine(conditions ?? undefined);
    return [listener.name.value, read === fine ? 'ok' : read];
  });
  expect(each).toHaveLength(5);
  return Object.fromEntries(each.filter(([, read]) => read !== 'ok'));
}

describe("Kong's own example", () => {
  test.each([
    ['kong', '3.4.1', values],
    ['kong', '2.38.0', values],
    ['ingress', '0.24.0', below('gateway', values)],
  ])('serves every listener with %s %s', (chart, version, stated) => {
    expect(outcome(kongApplication(stated, { chart, version }))).toEqual({});
  });

  test('shows the chain behind a listener', () => {
    const view = viewOf({ 'gateway.yaml': gateway, 'kong.yaml': kongApplication(values) });
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
  const table: readonly [string, string, Readonly<Record<string, string>>][] = [
    [
      'no stream entry',
      instead(values, '  - containerPort: 9902\n    servicePort: 9902\n    protocol: UDP\n', ''),
      { 'proxy-udp-9902': protocol },
    ],
    ['no ssl', instead(values, '    parameters:\n    - "ssl"\n', ''), { 'proxy-tls-9903': protocol }],
    ['another Service port', instead(values, 'servicePort: 80', 'servicePort: 8080'), { proxy: port }],
    [
      'TLS that ends before Kong',
      instead(values, 'servicePort: 443', 'overrideServiceTargetPort: 8000\n    servicePort: 443'),
      { 'proxy-ssl': protocol },
    ],
    ['a listen that is switched off', `${values}env: {stream_listen: "off"}\n`, { 'proxy-tls-9903': protocol }],
  ];
  test.each(table)('%s', (_, stated, expected) => {
    expect(outcome(kongApplication(stated))).toEqual(expected);
  });

  test('a listener on another port', () => {
    const asked = instead(gateway, 'port: 443', 'port: 8443');
    expect(outcome(kongApplication(values), asked)).toEqual({ 'proxy-ssl': port });
  });
});

test('a chart that makes no proxy Service leaves its controller with a Service that does not exist', () => {
  const app = kongApplication(`${values}  enabled: false\n`);
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
      'kong.yaml': kongApplication(values + controllerEnv('publish_service', name)),
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
