import { expect, test } from 'vitest';
import { jsonReport } from '../../src/report/json.ts';
import { siteUrl } from '../../src/rules/rule-pages.ts';
import { cluster, example, mqtt, sound } from './example-review.ts';

const parsed = (text: string): unknown => JSON.parse(text) as unknown;

test('a finding has every field of version 1', () => {
  expect(parsed(jsonReport(example))).toMatchObject({
    version: 1,
    findings: [
      {
        rule: 'listener-port-unavailable',
        severity: 'error',
        status: 'introduced',
        cluster: 'prod',
        clusters: ['prod'],
        message:
          'listener "mqtt" asks for TCP 1883, but no port of Service kong/kong-proxy is 1883. After merge: Accepted=False, PortUnavailable.',
        outcome: {
          effect: 'condition',
          conditions: [{ type: 'Accepted', status: 'False', reason: 'PortUnavailable' }],
        },
        path: 'prod/gateway.yaml',
        line: 8,
        column: 13,
        endLine: 8,
        endColumn: 17,
        related: [{ path: 'prod/kong.yaml', line: 3, message: 'the stream ports of the proxy are set here' }],
        suggestion: { path: 'prod/kong.yaml', startLine: 3, endLine: 3 },
        docs: `${siteUrl}rules/listener-port-unavailable/`,
        fingerprint: 'f1',
      },
      { rule: 'listen-without-service-port', status: 'existing', outcome: null, suggestion: null, related: [] },
    ],
    unread: [{ path: 'prod/chart.tgz', cause: 'too-large', reason: 'larger than 1 MiB', effect: 'none' }],
    unverified: [
      { cluster: 'prod', about: 'GatewayClass kong', cause: 'missing', reason: 'it is not in the repository' },
    ],
  });
});

test('a cluster has its controllers, Gateways, listeners and the chain that serves each', () => {
  expect(parsed(jsonReport(sound))).toMatchObject({
    findings: [],
    clusters: [
      {
        name: 'prod',
        controllers: [
          {
            name: 'kong/kong-kong',
            kind: 'kic',
            controllerName: 'konghq.com/kic-gateway-controller',
            publishServices: ['kong/kong-proxy'],
            certainty: 'defaulted',
          },
        ],
        gateways: [
          {
            namespace: 'kong',
            name: 'edge',
            class: 'kong',
            implementation: 'kic',
            path: 'prod/gateway.yaml',
            line: 2,
            listeners: [
              {
                name: 'web',
                port: 80,
                protocol: 'HTTP',
                hostname: null,
                conditions: { Programmed: { status: 'True', reason: 'Programmed', message: '' } },
                servedBy: {
                  service: 'kong/kong-proxy',
                  servicePort: 80,
                  targetPort: 8000,
                  listen: 'proxy',
                  ssl: false,
                },
                unverified: null,
                chain: [
                  { step: 'listener', value: 'web: HTTP 80', path: 'prod/gateway.yaml', line: 6, default: null },
                  { step: 'Service port', value: 'kong/kong-proxy 80/TCP', path: 'prod/kong.yaml', line: 2 },
                  { step: 'target port', value: '8000', path: null, line: null, default: 'kong/kong 3.4.1' },
                  { step: 'Kong listen', value: 'proxy listen 0.0.0.0:8000', default: 'kong/kong 3.4.1' },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
});

test('a condition that is not written is absent; conditions that cannot be predicted are null, with the reason', () => {
  const unknown = { ...mqtt, conditions: null, unverified: 'the chart version is a range' };
  const report = jsonReport({ ...sound, clusters: [cluster([mqtt, unknown])] });
  const listeners: unknown[] = [];
  JSON.parse(report, (key, value: unknown) => {
    if (key === 'listeners' && Array.isArray(value)) listeners.push(...(value as unknown[]));
    return value;
  });
  expect(listeners).toMatchObject([
    { conditions: { Accepted: { status: 'False', reason: 'PortUnavailable' } }, unverified: null },
    { conditions: null, servedBy: null, unverified: 'the chart version is a range' },
  ]);
  expect(Object.keys((listeners[0] as { conditions: object }).conditions)).toEqual(['Accepted', 'Programmed']);
});
