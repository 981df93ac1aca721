import { expect, test } from 'vitest';
import { referencesOf } from '../../src/gatewayapi/references.ts';
import { isLocation } from '../../src/source/location.ts';
import { object } from '../manifests/parsed-objects.ts';

/** `Kind namespace/name at path`, with `?` where something of it is not known. */
function told(manifest: string): readonly string[] {
  return referencesOf(object(manifest)).map(
    ({ to, path, unknownPart }) =>
      `${to.kind} ${to.namespace ?? '-'}/${to.name}${unknownPart === null ? '' : '?'} at ${path.join('.')}`,
  );
}

const gateway = (spec: string) =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g, namespace: infra}, spec: ${spec}}`;

test('a Gateway names its class and the certificates of each listener', () => {
  const listeners =
    '[{name: http}, {tls: {certificateRefs: [{name: a}, {name: b, namespace: certs, kind: ConfigMap, group: x.io}]}}]';
  expect(told(gateway(`{gatewayClassName: kong, listeners: ${listeners}}`))).toEqual([
    'GatewayClass -/kong at spec.gatewayClassName',
    'Secret infra/a at spec.listeners.1.tls.certificateRefs.0',
    'ConfigMap certs/b at spec.listeners.1.tls.certificateRefs.1',
  ]);
});

test.each([
  ['{gatewayClassName: "${CLASS}"}', ['GatewayClass -/${CLASS}? at spec.gatewayClassName']],
  ['{gatewayClassName: 1}', ['GatewayClass -/ at spec.gatewayClassName']],
  [
    '{listeners: [{tls: {certificateRefs: [{name: a, namespace: "${NS}"}]}}]}',
    ['Secret ${NS}/a? at spec.listeners.0.tls.certificateRefs.0'],
  ],
  ['{listeners: [{tls: {certificateRefs: {name: a}}}]}', []],
  ['{listeners: {tls: {certificateRefs: [{name: a}]}}}', []],
  ['{}', []],
])('what is not known is said, and what has another shape names nothing: %s', (spec, expected) => {
  expect(told(gateway(spec))).toEqual(expected);
});

test('a workload names the ConfigMaps of its environment, wherever its Pod stands', () => {
  const pod = (name: string) =>
    `{containers: [{image: kong, envFrom: [{configMapRef: {name: ${name}}}, {secretRef: {name: s}}]}], initContainers: [{env: [{name: A, valueFrom: {configMapKeyRef: {name: init, key: a}}}]}]}`;
  expect(told(`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: ${pod('one')}}`)).toEqual([
    'ConfigMap -/one at spec.containers.0.envFrom.0.configMapRef',
    'ConfigMap -/init at spec.initContainers.0.env.0.valueFrom.configMapKeyRef',
  ]);
  expect(
    told(`{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec: ${pod('two')}}}}`),
  ).toEqual([
    'ConfigMap -/two at spec.template.spec.containers.0.envFrom.0.configMapRef',
    'ConfigMap -/init at spec.template.spec.initContainers.0.env.0.valueFrom.configMapKeyRef',
  ]);
});

test('a reference stands where its value was written, and says who names', () => {
  const [reference] = referencesOf(
    object(`apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: infra}
spec:
  gatewayClassName: kong
`),
  );
  expect(reference?.from).toMatchObject({ kind: 'Gateway', namespace: 'infra' });
  expect(reference && isLocation(reference.at) && [reference.at.line, reference.at.column]).toEqual([5, 21]);
});

test('what has no row names nothing', () => {
  expect(told('{apiVersion: v1, kind: Namespace, metadata: {name: shop}, spec: {gatewayClassName: kong}}')).toEqual([]);
});
