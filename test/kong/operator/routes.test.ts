import { describe, expect, test } from 'vitest';
import { gateway } from '../../manifests/gateway-api.ts';
import { viewOf } from '../cluster-view.ts';
import {
  classWith,
  configuration,
  managedClass,
  operator,
  parametersRef,
  short,
  whole,
  withEnv,
} from './operator-cluster.ts';

const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: infra}\nspec: {ports: [{port: 80}]}\n';

/** A route of Gateway infra/edge; the inside of its spec, and of its parent, in flow style. */
const route = (
  kind: string,
  { parent = '', spec = '', version = 'v1', namespace = 'infra', backend = 'web' } = {},
): string =>
  `apiVersion: gateway.networking.k8s.io/${version}
kind: ${kind}
metadata: {name: r, namespace: ${namespace}}
spec: {parentRefs: [{name: edge, namespace: infra${parent}}], rules: [{backendRefs: [{name: ${backend}, namespace: infra, port: 80}]}]${spec}}
`;
const edge = (...listeners: readonly string[]): string => gateway(listeners, { namespace: 'infra' });

const ofCluster =
  'apiVersion: configuration.konghq.com/v1\nkind: KongClusterPlugin\nmetadata: {name: cors, annotations: {kubernetes.io/ingress.class: kong}}\nplugin: cors\n---\n';
const plugin =
  'apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: kp, namespace: infra}\nplugin: cors\n---\n';
const named = route('HTTPRoute').replace(
  'namespace: infra}',
  'namespace: infra, annotations: {konghq.com/plugins: cors}}',
);

const filtered = (...extensions: readonly string[]): string => {
  const filters = extensions.map((each) => {
    const [kind, name] = each.split(' ');
    return `{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: ${kind}, name: ${name}}}`;
  });
  return route('HTTPRoute').replace('rules: [{', `rules: [{filters: [${filters.join(', ')}], `);
};

const releases = { '2.0.11': '1.3.0', '2.1.9': '1.4.1', '2.2.3': '1.5.1', '2.3.0': '1.6.1' } as const;
type Release = keyof typeof releases;

/** The conditions of the route's one parent, without those that are well; `none` where none is written. */
function written(release: Release, tree: string, channel: 'standard' | 'experimental' = 'standard'): string {
  const config = { ...whole, gatewayApi: { version: releases[release], channel } } as typeof whole;
  const { routes } = viewOf(managedClass + operator(release) + service + tree, config);
  const parent = routes[0]?.parents.find(({ conditions }) => conditions !== null) ?? routes[0]?.parents[0];
  if (parent === undefined || parent.unverified !== null) return parent?.unverified ?? 'no parent';
  return parent.conditions === null ? 'none' : short(parent.conditions);
}

test('a GRPCRoute without hostnames borrows those of listeners under the router of expressions too', () => {
  const config = { ...whole, gatewayApi: { version: '1.6.1', channel: 'standard' } } as typeof whole;
  const listener = '{name: a, port: 80, protocol: HTTP, hostname: a.com}';
  const kong = classWith(parametersRef) + configuration(withEnv({ KONG_ROUTER_FLAVOR: 'expressions' }));
  const { routes } = viewOf(kong + operator('2.3.0') + service + edge(listener) + route('GRPCRoute'), config);
  expect(routes[0]?.sentHostnames).toEqual(['a.com']);
});

describe('what Kong Operator writes on routes', () => {
  const waits = 'Programmed=Unknown/Unknown';
  const elsewhere = `${waits} ResolvedRefs=False/RefNotPermitted`;

  test.each<[Release, string, string]>([
    ['2.0.11', edge('a HTTP 80') + route('HTTPRoute'), ''],
    ['2.3.0', edge('a HTTP 80') + route('HTTPRoute'), ''],
    ['2.2.3', edge('a HTTP 80') + route('GRPCRoute'), `Accepted=False/NotAllowedByListeners ${waits}`],
    ['2.3.0', edge('a HTTP 80') + route('GRPCRoute'), ''],
    [
      '2.2.3',
      edge('{name: a, port: 443, protocol: TLS, tls: {mode: Passthrough}}') +
        route('TLSRoute', { spec: ', hostnames: [a.x.com]' }),
      '',
    ],
    ['2.3.0', edge('a TCP 9000') + route('TCPRoute'), ''],
    ['2.3.0', edge('a UDP 9000') + route('UDPRoute'), ''],
    ['2.3.0', edge('a TCP 9000') + route('TCPRoute', { backend: 'gone' }), 'ResolvedRefs=False/BackendNotFound'],
    ['2.2.3', edge('a HTTP 80') + route('HTTPRoute', { backend: 'gone' }), 'ResolvedRefs=False/BackendNotFound'],
    // Only a KongPlugin counts, although Kong gets one of the cluster.
    ['2.1.9', edge('a HTTP 80') + ofCluster + named, 'ResolvedRefs=False/BackendNotFound'],
    ['2.0.11', edge('a HTTP 80') + ofCluster + named, ''],
    // Its own namespace needs no grant in the status; who translates the route asks for one all the same.
    [
      '2.3.0',
      edge('a HTTP 80') +
        plugin +
        route('HTTPRoute').replace(
          'namespace: infra}',
          'namespace: infra, annotations: {konghq.com/plugins: infra:kp}}',
        ),
      'Programmed=Unknown/Unknown',
    ],
    ['2.3.0', edge('a UDP 9000') + route('UDPRoute').replace('port: 80}', 'port: 81}'), 'Programmed=Unknown/Unknown'],
    // Filters are read in order, whatever is wrong with them.
    [
      '2.3.0',
      edge('a HTTP 80') + filtered('KongPlugin gone', 'KongClusterPlugin cors'),
      'Programmed=False/TranslationError ResolvedRefs=False/BackendNotFound',
    ],
    [
      '2.3.0',
      edge('a HTTP 80') + filtered('KongClusterPlugin cors', 'KongPlugin gone'),
      'Programmed=False/TranslationError ResolvedRefs=False/InvalidKind',
    ],
    // An entry names no port: it is removed for ever, unless another parent is just that.
    ['2.3.0', edge('a HTTP 80') + route('HTTPRoute', { parent: ', port: 80' }), waits],
    ['2.3.0', edge('a HTTP 80') + route('HTTPRoute', { parent: '}, {name: edge, port: 80' }), ''],
    // Parents that differ by their section share an entry, which is the last one's.
    [
      '2.3.0',
      edge('a TCP 9000', 'b TCP 9001') +
        route('TCPRoute', { parent: ', sectionName: a}, {name: edge, namespace: infra, sectionName: b' }),
      waits,
    ],
    [
      '2.2.3',
      edge('a HTTP 80 hostname: a.x.com') + route('HTTPRoute', { spec: ', hostnames: [b.x.com]' }),
      `Accepted=False/NoMatchingListenerHostname ${waits}`,
    ],
    [
      '2.2.3',
      edge('a HTTP 80') + route('HTTPRoute', { parent: ', sectionName: b' }),
      `Accepted=False/NoMatchingParent ${waits}`,
    ],
    // The route's namespace is not the Gateway's: what is told first changes with 2.3.
    [
      '2.2.3',
      edge('a HTTP 80') + route('HTTPRoute', { namespace: 'apps', parent: ', sectionName: a' }),
      `Accepted=False/NoMatchingParent ${elsewhere}`,
    ],
    [
      '2.3.0',
      edge('a HTTP 80') + route('HTTPRoute', { namespace: 'apps', parent: ', sectionName: a' }),
      `Accepted=False/NotAllowedByListeners ${elsewhere}`,
    ],
  ])('%s: %#', (release, tree, expected) => {
    expect(written(release, tree)).toBe(expected);
  });

  test.each<[Release, string]>([
    ['2.2.3', edge('a HTTP 80', 'b TCP 9000')],
    ['2.2.3', edge('proxy.http HTTP 80')],
    ['2.1.9', edge('a HTTP 80').replaceAll('edge', 'e'.repeat(58))],
  ])('%s: nothing while the Gateway is not Programmed (%#)', (release, tree) => {
    const name = /name: (\w+)/.exec(tree)?.[1] ?? 'edge';
    expect(written(release, tree + route('HTTPRoute').replace('name: edge', `name: ${name}`))).toBe('none');
  });

  test.each<[Release, string]>([
    ['2.2.3', 'TCPRoute'],
    ['2.1.9', 'TLSRoute'],
    ['2.0.11', 'UDPRoute'],
  ])('%s: nothing on a %s, which it does not read', (release, kind) => {
    expect(written(release, edge('a HTTP 80') + route(kind, { version: 'v1alpha2' }), 'experimental')).toBe('none');
  });

  test.each<[Release, string]>([
    ['2.0.11', 'TCPRoute'],
    ['2.2.3', 'UDPRoute'],
  ])('%s: nothing on a %s of a kind that no version serves', (release, kind) => {
    expect(written(release, edge('a HTTP 80') + route(kind, { version: 'v1alpha2' }))).toBe('none');
  });

  // Kong gets the TCPRoute that was made first, and which one that was is not in a repository.
  const disagree = `${route('TCPRoute', { backend: 'web, port: 80}, {name: odd' })}---
apiVersion: v1
kind: Service
metadata: {name: odd, namespace: infra, annotations: {konghq.com/protocol: https}}
spec: {ports: [{port: 80}]}
---
`;
  const another = (spec: string): string => route('TCPRoute', { parent: spec }).replace('name: r,', 'name: another,');

  test.each<[string, string, boolean | null]>([
    [edge('a TCP 9000') + disagree, 'Programmed=Unknown/Unknown', false],
    [edge('a TCP 9000') + disagree + another(''), 'Kong may get another TCPRoute of the listener', false],
    [
      edge('a TCP 9000', 'b TCP 9001') +
        disagree.replace('infra}]', 'infra, sectionName: a}]') +
        another(', sectionName: b'),
      'Programmed=Unknown/Unknown',
      false,
    ],
    [edge('a TCP 9000') + route('TCPRoute') + another(''), '', null],
    [
      edge('a TCP 9000', 'b TCP 9001') +
        route('TCPRoute', { parent: ', sectionName: a' }) +
        another(', sectionName: b'),
      '',
      true,
    ],
  ])('2.3.0: one TCPRoute of a listener (%#)', (tree, expected, served) => {
    expect(written('2.3.0', tree)).toBe(expected);
    const { routes } = viewOf(managedClass + operator('2.3.0') + service + tree, {
      ...whole,
      gatewayApi: { version: '1.6.1', channel: 'standard' },
    });
    expect(routes[0]?.served).toBe(served);
  });

  test('a Gateway of Kong Operator is no part of what the ingress controller judges', () => {
    const { routes } = viewOf(managedClass + edge('a HTTP 80') + route('HTTPRoute') + service);
    expect(routes[0]?.parents[0]).toMatchObject({ standing: 'passed-over', conditions: null });
  });
});

describe('attachedRoutes of Kong Operator', () => {
  const counts = (release: Release, tree: string): (number | null)[] => {
    const view = viewOf(managedClass + operator(release) + service + tree, whole);
    return [...view.attachedRoutes.values()];
  };
  const all = '{name: a, protocol: HTTP, port: 80, hostname: a.x.com, allowedRoutes: {namespaces: {from: All}}}';

  test.each<[Release, string, (number | null)[]]>([
    ['2.2.3', edge('a HTTP 80', 'b HTTP 81') + route('HTTPRoute'), [1, 1]],
    ['2.2.3', edge('a HTTP 80', 'b HTTP 81') + route('HTTPRoute', { parent: ', sectionName: b' }), [0, 1]],
    ['2.2.3', edge('a HTTP 80') + route('HTTPRoute', { namespace: 'apps' }), [0]],
    ['2.0.11', edge(all) + route('HTTPRoute', { spec: ', hostnames: [b.x.com]' }), [1]],
    ['2.1.9', edge(all) + route('HTTPRoute', { spec: ', hostnames: [b.x.com]' }), [0]],
    ['2.2.3', edge('a HTTP 80') + route('GRPCRoute'), [0]],
    ['2.3.0', edge('a HTTP 80') + route('GRPCRoute'), [1]],
    [
      '2.2.3',
      edge(
        '{name: a, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}',
      ) + route('HTTPRoute'),
      [null],
    ],
  ])('%s: %#', (release, tree, expected) => {
    expect(counts(release, tree)).toEqual(expected);
  });
});
