import { describe, expect, test } from 'vitest';
import { readGateway, readGatewayClass } from '../../src/gatewayapi/read-gateway.ts';
import { readRoute } from '../../src/gatewayapi/read-route.ts';
import { object } from '../manifests/parsed-objects.ts';

const group = 'gateway.networking.k8s.io';
const gateway = (apiVersion: string, spec: string) =>
  readGateway(
    object(`{apiVersion: ${apiVersion}, kind: Gateway, metadata: {name: edge, namespace: infra}, spec: ${spec}}`),
  );

describe('which objects are Gateways', () => {
  test.each([
    [`${group}/v1`, true],
    [`${group}/v1beta1`, true],
    [`${group}/v1alpha2`, true],
    [`${group}/v1alpha1`, false],
  ])('%s', (apiVersion, is) => {
    expect(gateway(apiVersion, '{gatewayClassName: kong, listeners: []}') !== null).toBe(is);
  });
});

test('a listener as it is stored', () => {
  const listener =
    '{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}, allowedRoutes: {kinds: [{group: gateway.networking.k8s.io, kind: HTTPRoute}], namespaces: {from: All}}}';
  const [read] = gateway(`${group}/v1`, `{gatewayClassName: kong, listeners: [${listener}]}`)?.listeners ?? [];
  expect(read?.tls).toMatchObject({
    mode: null,
    hasOptions: false,
    certificateRefs: [{ to: { group: '', kind: 'Secret', namespace: 'infra', name: 'c' } }],
  });
  expect(read?.kinds).toMatchObject([{ group, kind: 'HTTPRoute' }]);
  expect(read?.hostname).toBeNull();
});

describe('parts that are not known', () => {
  test.each([
    ['{listeners: []}', 'gatewayClassName is missing'],
    ['{gatewayClassName: kong, listeners: [{port: 80, protocol: HTTP}]}', "a listener's name is missing"],
    ['{gatewayClassName: kong, listeners: [{name: a, port: "80", protocol: HTTP}]}', "a listener's port is in quotes"],
    ['{gatewayClassName: kong, listeners: [{name: a, port: 80}]}', "a listener's protocol is missing"],
    ['{gatewayClassName: kong, listeners: [a]}', 'a listener is not a map'],
    [
      '{gatewayClassName: kong, listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute}]}}]}',
      'the group of a kind in its allowedRoutes is not told',
    ],
    ['{gatewayClassName: "${CLASS}"}', 'gatewayClassName: it holds ${CLASS}, which is filled in elsewhere'],
    [
      '{gatewayClassName: kong, listeners: [{name: a, port: 80, protocol: "{{ p }}"}]}',
      'it holds {{, which is filled in elsewhere',
    ],
  ])('%s', (spec, reason) => {
    expect(gateway(`${group}/v1`, spec)?.unknownPart?.reason).toBe(reason);
  });
});

describe('the unmanaged annotation', () => {
  test.each([
    ['"true"', 'true', true],
    ['"false"', 'false', true],
    ['""', '', true],
    ['true', undefined, true],
    [null, undefined, false],
  ])('%s', (value, read, hasNode) => {
    const annotations = value === null ? '{}' : `{konghq.com/gatewayclass-unmanaged: ${value}}`;
    const found = readGatewayClass(
      object(
        `{apiVersion: ${group}/v1, kind: GatewayClass, metadata: {name: kong, annotations: ${annotations}}, spec: {controllerName: a.io/b}}`,
      ),
    );
    expect(found?.unmanaged?.value).toBe(read);
    expect(found?.unmanagedNode?.kind === 'scalar').toBe(hasNode);
  });
});

test('a route names its Gateways, in its own namespace unless it says otherwise', () => {
  const route = readRoute(
    object(`
apiVersion: ${group}/v1alpha2
kind: TCPRoute
metadata: {name: r, namespace: apps}
spec: {parentRefs: [{name: edge}, {name: edge, namespace: infra, sectionName: tcp, port: 9000}, {kind: Service, group: "", name: s}]}
`),
  );
  expect(route?.parentRefs).toMatchObject([
    { to: { kind: 'Gateway', group, namespace: 'apps', name: 'edge' }, sectionName: null, port: null },
    { to: { kind: 'Gateway', namespace: 'infra' }, sectionName: { value: 'tcp' }, port: { value: 9000 } },
    { to: { kind: 'Service', group: '' } },
  ]);
});
