import { describe, expect, test } from 'vitest';
import {
  backendRef,
  clusterOf,
  gateway,
  gatewayClass,
  grant,
  kongPlugin,
  listener,
  route,
  routeLine,
  service,
  type Installed,
  type Manifest,
  type RouteShape,
} from './route-cluster.ts';

/**
 * What controller 3.5.13 did with each of these clusters once a route was attached, in the notation of
 * attachment-table.test.ts. Where Kong refuses the whole configuration, this is what the controller says by itself.
 */
type Row = readonly [
  id: number | string,
  given: string,
  objects: readonly Manifest[],
  result: string | readonly string[],
  installed?: Installed,
];

const gw = (...own: readonly (string | Manifest)[]): Manifest => gateway('gw', own);
const h = gw('h');
const grpc = (shape: RouteShape = {}): Manifest => route({ ...shape, kind: 'GRPCRoute' });
const tcp = (shape: RouteShape = {}): Manifest => route({ ...shape, kind: 'TCPRoute' });
const udp = (shape: RouteShape = {}): Manifest => route({ ...shape, kind: 'UDPRoute' });
const tls = (shape: RouteShape = {}): Manifest => route({ ...shape, kind: 'TLSRoute' });
const filtered = (...filters: readonly Manifest[]): Manifest => route({ rule: { filters } });
const matching = (match: Manifest, shape: RouteShape = {}): Manifest => route({ ...shape, rule: { matches: [match] } });
const path = (type: string, value: string): Manifest => matching({ path: { type, value } });
const header = (name: string): Manifest => matching({ headers: [{ name, value: 'x' }] });
const annotated = (key: string, value: string, shape: RouteShape = {}): Manifest =>
  route({ ...shape, annotations: { [`konghq.com/${key}`]: value } });
const extension = (name: string, kind = 'KongPlugin'): Manifest => ({
  type: 'ExtensionRef',
  extensionRef: { group: 'configuration.konghq.com', kind, name },
});
const mirror: Manifest = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'app', port: 80 } } };
const setHeader = (type: string, key: string): Manifest => ({ type, [key]: { set: [{ name: 'x.y', value: '1' }] } });
const redirect = (requestRedirect: Manifest): Manifest =>
  route({ rule: { backendRefs: undefined, filters: [{ type: 'RequestRedirect', requestRedirect }] } });
const pluginGrant = grant('b', {}, { group: 'configuration.konghq.com', kind: 'KongPlugin' });

const ok = 'gw A✓ R✓ G✓; served';
const failed = 'gw A✓ R✓ G TranslationError; not served';
const expressions: Installed = { flavor: 'expressions' };

// prettier-ignore
const rows: readonly Row[] = [
  [64, 'a port that the Service does not have', [h, route({ backends: ['app:8080'] })], failed],
  [65, 'one backend of two with such a port', [h, service('app2', [81]), route({ backends: ['app:80', 'app2:80'] })], 'gw A✓ R✓ G TranslationError; served'],
  [66, 'any port of an ExternalName', [h, service('out', [], {}, { type: 'ExternalName', externalName: 'example.com', ports: undefined }), route({ backends: ['out:8080'] })], ok],
  ['67a', 'rules written out and empty', [h, route({ rules: [] })], failed],
  ['67b', 'no rules', [h, route({ rules: null })], 'gw A✓ R✓ G✓; not served'],
  ['68a', 'a RequestMirror filter', [h, filtered(mirror)], failed],
  ['68b', 'a CORS filter', [h, filtered({ type: 'CORS', cors: { allowOrigins: ['https://a.com'] } })], failed],
  [69, 'an ExtensionRef to a KongClusterPlugin', [h, kongPlugin('k1', 'key-auth', 'KongClusterPlugin'), filtered(extension('k1', 'KongClusterPlugin'))], failed],
  ['70a', 'an ExtensionRef to a plugin that is missing', [h, filtered(extension('nope'))], 'gw A✓ R✓ G?; served'],
  ['70b', 'an annotation that names a plugin that is missing', [h, annotated('plugins', 'nope')], 'gw A✓ R✓ G?; served'],
  ['71a', 'a plugin of another namespace without a grant', [h, kongPlugin('b/kp'), annotated('plugins', 'b:kp')], 'gw A✓ R✓ G?; served'],
  ['71b', 'with a grant', [h, kongPlugin('b/kp'), pluginGrant, annotated('plugins', 'b:kp')], ok],
  [72, 'a plugin that is missing on the Service', [h, service('svc', [80], { annotations: { 'konghq.com/plugins': 'nope' } }), route({ backends: ['svc:80'] })], ok],
  ['73a', 'a query parameter, traditional router', [h, matching({ queryParams: [{ name: 'a', value: 'b' }] })], failed],
  ['73b', 'a query parameter, expressions router', [h, matching({ queryParams: [{ name: 'a', value: 'b' }] })], ok, expressions],
  [74, 'a filter of a backend', [h, route({ backends: [{ name: 'app', port: 80, filters: [mirror] }] })], ok],
  ['75a', 'a redirect to a scheme', [h, redirect({ scheme: 'https' })], 'gw A✓ R✓ G✓; ?'],
  ['75b', 'a redirect to a port', [h, redirect({ port: 8443 })], 'gw A✓ R✓ G✓; ?'],
  ['75c', 'a redirect to a path', [h, redirect({ path: { type: 'ReplaceFullPath', replaceFullPath: '/new' } })], 'gw A✓ R✓ G✓; ?'],
  [76, 'a rule that fails beside one with another backend, and another route', [h, service('app2'), route({ name: 'r1', rules: [{ backendRefs: [backendRef('app:80')], filters: [mirror] }, { backendRefs: [backendRef('app2:80')], matches: [{ path: { type: 'PathPrefix', value: '/b' } }] }] }), route({ name: 'r2' })], ['gw A✓ R✓ G TranslationError; served', ok]],
  [78, 'two Services of a rule with other annotations', [h, service('a', [80], { annotations: { 'konghq.com/protocol': 'http' } }), service('b', [80], { annotations: { 'konghq.com/protocol': 'https' } }), route({ backends: ['a:80', 'b:80'] })], failed],
  ['79a', 'GRPCRoute; an HTTP listener', [h, grpc()], 'gw A✓ G✓; served'],
  ['79b', 'GRPCRoute; an HTTPS listener', [gw('s'), grpc()], 'gw A✓ G✓; served'],
  ['79c', 'GRPCRoute; both', [gw('h', 's'), grpc()], 'gw A✓ G✓; served'],
  ['80a', 'GRPCRoute; a backend that is missing', [h, grpc({ backends: ['missing:80'] })], 'gw A✓ G✓; not served'],
  ['80b', 'GRPCRoute; a backend elsewhere without a grant', [h, service('b/app'), grpc({ backends: ['b/app:80'] })], 'gw A✓ G✓; not served'],
  [81, 'GRPCRoute; a hostname that no listener has', [gw(listener('h', { hostname: 'a.com' })), grpc({ hostnames: ['a.com', 'b.com'] })], 'gw A✓ G✓; served'],
  [82, 'GRPCRoute; a port', [h, grpc({ parents: ['gw@80'] })], 'gw A✓ G✓; served'],
  [83, 'GRPCRoute; a RequestMirror filter', [h, grpc({ rule: { filters: [mirror] } })], 'gw A✓ G✓; served'],
  [84, 'GRPCRoute; a plugin that is missing', [h, annotated('plugins', 'nope', { kind: 'GRPCRoute' })], 'gw A✓ G?; served'],
  ['86a', 'TCPRoute; a TCP listener', [gw('t'), tcp()], 'gw A✓ G✓; served'],
  ['86b', 'TCPRoute; two of them', [gw('t', 't2'), tcp()], 'gw A✓ G✓; served'],
  ['86c', 'TCPRoute; the section of one', [gw('t', 't2'), tcp({ parents: ['gw#t2'] })], 'gw#t2 A✓ G✓; served'],
  [87, 'TCPRoute; two sections share one entry', [gw('t', 't2'), tcp({ parents: ['gw#t', 'gw#t2'] })], 'gw#t2 A✓ G?; served'],
  [88, 'TCPRoute; a port', [gw('t', 't2'), tcp({ parents: ['gw@9001'] })], 'gw A✓ G✓; served'],
  ['89a', 'TCPRoute; a backend that is missing', [gw('t'), tcp({ backends: ['missing:80'] })], 'gw A✓ G✓; not served'],
  ['89b', 'TCPRoute; a backend that is a Pod', [gw('t'), tcp({ backends: [{ kind: 'Pod', name: 'app', port: 80 }] })], 'gw A✓ G✓; not served'],
  ['89c', 'TCPRoute; a backend elsewhere without a grant', [gw('t'), service('b/app'), tcp({ backends: ['b/app:80'] })], 'gw A✓ G✓; not served'],
  ['90a', 'TCPRoute; a port that the Service does not have', [gw('t'), tcp({ backends: ['app:8080'] })], 'none; not served'],
  ['90b', 'UDPRoute; a port that the Service does not have', [gw('u'), udp({ backends: ['app:8080'] })], 'none; not served'],
  ['91a', 'TCPRoute; a rule without backends', [gw('t'), tcp({ rules: [{}] })], 'none; not served'],
  ['91b', 'UDPRoute; a rule without backends', [gw('u'), udp({ rules: [{}] })], 'none; not served'],
  [92, 'TCPRoute; a plugin that is missing', [gw('t'), annotated('plugins', 'nope', { kind: 'TCPRoute' })], 'none; served'],
  [95, 'TCPRoute; a second Gateway without a listen', [gw('t'), gateway('gw2', ['x2']), tcp({ parents: ['gw', 'gw2'] })], 'gw A✓ G✓, gw2 A NotAllowedByListeners G✓; served'],
  [96, 'two TCPRoutes on one listener', [gw('t'), tcp({ name: 'r1' }), tcp({ name: 'r2' })], ['gw A✓ G✓; served', 'gw A✓ G✓; served']],
  [97, 'TLSRoute; a listener that passes TLS through', [gw('p'), tls({ hostnames: ['a.com'] })], 'gw A✓ G✓; served'],
  [98, 'TLSRoute; a listener that ends TLS', [gw(listener('p', { tls: { mode: 'Terminate', options: { a: 'b' } } })), tls({ hostnames: ['a.com'] })], 'gw A NoMatchingParent G?; not served'],
  [99, 'TLSRoute; a listener without tls', [gw({ name: 'p', protocol: 'TLS', port: 9443 }), tls({ hostnames: ['a.com'] })], 'gw A✓ G✓; served'],
  [100, 'TLSRoute; no hostnames', [gw('p'), tls()], 'gw A✓ G?; not served'],
  [101, 'TLSRoute; another hostname', [gw(listener('p', { hostname: 'b.com' })), tls({ hostnames: ['a.com'] })], 'gw A NoMatchingListenerHostname G?; not served'],
  [102, 'TLSRoute; a hostname that no listener has', [gw(listener('p', { hostname: '*.b.com' })), tls({ hostnames: ['x.b.com', 'a.com'] })], 'gw A✓ G✓; served'],
  ['103a', 'TLSRoute; a backend that is missing', [gw('p'), tls({ hostnames: ['a.com'], backends: ['missing:80'] })], 'gw A✓ G✓; not served'],
  ['103b', 'TLSRoute; a port that the Service does not have', [gw('p'), tls({ hostnames: ['a.com'], backends: ['app:8080'] })], 'gw A✓ G TranslationError; not served'],
  [104, 'TLSRoute; an HTTPS listener', [gw('s'), tls({ hostnames: ['a.com'] })], 'gw A NotAllowedByListeners G?; not served'],
  [105, 'TLSRoute; a wildcard beside a hostname, expressions router', [gw('p'), tls({ hostnames: ['*.a.com', 'b.com'] })], 'gw A✓ G✓; served', expressions],
  [106, 'TLSRoute; a stream listen without ssl', [gw({ name: 'p', protocol: 'TLS', port: 9000, tls: { mode: 'Passthrough' } }), tls({ hostnames: ['a.com'] })], 'gw A NotAllowedByListeners G?; not served'],
  ['107a', 'a match of the header Host', [h, header('Host')], ok],
  ['107b', 'a match of the header Host, expressions router', [h, header('Host')], ok, expressions],
  [108, 'a header with a dot', [h, header('x.tenant')], ok],
  ['109a', 'a prefix with an escaped space', [h, path('PathPrefix', '/a%20b')], ok],
  ['109b', 'an exact path with one', [h, path('Exact', '/a%20b')], ok],
  [110, 'an expression with an empty segment', [h, path('RegularExpression', '/a//b')], ok],
  [111, 'an expression that does not begin with a slash', [h, path('RegularExpression', '^/api/v[0-9]+')], ok],
  [112, 'a timeout of 0s', [h, route({ rule: { timeouts: { backendRequest: '0s' } } })], ok],
  [113, 'a weight of 100000', [h, route({ backends: [{ name: 'app', port: 80, weight: 100000 }] })], ok],
  [114, 'protocols grpc and grpcs', [h, annotated('protocols', 'grpc,grpcs', { rule: { matches: [{ method: 'GET' }] } })], ok],
  [115, 'protocols of websockets', [h, annotated('protocols', 'ws,wss')], ok],
  [116, 'SNIs on an HTTP listener', [h, annotated('snis', 'a.com')], ok],
  [117, 'GRPCRoute; methods', [h, annotated('methods', 'GET', { kind: 'GRPCRoute' })], 'gw A✓ G✓; served'],
  [118, 'GRPCRoute; strip-path', [h, annotated('strip-path', 'true', { kind: 'GRPCRoute' })], 'gw A✓ G✓; served'],
  [119, 'GRPCRoute; protocols http', [h, annotated('protocols', 'http', { kind: 'GRPCRoute' })], 'gw A✓ G✓; served'],
  ['120a', 'a request header with a dot', [h, filtered(setHeader('RequestHeaderModifier', 'requestHeaderModifier'))], ok],
  ['120b', 'a response header with one', [h, filtered(setHeader('ResponseHeaderModifier', 'responseHeaderModifier'))], ok],
  [121, 'a plugin twice', [h, kongPlugin('k1'), annotated('plugins', 'k1,k1')], ok],
  [122, 'a plugin on the Service and another on the route', [h, kongPlugin('k1'), kongPlugin('k2'), service('svc', [80], { annotations: { 'konghq.com/plugins': 'k1' } }), annotated('plugins', 'k2', { backends: ['svc:80'] })], ok],
  [123, 'two rules with one backend and one plugin', [h, kongPlugin('k1'), route({ rules: ['/a', '/b'].map((value) => ({ matches: [{ path: { type: 'PathPrefix', value } }], filters: [extension('k1')], backendRefs: [backendRef('app:80')] })) })], ok],
  [124, 'two rules of which one has the plugin', [h, kongPlugin('k1'), route({ rules: [{ filters: [extension('k1')], backendRefs: [backendRef('app:80')] }, { matches: [{ path: { type: 'PathPrefix', value: '/b' } }], backendRefs: [backendRef('app:80')] }] })], ok],
  [125, 'a plugin beside one that is missing', [h, kongPlugin('k1'), annotated('plugins', 'k1,nope')], 'gw A✓ R✓ G?; served'],
  [126, 'a plugin whose Secret is missing', [h, { ...kongPlugin('k1'), configFrom: { secretKeyRef: { name: 'nope', key: 'config' } } }, annotated('plugins', 'k1')], ok],
  [127, 'tls-verify of a Service that speaks http', [h, service('svc', [80], { annotations: { 'konghq.com/tls-verify': 'true' } }), route({ backends: ['svc:80'] })], ok],
  [128, 'a client certificate whose Secret is missing', [h, service('svc', [80], { annotations: { 'konghq.com/client-cert': 'nope' } }), route({ backends: ['svc:80'] })], ok],
  [129, 'a KongPlugin and a KongClusterPlugin of one name', [h, kongPlugin('k1'), kongPlugin('k1', 'key-auth', 'KongClusterPlugin'), annotated('plugins', 'k1')], ok],
  [130, 'a rule of whose Services one names a plugin', [h, kongPlugin('k1'), service('app9', [80], { annotations: { 'konghq.com/plugins': 'k1' } }), route({ backends: ['app9:80', 'app:80'] })], failed],
  [131, 'an annotation with methods', [h, annotated('methods', 'GET, POST', { rule: { matches: [{ method: 'PUT' }] } })], ok],
  [132, 'host-aliases that are none', [h, annotated('host-aliases', '*.*.com')], ok],
];

/** What follows from the controller's code and stands in no row. */
// prettier-ignore
const siblings: readonly Row[] = [
  ['a', 'a missing plugin hides a failure of the same route', [h, annotated('plugins', 'nope', { backends: ['app:8080'] })], 'gw A✓ R✓ G?; not served'],
  ['b', 'and does not where nothing of the route is left', [h, route({ annotations: { 'konghq.com/plugins': 'nope' }, rule: { filters: [mirror] } })], failed],
  ['c', 'a filter of a rule without matches, traditional router', [h, route({ rule: { matches: [], filters: [mirror] } })], ok],
  ['d', 'the same, expressions router', [h, route({ rule: { matches: [], filters: [mirror] } })], failed, expressions],
  ['e', 'rules with the same backends fail together', [h, route({ rules: [{ backendRefs: [backendRef('app:80')], filters: [mirror] }, { backendRefs: [backendRef('app:80')], matches: [{ path: { type: 'PathPrefix', value: '/b' } }] }] })], failed],
  ['f', 'TCPRoute; what comes before a rule without backends', [gw('t'), tcp({ rules: [{ backendRefs: [backendRef('app:80')] }, {}] })], 'none; served'],
  ['g', 'TCPRoute; Kong looks at the port that port_maps makes', [gw('t'), tcp()], 'gw A✓ G✓; not served', { portMaps: '19000:9000' }],
  ['h', 'a rewrite that says nothing', [h, filtered({ type: 'URLRewrite', urlRewrite: {} })], failed],
  ['i', 'its own namespace before the colon needs a grant', [h, kongPlugin('k1'), annotated('plugins', 'default:k1')], 'gw A✓ R✓ G?; served'],
  ['j', 'a KongClusterPlugin of another class', [h, { ...kongPlugin('k1', 'key-auth', 'KongClusterPlugin'), metadata: { name: 'k1', annotations: { 'kubernetes.io/ingress.class': 'other' } } }, annotated('plugins', 'k1')], 'gw A✓ R✓ G?; served'],
  ['j2', 'a KongClusterPlugin without one, which only a default class makes the controller see', [h, kongPlugin('k1', 'key-auth', 'KongClusterPlugin'), annotated('plugins', 'k1')], 'gw unverified; served'],
  ['k', 'a backend with the weight 0', [h, route({ backends: [{ name: 'app', port: 80, weight: 0 }] })], 'gw A✓ R✓ G✓; not served'],
  ['l', 'services of several HTTPRoutes are combined: whether this one fails with another is not told', [h, route({})], 'gw unverified; ?', { settings: { CONTROLLER_COMBINED_SERVICES_FROM_DIFFERENT_HTTPROUTES: 'true' } }],
];

describe('the status of routes by what is translated', () => {
  const all = [...rows, ...siblings].map(([id, given, objects, result, installed]) => ({
    id,
    given,
    objects,
    result: typeof result === 'string' ? [result] : result,
    installed,
  }));

  test.each(all)('$id: $given', ({ objects, result, installed }) => {
    const { routes } = clusterOf([gatewayClass(), ...objects], installed);
    expect(routes.map(routeLine)).toEqual(result);
  });
});
