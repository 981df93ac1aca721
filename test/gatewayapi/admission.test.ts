import { describe, expect, test } from 'vitest';
import { rejectionsOf } from '../../src/gatewayapi/admission.ts';
import { readGateway } from '../../src/gatewayapi/read-gateway.ts';
import { object } from '../manifests/parsed-objects.ts';

/** The kinds of refusal for these listeners (flow style), by version of the CRDs; no version: what all releases refuse. */
function refused(listeners: string, version?: string, annotations = ''): readonly string[] {
  const gateway = readGateway(
    object(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra, annotations: {${annotations}}}
spec: {gatewayClassName: kong, listeners: [${listeners}]}
`),
  );
  if (gateway === null) throw new Error('expected a Gateway');
  return rejectionsOf(gateway, version === undefined ? null : { version })
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'version-not-served');
}

const cert = 'tls: {certificateRefs: [{name: c}]}';

describe('what every release refuses', () => {
  const table: readonly [string, readonly string[]][] = [
    [`{name: a, port: 80, protocol: HTTP}, {name: b, port: 443, protocol: HTTPS, ${cert}}`, []],
    ['{name: a, port: 80, protocol: HTTP}, {name: a, port: 81, protocol: HTTP}', ['listener-name-twice']],
    ['{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}', ['listener-twice']],
    ['{name: a, port: 80, protocol: HTTP, hostname: x.io}, {name: b, port: 80, protocol: HTTP}', []],
    ['{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTPS}', []],
    ['{name: a, port: 90, protocol: TCP, hostname: x.io}', ['hostname-not-allowed']],
    [`{name: a, port: 80, protocol: HTTP, ${cert}}`, ['tls-not-allowed']],
    ['{name: a, port: 443, protocol: HTTPS, tls: {mode: Terminate}}', ['certificate-required']],
    ['{name: a, port: 443, protocol: HTTPS, tls: {options: {a: b}}}', []],
    ['{name: a, port: 443, protocol: TLS, tls: {mode: Passthrough}}', []],
    ['{name: a, port: 443, protocol: HTTPS}', []],
    ['{name: a, port: 70000, protocol: TCP}', ['port-out-of-range']],
    ['', ['no-listeners']],
  ];
  test.each(table)('%s', (listeners, kinds) => {
    expect(refused(listeners)).toEqual(kinds);
  });

  test.each([
    ['a: true', ['annotation-not-a-string']],
    ['a: 1', ['annotation-not-a-string']],
    ['a: "true"', []],
    ['a: null', []],
  ])('annotations {%s}', (annotations, kinds) => {
    expect(refused('{name: a, port: 80, protocol: HTTP}', undefined, annotations)).toEqual(kinds);
  });
});

describe('what some releases refuse', () => {
  const options = '{name: a, port: 443, protocol: HTTPS, tls: {options: {a: b}}}';
  const bare = '{name: a, port: 443, protocol: HTTPS}';
  const tls = '{name: a, port: 443, protocol: TLS}';
  const passed = '{name: a, port: 443, protocol: HTTPS, tls: {mode: Passthrough}}';
  const table: readonly [string, string, readonly string[]][] = [
    ['0.8.1', options, ['certificate-required']],
    ['v1.0.0', options, ['certificate-required']],
    ['1.1.0', options, []],
    ['1.0', bare, ['tls-required']],
    ['1.3.0', bare, []],
    ['1.5.0', bare, []],
    ['1.0', tls, ['tls-required']],
    ['1.3', tls, []],
    ['1.5', tls, ['tls-required']],
    ['1.0', passed, []],
    ['1.1', passed, ['tls-mode']],
    ['1.6.0', passed, ['tls-mode']],
    ['main', tls, []],
  ];
  test.each(table)('%s %s', (version, listeners, kinds) => {
    expect(refused(listeners, version)).toEqual(kinds);
  });
});

test('a refusal names the listener and the earlier one', () => {
  const gateway = readGateway(
    object(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: kong
  listeners:
  - {name: a, port: 443, protocol: HTTPS, hostname: x.io}
  - {name: b, port: 443, protocol: HTTPS, hostname: x.io}
`),
  );
  const [first] = gateway === null ? [] : rejectionsOf(gateway, null);
  expect(first).toMatchObject({ listener: 'b', other: 'a', at: { line: 9 } });
  expect(first?.reason).toBe(
    'Listeners "a" and "b" both ask for HTTPS 443 with hostname x.io; the combination is unique within a Gateway',
  );
});
