import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { admit } from '../../../src/kubernetes/schema/admit.ts';
import { schemas } from '../../../src/kubernetes/schema/data/schemas.ts';
import { objectRules } from '../../../src/kubernetes/schema/rules/rules.ts';
import type { SchemaNode } from '../../../src/kubernetes/schema/model/schema.ts';
import type { Value } from '../../../src/kubernetes/schema/model/value.ts';
import { published } from './published.ts';
import { kindOf, kindsOf } from './rule-cases.ts';

test('all that was published is small enough to be carried along', () => {
  expect(gzipSync(schemas).length).toBeLessThan(60_000);
});

const releases = published.gatewayApiReleases();
const gateway = (...listeners: readonly Value[]): Value => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'a' },
  spec: { gatewayClassName: 'kong', listeners },
});
const route = (kind: string, spec: Value, version = 'v1'): Value => ({
  apiVersion: `gateway.networking.k8s.io/${version}`,
  kind,
  metadata: { name: 'a' },
  ...(spec === undefined ? {} : { spec }),
});
const cors: Value = { type: 'CORS', cors: {} };

/** Whether each release takes an object: the releases in which that changes, and to what. */
function changes(object: Value, channel: string, from: string): readonly string[] {
  const since = releases.slice(releases.indexOf(from));
  const taken = since.map((release) => {
    const name = `gateway-api ${release} ${channel}`;
    return admit(object, kindOf(object, name), published).breaches.length === 0;
  });
  return since.flatMap((release, index) =>
    index === 0 || taken[index] !== taken[index - 1] ? [`${release} ${taken[index] ? 'takes' : 'refuses'}`] : [],
  );
}

describe('what an upgrade of Gateway API refuses and takes anew', () => {
  test.each<[what: string, object: Value, channel: string, expected: readonly string[]]>([
    ['an HTTPS listener that passes through', gateway({ name: 'a', port: 443, protocol: 'HTTPS', tls: { mode: 'Passthrough' } }), 'standard', ['1.0.0 takes', '1.1.0 refuses']],
    ['an HTTPS listener without tls', gateway({ name: 'a', port: 443, protocol: 'HTTPS' }), 'standard', ['1.0.0 refuses', '1.1.0 takes']],
    ['a TLS listener without tls', gateway({ name: 'a', port: 443, protocol: 'TLS' }), 'standard', ['1.0.0 refuses', '1.1.0 takes', '1.5.0 refuses']],
    ['TLS with options and no certificates', gateway({ name: 'a', port: 443, protocol: 'HTTPS', tls: { options: { 'example.com/a': 'b' } } }), 'standard', ['1.0.0 refuses', '1.1.0 takes']],
    ['an HTTPRoute with no rules', route('HTTPRoute', { rules: [] }), 'standard', ['1.0.0 takes', '1.5.0 refuses']],
    ['a GRPCRoute without spec', route('GRPCRoute', undefined), 'standard', ['1.1.0 takes', '1.4.0 refuses']],
    ['a ReferenceGrant without spec', route('ReferenceGrant', undefined, 'v1beta1'), 'standard', ['1.0.0 takes', '1.6.0 refuses']],
    ['two CORS filters', route('HTTPRoute', { rules: [{ filters: [cors, cors] }] }), 'standard', ['1.0.0 refuses', '1.5.0 takes', '1.5.1 refuses']],
    ['two CORS filters', route('HTTPRoute', { rules: [{ filters: [cors, cors] }] }), 'experimental', ['1.0.0 refuses', '1.3.0 takes', '1.5.1 refuses']],
    ['two rules of one name', route('HTTPRoute', { rules: [{ name: 'a' }, { name: 'a' }] }), 'standard', ['1.0.0 takes', '1.7.0 refuses']],
    ['nine matches', route('HTTPRoute', { rules: [{ matches: Array.from({ length: 9 }, () => ({})) }] }), 'standard', ['1.0.0 refuses', '1.2.0 takes']],
    ['a redirect with 307', route('HTTPRoute', { rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 307 } }] }] }), 'standard', ['1.0.0 refuses', '1.5.0 takes']],
  ])('%s, %#', (_, object, channel, expected) => {
    expect(changes(object, channel, expected[0]?.split(' ')[0] ?? '')).toEqual(expected);
  }); // prettier-ignore

  test.each<[field: string, spec: Value, channel: string, since: string]>([
    ['spec.rules.0.name', { rules: [{ name: 'a' }] }, 'standard', '1.4.0'],
    ['spec.rules.0.timeouts', { rules: [{ timeouts: {} }] }, 'standard', '1.2.0'],
    ['spec.rules.0.retry', { rules: [{ retry: {} }] }, 'standard', '1.7.0'],
    ['spec.rules.0.retry', { rules: [{ retry: {} }] }, 'experimental', '1.2.0'],
    ['spec.parentRefs.0.port', { parentRefs: [{ name: 'a', port: 80 }] }, 'standard', '1.1.0'],
    ['spec.rules.0.filters.0.cors', { rules: [{ filters: [{ type: 'CORS', cors: {} }] }] }, 'standard', '1.5.0'],
  ])('%s of an HTTPRoute is known to the %s channel from %s on', (field, spec, channel, since) => {
    const object = route('HTTPRoute', spec);
    const first = releases.slice(2).find((release) => {
      const { unknownFields } = admit(object, kindOf(object, `gateway-api ${release} ${channel}`), published);
      return !unknownFields.some((path) => path.join('.') === field);
    });
    expect(first).toBe(since);
  }); // prettier-ignore
});

describe('which versions are served', () => {
  /** The releases in which what is served of a kind changes. */
  function servedOver(kind: string, channel: string): readonly string[] {
    const versions = releases.map((release) =>
      kindsOf(`gateway-api ${release} ${channel}`)
        .filter((each) => each.kind === kind)
        .map(({ version }) => version)
        .join(' '),
    );
    return releases.flatMap((release, index) =>
      versions[index] === (versions[index - 1] ?? '') ? [] : [`${release}: ${versions[index] || 'none'}`],
    );
  }

  test.each([
    ['HTTPRoute', 'standard', ['0.8.0: v1beta1', '1.0.0: v1 v1beta1']],
    ['Gateway', 'experimental', ['0.8.0: v1beta1', '1.0.0: v1 v1beta1']],
    ['GRPCRoute', 'standard', ['1.1.0: v1']],
    ['GRPCRoute', 'experimental', ['0.8.0: v1alpha2', '1.1.0: v1 v1alpha2', '1.2.0: v1']],
    ['ReferenceGrant', 'standard', ['0.8.0: v1alpha2 v1beta1', '1.1.0: v1beta1', '1.5.0: v1 v1beta1']],
    ['BackendTLSPolicy', 'standard', ['1.4.0: v1']],
    ['BackendTLSPolicy', 'experimental', ['1.0.0: v1alpha2', '1.1.0: v1alpha3', '1.4.0: v1 v1alpha3']],
    ['TLSRoute', 'standard', ['1.5.0: v1']],
    ['TLSRoute', 'experimental', ['0.8.0: v1alpha2', '1.4.0: v1alpha2 v1alpha3', '1.5.0: v1 v1alpha2 v1alpha3']],
    ['TCPRoute', 'standard', ['1.6.0: v1']],
    ['UDPRoute', 'experimental', ['0.8.0: v1alpha2', '1.6.0: v1 v1alpha2']],
    ['ListenerSet', 'standard', ['1.5.0: v1']],
    ['XListenerSet', 'experimental', ['1.3.0: v1alpha1', '1.5.0: none']],
    ['BackendLBPolicy', 'experimental', ['1.1.0: v1alpha2', '1.3.0: none']],
    ['XBackendTrafficPolicy', 'experimental', ['1.3.0: v1alpha1']],
    ['XMesh', 'experimental', ['1.4.0: v1alpha1']],
    ['XBackend', 'experimental', ['1.6.0: v1alpha1']],
    ['XTelemetryPolicy', 'experimental', ['1.7.0: v1alpha1']],
    ['HTTPRoutes', 'standard', []],
  ])('%s, %s channel', (kind, channel, expected) => {
    expect(servedOver(kind, channel)).toEqual(expected);
  }); // prettier-ignore

  test.each([
    ['kic', '2.12.8', true], ['kic', '3.5.13', true], ['kic', '2.11.0', false], ['kic', '4.0.0', false],
    ['operator', '2.2.9', true], ['operator', '1.6.0', false],
  ])('%s %s is known: %s', (of, version, isKnown) => {
    expect(published.kong(of as 'kic' | 'operator', version) !== null).toBe(isKnown);
  }); // prettier-ignore

  test('a release that nobody knows serves nothing that we know', () => {
    expect(published.gatewayApi('1.99.0', 'standard')).toBeNull();
    expect(published.gatewayApi('constructor', 'standard')).toBeNull();
  });
});

describe('the published schemas', () => {
  const { nodes } = JSON.parse(schemas) as { nodes: readonly SchemaNode[] };

  test('every pattern compiles', () => {
    const patterns = [...new Set(nodes.flatMap(({ pattern }) => pattern ?? []))];
    expect(patterns.length).toBeGreaterThan(20);
    for (const pattern of patterns) expect(typeof published.matches(pattern, 'a')).toBe('boolean');
  });

  test('every rule has a predicate, and every predicate a place', () => {
    const names = new Set(nodes.flatMap(({ rules = [] }) => rules.filter((name) => typeof name === 'string')));
    expect([...names].toSorted()).toEqual(Object.keys(objectRules).toSorted());
  });

  test('no rule of Gateway API and of the operator’s own group is unknown', () => {
    const roots = [
      ...releases.flatMap((release) => [`gateway-api ${release} standard`, `gateway-api ${release} experimental`]),
      ...published.kongReleases('kic').map((release) => `kic ${release}`),
      ...published.kongReleases('operator').map((release) => `operator ${release}`),
    ].flatMap((name) =>
      kindsOf(name).filter(({ group }) => name.startsWith('kic') || group !== 'configuration.konghq.com'),
    );
    const unknown = roots.filter(({ root }) => hasUnknownRule(root)).map(({ kind }) => kind);
    expect([...new Set(unknown)].filter((kind) => !/^(?:AIGateway|EventGateway)/.test(kind)).toSorted()).toEqual([]);
  });

  function hasUnknownRule(number: number): boolean {
    const { rules = [], properties = {}, items, additionalProperties } = published.nodeOf(number);
    const below = [...Object.values(properties), ...[items, additionalProperties].flatMap((each) => each ?? [])];
    return rules.includes(null) || below.some(hasUnknownRule);
  }
});
