import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../src/kubernetes/object.ts';
import { serviceFromObject } from '../../src/kong/read/service-from-object.ts';
import type { MapNode } from '../../src/source/node.ts';
import { object } from '../manifests/parsed-objects.ts';
import { holed } from './holes.ts';

/** The object of a Service whose `spec` holds this. */
const manifest = (spec: string): KubeObject => {
  const written = object(`{apiVersion: v1, kind: Service, metadata: {name: proxy, namespace: kong}, spec: {${spec}}}`);
  return { ...written, root: holed(written.root) as MapNode };
};
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
  expect(read('ports: null')).toMatchObject({ ports: [], unknownPart: null });
  expect(read('')).toMatchObject({ type: 'ClusterIP', ports: [], selector: null, unknownPart: null });
});

test('a target port stands where it is written, else where the port is', () => {
  const places = read('ports: [{port: 80, targetPort: 8000}, {port: 443}]')?.ports.map(({ port, targetPort }) => [
    port.at,
    targetPort.at,
  ]);
  expect(places).toHaveLength(2);
  expect(places?.[0]?.[1]).not.toEqual(places?.[0]?.[0]);
  expect(places?.[1]?.[1]).toEqual(places?.[1]?.[0]);
});

describe('ports that are not known', () => {
  const filledIn = (name: string) => `it holds \${${name}}, which is filled in elsewhere`;

  test.each([
    ['ports: HOLE', 'a hole'],
    ['ports: [HOLE]', 'a hole'],
    ['ports: [{port: HOLE}]', 'a hole'],
    ['ports: [{port: 80, targetPort: HOLE}]', 'a hole'],
    ['ports: [{port: 80, protocol: HOLE}]', 'a hole'],
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
