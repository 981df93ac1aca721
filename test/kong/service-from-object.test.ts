import { describe, expect, test } from 'vitest';
import { serviceFromObject } from '../../src/kong/service-from-object.ts';
import { object } from '../gatewayapi/given.ts';

/** The object of a Service whose `spec` holds this. */
const manifest = (spec: string) =>
  object(`{apiVersion: v1, kind: Service, metadata: {name: proxy, namespace: kong}, spec: {${spec}}}`);
const read = (spec: string) => serviceFromObject(manifest(spec));

test.each([
  ['{port: 80}', [80, 'TCP', 80]],
  ['{port: 80, targetPort: 8000}', [80, 'TCP', 8000]],
  ['{port: 53, protocol: UDP, targetPort: dns}', [53, 'UDP', 'dns']],
  ['{port: 80, targetPort: "8000"}', [80, 'TCP', '8000']],
  ['{port: 80, targetPort: null}', [80, 'TCP', 80]],
])('a port as the API server completes it: %s', (port, expected) => {
  const service = read(`ports: [${port}]`);
  expect(service?.ports.map((each) => [each.port.value, each.protocol.value, each.targetPort.value])).toEqual([
    expected,
  ]);
  expect(service?.unknownPart).toBeNull();
});

test('what a Service states beside its ports', () => {
  expect(read('type: LoadBalancer, selector: {app: kong}, ports: [{name: a, port: 1, nodePort: 30001}]')).toMatchObject(
    {
      namespace: 'kong',
      name: 'proxy',
      type: 'LoadBalancer',
      selector: new Map([['app', 'kong']]),
      ports: [{ name: 'a', nodePort: 30001 }],
    },
  );
  expect(read('')).toMatchObject({ type: 'ClusterIP', ports: [], selector: null, unknownPart: null });
});

describe('ports that are not known', () => {
  const filledIn = (name: string) => `it holds \${${name}}, which is filled in elsewhere`;

  test.each([
    ['ports: "${PORTS}"', filledIn('PORTS')],
    ['ports: "80"', 'its ports are not a list'],
    ['ports: {port: 80}', 'its ports are not a list'],
    ['ports: [{port: "${PORT}"}]', 'a port has no number'],
    ['ports: [{name: a}]', 'a port has no number'],
    ['ports: [{port: 80, targetPort: true}]', 'a target port is neither a number nor a name'],
    ['ports: [{port: 80, targetPort: [8000]}]', 'a target port is neither a number nor a name'],
    ['ports: [{port: 80, targetPort: "${TARGET}"}]', filledIn('TARGET')],
    ['ports: [{port: 80, protocol: "${PROTOCOL}"}]', filledIn('PROTOCOL')],
  ])('%s', (spec, reason) => {
    expect(read(spec)).toMatchObject({ ports: [], unknownPart: reason });
  });

  test('the others are', () => {
    const service = read('ports: [{port: 80}, {port: 443, targetPort: "${TARGET}"}]');
    expect(service?.ports.map(({ port }) => port.value)).toEqual([80]);
    expect(service?.unknownPart).toBe(filledIn('TARGET'));
  });
});

test('another object is no Service', () => {
  const service = manifest('ports: [{port: 80}]');
  expect(serviceFromObject({ ...service, kind: 'Endpoints' })).toBeNull();
  expect(serviceFromObject({ ...service, group: 'serving.knative.dev' })).toBeNull();
});
