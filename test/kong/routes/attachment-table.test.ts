import { describe, expect, test } from 'vitest';
import {
  clusterOf,
  gateway,
  gatewayClass,
  grant,
  listener,
  namespace,
  route,
  routeLine,
  service,
  type Installed,
  type Manifest,
} from './route-cluster.ts';

/**
 * What controller 3.5.13 did with each of these clusters, driven with its own reconcilers and translator: the conditions
 * of every parent (A Accepted, R ResolvedRefs, G Programmed; ✓ True, ? Unknown, else the reason of False), and whether a
 * request reaches a backend. `none`: no parent has a status.
 */
interface Row {
  readonly id: number | string;
  readonly given: string;
  readonly objects: readonly Manifest[];
  readonly result: readonly string[];
  readonly installed?: Installed;
  readonly hosts?: readonly string[];
  /** `attachedRoutes` by listener. */
  readonly attached?: Readonly<Record<string, number | null>>;
}

const row = (
  id: Row['id'],
  given: string,
  objects: readonly Manifest[],
  result: string | readonly string[],
  more: Partial<Row> = {},
): Row => ({
  id,
  given,
  objects,
  result: typeof result === 'string' ? [result] : result,
  ...more,
});

const gw = (...own: readonly (string | Manifest)[]): Manifest => gateway('gw', own);
const infra = (from: string | Manifest | undefined): Manifest =>
  gateway('infra/gw', [listener('h', from === undefined ? {} : { from })]);
const host = (letter: string, hostname: string): Manifest => listener(letter, { hostname });
const toInfra = route({ parents: ['infra/gw'] });
const grpc = (shape: Parameters<typeof route>[0] = {}): Manifest => route({ ...shape, kind: 'GRPCRoute' });
const tcp = (shape: Parameters<typeof route>[0] = {}): Manifest => route({ ...shape, kind: 'TCPRoute' });
const selector = (matchLabels: Manifest): Manifest => ({ selector: { matchLabels } });

const ok = 'gw A✓ R✓ G✓; served';
const notAllowed = 'gw A NotAllowedByListeners R✓ G?; not served';
const noHostname = 'gw A NoMatchingListenerHostname R✓ G?; not served';

// prettier-ignore
const rows: readonly Row[] = [
  row(1, 'an HTTP listener', [gw('h'), route()], ok),
  row(2, 'an HTTPS listener', [gw('s'), route()], ok),
  row(3, 'both', [gw('h', 's'), route()], ok),
  row(4, 'the section of one of them', [gw('h', 's'), route({ parents: ['gw#s'] })], 'gw#s A✓ R✓ G✓; served', { attached: { h: 0, s: 1 } }),
  row(5, 'an unknown section', [gw('h', 's'), route({ parents: ['gw#nope'] })], 'gw#nope A NoMatchingParent R✓ G?; not served'),
  row(6, 'the section of a listener that is not Programmed', [gw('h', 'x'), route({ parents: ['gw#x'] })], 'gw#x A NoMatchingParent R✓ G?; not served', { attached: { h: 0, x: 1 } }),
  row(7, 'no listener that is Programmed', [gw('x'), route()], notAllowed),
  row(8, 'one that is Programmed and one that is not', [gw('h', 'x'), route()], ok),
  row(9, 'a port', [gw('h', 's'), route({ parents: ['gw@80'] })], 'gw A✓ R✓ G?; served', { attached: { h: null, s: null } }),
  row(10, 'a port that no listener has', [gw('h'), route({ parents: ['gw@8080'] })], 'gw A NoMatchingParent R✓ G?; not served'),
  row(11, 'a section and the port of another', [gw('h', 's'), route({ parents: ['gw#h@443'] })], 'gw#h A NoMatchingParent R✓ G?; not served'),
  row(12, 'a section and its port', [gw('h', 's'), route({ parents: ['gw#h@80'] })], 'gw#h A✓ R✓ G?; served'),
  row(13, 'a Gateway that is missing', [gw('h'), route({ parents: ['missing'] })], 'none; not served'),
  row(14, 'a missing one before', [gw('h'), route({ parents: ['missing', 'gw'] })], ok),
  row(15, 'a missing one behind', [gw('h'), route({ parents: ['gw', 'missing'] })], ok),
  row('16a', 'a Gateway whose class is missing', [{ ...gw('h'), spec: { gatewayClassName: 'nope', listeners: [listener('h')] } }, route()], 'none; not served'),
  row('16b', 'a Gateway of another controller', [{ ...gw('h'), spec: { gatewayClassName: 'istio', listeners: [listener('h')] } }, gatewayClass('istio', 'istio.io/gateway-controller'), route()], 'none; not served'),
  row(18, 'a Service as a parent', [gw('h'), route({ parents: [{ kind: 'Service', group: '', name: 'app' }, 'gw'] })], 'none; not served'),
  row(19, 'a ListenerSet as a parent', [gw('h'), route({ parents: [{ kind: 'ListenerSet', name: 'set' }, 'gw'] })], 'none; not served'),
  row(20, 'only a TCP listener', [gw('t'), route()], notAllowed),
  row(21, 'the section of a TCP listener', [gw('h', 't'), route({ parents: ['gw#t'] })], 'gw#t A NoMatchingParent R✓ G?; not served'),
  row(22, 'kinds without HTTPRoute', [gw(listener('h', { kinds: ['TCPRoute'] })), route()], notAllowed),
  row(23, 'kinds with GRPCRoute alone', [gw(listener('h', { kinds: ['GRPCRoute'] })), route(), grpc({ name: 'g' })], [notAllowed, 'gw A NotAllowedByListeners G?; not served']),
  row(24, 'kinds with GRPCRoute too', [gw(listener('h', { kinds: ['HTTPRoute', 'GRPCRoute'] })), route()], notAllowed, { attached: { h: 1 } }),
  row(25, 'kinds with HTTPRoute alone', [gw(listener('h', { kinds: ['HTTPRoute'] })), route(), grpc({ name: 'g' })], [ok, 'gw A NotAllowedByListeners G?; not served']),
  row(26, 'an HTTPS listener without its Secret', [gw(listener('s', { tls: { certificateRefs: [{ name: 'missing' }] } })), route()], notAllowed),
  row('27a', 'a Gateway of another namespace', [infra(undefined), toInfra], 'infra/gw A NotAllowedByListeners R✓ G?; not served'),
  row('27b', 'the same, with a section', [infra(undefined), route({ parents: ['infra/gw#h'] })], 'infra/gw#h A NoMatchingParent R✓ G?; not served'),
  row(28, 'one that takes routes from all namespaces', [infra('All'), toInfra], 'infra/gw A✓ R✓ G✓; served'),
  row('29a', 'one that selects namespaces by a label', [infra(selector({ team: 'a' })), namespace('default', { team: 'a' }), toInfra], 'infra/gw A✓ R✓ G✓; served'),
  row('29b', 'a label with another value', [infra(selector({ team: 'a' })), namespace('default', { team: 'b' }), toInfra], 'infra/gw A NotAllowedByListeners R✓ G?; not served'),
  row(30, 'the label that every Namespace has', [infra(selector({ 'kubernetes.io/metadata.name': 'default' })), toInfra], 'infra/gw A✓ R✓ G✓; served'),
  row('31a', 'an empty selector', [infra({ selector: {} }), toInfra], 'infra/gw A✓ R✓ G✓; served'),
  row('31b', 'no selector', [infra({}), toInfra], 'infra/gw A NotAllowedByListeners R✓ G?; not served'),
  row(32, 'a label that must not be there', [infra({ selector: { matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] } }), namespace('default'), toInfra], 'infra/gw A✓ R✓ G✓; served'),
  row(33, 'a selector that does not pick its own namespace', [gw(listener('h', { from: selector({ a: 'b' }) })), namespace('default'), route()], notAllowed),
  row(34, 'a selector that cannot be read', [gw('h', listener('s', { from: { selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } } })), route()], 'none; not served', { attached: { h: 0 } }),
  row(35, 'the hostname of the listener', [gw(host('h', 'a.com')), route({ hostnames: ['a.com'] })], ok, { hosts: ['a.com'] }),
  row(36, 'another hostname', [gw(host('h', 'a.com')), route({ hostnames: ['b.com'] })], noHostname),
  row(37, 'hostnames below a wildcard', [gw(host('h', '*.a.com')), route({ hostnames: ['x.a.com', 'y.x.a.com', 'a.com', 'b.com'] })], ok, { hosts: ['x.a.com', 'y.x.a.com'] }),
  row(38, 'a wildcard above the hostname of the listener', [gw(host('h', 'x.a.com')), route({ hostnames: ['*.a.com'] })], ok, { hosts: ['x.a.com'] }),
  row(39, 'the domain of a wildcard', [gw(host('h', '*.a.com')), route({ hostnames: ['a.com'] })], noHostname),
  row(40, 'a hostname at which the comparison gives up', [gw(host('h', '*.a.com')), route({ hostnames: ['x.a.y.a.com'] })], noHostname),
  row(41, 'no hostname, and listeners with one each', [gw(host('h', 'a.com'), host('s', 'b.com')), route()], ok, { hosts: ['a.com', 'b.com'] }),
  row(42, 'no hostname, and a listener without', [gw(host('h', 'a.com'), 's'), route()], ok, { hosts: [] }),
  row(43, 'hostnames of which one is dropped', [gw(host('h', 'a.com'), host('s', 'b.com')), route({ hostnames: ['a.com', 'c.com'] })], ok, { hosts: ['a.com'], attached: { h: 1, s: 0 } }),
  row(44, 'a TCP listener that lets every hostname through', [gw('t', host('h', 'a.com')), route({ hostnames: ['a.com', 'c.com'] })], ok, { hosts: ['a.com', 'c.com'] }),
  row(45, 'one that is not Programmed and does so', [gw('x', host('h', 'a.com')), route({ hostnames: ['a.com', 'c.com'] })], ok, { hosts: ['a.com', 'c.com'] }),
  row(46, 'a TLS listener that lends its hostname', [gw(host('h', 'a.com'), host('p', 't.com')), route()], ok, { hosts: ['a.com', 't.com'] }),
  row(47, 'two Gateways with hostnames of their own', [gw(host('h', 'a.com')), gateway('gw2', [host('h', 'b.com')]), route({ parents: ['gw', 'gw2'], hostnames: ['a.com'] })], 'gw A✓ R✓ G✓, gw2 A NoMatchingListenerHostname R✓ G✓; served'),
  row(48, 'two sections', [gw('h', 's'), route({ parents: ['gw#h', 'gw#s'] })], 'gw#h A✓ R✓ G✓, gw#s A✓ R✓ G✓; served'),
  row(49, 'two sections of which one is not Programmed', [gw('h', 'x'), route({ parents: ['gw#h', 'gw#x'] })], 'gw#h A✓ R✓ G✓, gw#x A NoMatchingParent R✓ G✓; served'),
  row(50, 'a Gateway that never gets Programmed', [gw('h'), gateway('gw2', ['h'], { annotations: { 'konghq.com/publish-service': 'kong/zzz' } }), route({ parents: ['gw', 'gw2'] })], 'none; not served'),
  row(51, 'the one Gateway that is reconciled', [gw('h'), gateway('gw2', ['h']), route({ parents: ['gw2', 'gw'] })], ok, { installed: { settings: { CONTROLLER_GATEWAY_TO_RECONCILE: 'default/gw' } } }),
  row(52, 'a second Gateway that does not take it', [gw('h'), gateway('b/gw2', ['s']), route({ parents: ['gw', 'b/gw2'] })], 'gw A✓ R✓ G✓, b/gw2 A NotAllowedByListeners R✓ G✓; served'),
  row(53, 'a backend that is missing', [gw('h'), route({ backends: ['missing:80'] })], 'gw A✓ R BackendNotFound G✓; not served'),
  row(54, 'one of two that is missing', [gw('h'), route({ backends: ['app:80', 'missing:80'] })], 'gw A✓ R BackendNotFound G✓; served'),
  row('55a', 'a backend that is a Pod', [gw('h'), route({ backends: [{ kind: 'Pod', name: 'app', port: 80 }] })], 'gw A✓ R InvalidKind G✓; not served'),
  row('55b', 'a backend of another group', [gw('h'), route({ backends: [{ group: 'apps', kind: 'Service', name: 'app', port: 80 }] })], 'gw A✓ R InvalidKind G✓; not served'),
  row(56, 'the group core', [gw('h'), route({ backends: [{ group: 'core', kind: 'Service', name: 'app', port: 80 }] })], ok),
  row('57a', 'a backend elsewhere', [gw('h'), service('b/app'), route({ backends: ['b/app:80'] })], 'gw A✓ R RefNotPermitted G✓; not served'),
  row('57b', 'the same with a grant', [gw('h'), service('b/app'), grant('b', {}), route({ backends: ['b/app:80'] })], ok),
  row('57c', 'with a grant for another name', [gw('h'), service('b/app'), grant('b', {}, { group: '', kind: 'Service', name: 'other' }), route({ backends: ['b/app:80'] })], 'gw A✓ R RefNotPermitted G✓; not served'),
  row('58a', 'a grant for the group core', [gw('h'), service('b/app'), grant('b', {}, { group: 'core', kind: 'Service' }), route({ backends: ['b/app:80'] })], 'gw A✓ R RefNotPermitted G✓; not served'),
  row('58b', 'and a reference to it', [gw('h'), service('b/app'), grant('b', {}, { group: 'core', kind: 'Service' }), route({ backends: [{ group: 'core', kind: 'Service', namespace: 'b', name: 'app', port: 80 }] })], ok),
  row('59a', 'a grant in the namespace of the route', [gw('h'), service('b/app'), grant('default', {}), route({ backends: ['b/app:80'] })], 'gw A✓ R RefNotPermitted G✓; not served'),
  row('59b', 'a grant for another kind', [gw('h'), service('b/app'), grant('b', { kind: 'GRPCRoute' }), route({ backends: ['b/app:80'] })], 'gw A✓ R RefNotPermitted G✓; not served'),
  row('59c', 'a grant for another namespace', [gw('h'), service('b/app'), grant('b', { namespace: 'c' }), route({ backends: ['b/app:80'] })], 'gw A✓ R RefNotPermitted G✓; not served'),
  row(60, 'a backend elsewhere that is missing', [gw('h'), route({ backends: ['b/missing:80'] })], 'gw A✓ R BackendNotFound G✓; not served'),
  row(61, 'its own namespace by name', [gw('h'), route({ backends: ['default/app:80'] })], ok),
  row(62, 'one that is missing before a Pod', [gw('h'), route({ backends: ['missing:80', { kind: 'Pod', name: 'app', port: 80 }] })], 'gw A✓ R BackendNotFound G✓; not served'),
  row(63, 'not accepted, and a backend that is missing', [gw('x'), route({ backends: ['missing:80'] })], 'gw A NotAllowedByListeners R BackendNotFound G?; not served'),
  row(85, 'GRPCRoute; no listener that is Programmed', [gw('x'), grpc()], 'gw A NotAllowedByListeners G?; not served'),
  row('93a', 'TCPRoute; an HTTP listener', [gw('h'), tcp()], 'gw A NotAllowedByListeners G?; not served'),
  row('93b', 'TCPRoute; the section of one', [gw('h'), tcp({ parents: ['gw#h'] })], 'gw#h A NoMatchingParent G?; not served'),
  row(94, 'TCPRoute; a port without a listen', [gw('x2'), tcp()], 'gw A NotAllowedByListeners G?; not served'),
  row('b1', 'TCPRoute; two sections share an entry that names the last', [gw('t', 't2'), tcp({ parents: ['gw#t', 'gw#t2'] })], 'gw#t2 A✓ G?; served'),
  row('b2', 'TCPRoute; the same before 3.4.3, when it names none', [gw('t', 't2'), tcp({ parents: ['gw#t', 'gw#t2'] })], 'gw#t2 A✓ G✓; served', { installed: { version: '3.1.6' } }),
  row('b5', 'TLSRoute; two sections share an entry in every release, and it is rewritten', [gw('p', { ...listener('p'), name: 'p2', port: 9444 }), route({ kind: 'TLSRoute', parents: ['gw#p', 'gw#p2'], hostnames: ['a.com'] })], 'gw#p2 A✓ G?; served', { installed: { version: '3.1.6' } }),
  row('b6', 'GRPCRoute; without hostnames it borrows those of its listeners', [gw(host('h', 'a.com'), 's'), grpc()], 'gw A✓ G✓; served', { hosts: ['a.com'] }),
  row('b7', 'GRPCRoute; before 3.2 it borrows none', [gw(host('h', 'a.com')), { ...grpc(), apiVersion: 'gateway.networking.k8s.io/v1alpha2' }], 'gw A✓ G✓; served', { hosts: [], installed: { version: '3.1.6', bundle: '1.0.0' } }),
  row('b8', 'GRPCRoute; one Gateway that is missing, and it borrows none', [gw(host('h', 'a.com')), grpc({ parents: ['gw', 'missing'] })], 'gw A✓ G✓; served', { hosts: [] }),
  row('b9', 'GRPCRoute; the same of one that nobody reconciles', [gw(host('h', 'a.com')), gateway('gw2', ['h'], { annotations: { 'konghq.com/publish-service': 'kong/zzz' } }), grpc({ parents: ['gw', 'gw2'] })], 'none; not served'),
  row('b10', 'GRPCRoute; a namespace sticks, and names another Gateway for the next parent', [gateway('b/gw', [listener('h', { hostname: 'a.com', from: 'All' })]), gateway('gw2', [host('h', 'b.com')]), grpc({ parents: ['b/gw', 'gw2'] })], 'b/gw A✓ G✓, gw2 A✓ G✓; served', { hosts: [] }),
  row('b3', 'GRPCRoute; two sections', [gw('h', 's'), grpc({ parents: ['gw#h', 'gw#s'] })], 'gw#h A✓ G✓, gw#s A✓ G✓; served'),
  row('b4', 'GRPCRoute; the same before 3.2, when they share an entry', [gw('h', 'x'), { ...grpc({ parents: ['gw#h', 'gw#x'] }), apiVersion: 'gateway.networking.k8s.io/v1alpha2' }], 'gw#x A✓ G?; served', { installed: { version: '3.1.6', bundle: '1.0.0' } }),
];

test('a class without the annotation leaves the route without a status', () => {
  const managed = { ...gatewayClass(), metadata: { name: 'kong' } };
  const { routes } = clusterOf([managed, gw('h'), route()]);
  expect(routes.map(routeLine)).toEqual(['none; not served']);
});

describe('the status of routes by how they attach', () => {
  test.each(rows)('$id: $given', ({ objects, result, installed }) => {
    const { routes } = clusterOf([gatewayClass(), ...objects], installed);
    expect(routes.map(routeLine)).toEqual(result);
  });
});

test.each(rows.filter(({ hosts }) => hosts !== undefined))(
  'the hostnames that Kong gets of $id',
  ({ objects, hosts, installed }) => {
    const { routes } = clusterOf([gatewayClass(), ...objects], installed);
    expect(routes[0]?.sentHostnames).toEqual(hosts);
  },
);

test.each(rows.filter(({ attached }) => attached !== undefined))('attachedRoutes of $id', ({ objects, attached }) => {
  const { attachedRoutes } = clusterOf([gatewayClass(), ...objects]);
  const counts = [...attachedRoutes].map(([{ name }, count]) => [name.value, count] as const);
  expect(Object.fromEntries(counts)).toMatchObject(attached ?? {});
});
