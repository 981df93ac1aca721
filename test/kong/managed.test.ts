import { describe, expect, test } from 'vitest';
import { gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { proxyService } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';

const managed = plainClass('kong', 'konghq.com/gateway-operator');

const operator = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: kong-system}
spec: {template: {metadata: {labels: {app: operator}}, spec: {containers: [{name: manager, image: ${image}}]}}}
`;

const cert = 'tls: {certificateRefs: [{name: a}]}';

describe('a Gateway that Kong Operator manages', () => {
  test.each([
    ['kong/gateway-operator:1.6.2', 'TLS', ['UnsupportedProtocol']],
    ['kong/kong-operator:2.1.9', 'TLS', ['UnsupportedProtocol']],
    ['kong/kong-operator:2.2.0', 'TLS', []],
    ['kong/kong-operator:2.2.0', 'TCP', ['UnsupportedProtocol']],
    ['kong/kong-operator:2.3.0', 'UDP', []],
    ['kong/kong-operator:2.1.0', 'HTTP', []],
    ['kong/kong-operator:nightly', 'UDP', []],
  ])('%s and %s', (image, protocol, expected) => {
    const view = viewOf(managed + infraGateway([`{name: a, port: 9000, protocol: ${protocol}}`]) + operator(image));
    expect(gatewayOf(view).managedFaults?.map(({ condition }) => condition)).toEqual(expected);
  });

  test.each([
    [`{name: a, port: 443, protocol: HTTPS, ${cert}}`, []],
    ['{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: a}, {name: b}]}}', ['TooManyTLSSecrets']],
    ['{name: a, port: 443, protocol: HTTPS, tls: {mode: Passthrough}}', ['InvalidCertificateRef']],
    ['{name: a, port: 443, protocol: TLS, tls: {mode: Passthrough}}', []],
  ])('%s', (listener, expected) => {
    const status = gatewayOf(viewOf(managed + infraGateway([listener])));
    expect(status.managedFaults?.map(({ condition }) => condition)).toEqual(expected);
  });

  test('of two operators none tells the version', () => {
    const tree =
      managed + infraGateway(['{name: a, port: 9000, protocol: TLS}']) + operator('kong/gateway-operator:1.6.2');
    const second = operator('kong/gateway-operator:1.6.3').replace('name: operator', 'name: second');
    expect(gatewayOf(viewOf(tree)).managedFaults).toHaveLength(1);
    expect(gatewayOf(viewOf(tree + second)).managedFaults).toEqual([]);
  });

  test('has no faults of the operator where the ingress controller reads it', () => {
    const twice = `{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: a}, {name: b}]}}`;
    expect(gatewayOf(viewOf(gatewayClass() + infraGateway([twice]))).managedFaults).toEqual([]);
  });

  test('is judged by nothing that holds for the ingress controller', () => {
    const status = gatewayOf(
      viewOf(managed + infraGateway([`{name: a, port: 9999, protocol: HTTPS, ${cert}}`]) + proxyService),
    );
    expect(status).toMatchObject({
      implementation: 'operator',
      unverified: null,
      withoutStatus: null,
      managedFaults: [],
    });
    expect(status.listeners[0]).toMatchObject({ conditions: null, servedBy: null, unverified: null });
  });
});
