import { gateway, manifest, plainClass } from '../../manifests/gateway-api.ts';
import { withController } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';
import type { Files } from '../../../src/review/in-memory.ts';

interface Asked {
  readonly host?: string;
  readonly path?: string;
  readonly pathType?: string;
}

const ingress = (asked: readonly Asked[], annotations: object = {}, more: object = {}): string =>
  manifest('networking.k8s.io/v1', 'Ingress', 'web', 'shop', {
    ingressClassName: 'kong',
    ...more,
    rules: asked.map(({ host, path = '/', pathType = 'Prefix' }) => ({
      ...(host === undefined ? {} : { host }),
      http: { paths: [{ path, pathType, backend: { service: { name: 'web', port: { number: 80 } } } }] },
    })),
  }).replace('spec:', `  annotations: ${JSON.stringify(annotations)}\nspec:`);

const route = (rule: object = {}, hostnames: readonly string[] = [], annotations: object = {}, name = 'web'): string =>
  manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', name, 'shop', {
    parentRefs: [{ name: 'edge', namespace: 'kong' }],
    ...(hostnames.length === 0 ? {} : { hostnames }),
    rules: [{ backendRefs: [{ name: 'web', port: 80 }], ...rule }],
  }).replace('spec:', `  annotations: ${JSON.stringify(annotations)}\nspec:`);

const at = (...paths: readonly (readonly [type: string, value: string])[]): object => ({
  matches: paths.map(([type, value]) => ({ path: { type, value } })),
});

const all = 'http HTTP 80 allowedRoutes: {namespaces: {from: All}}';
const open: Files = { 'gateway.yaml': gateway([all]) };
const side = (web: string, more: Files = {}): Files => withController('', { ...open, 'web.yaml': web, ...more });
const plugin = (name: string, type: string): string =>
  manifest('configuration.konghq.com/v1', 'KongPlugin', name, 'shop').replace('spec: {}', `plugin: ${type}`);
const plugins = { 'konghq.com/plugins': 'auth' };
const service = (annotations: object): string =>
  manifest('v1', 'Service', 'web', 'shop', { ports: [{ port: 80 }] }).replace(
    'spec:',
    `  annotations: ${JSON.stringify(annotations)}\nspec:`,
  );
const redirect = route(
  {
    backendRefs: [],
    filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', hostname: 'a.example.com' } }],
  },
  [],
  {},
  'redirect',
);
const forAll =
  'apiVersion: configuration.konghq.com/v1\nkind: KongClusterPlugin\nmetadata: {name: all, labels: {global: "true"}, annotations: {kubernetes.io/ingress.class: kong}}\nplugin: key-auth\n';
const takes = 'HTTPRoute shop/web takes the place of Ingress shop/web, and';
const tcp = (kind: string): string =>
  manifest('configuration.konghq.com/v1beta1', kind, 'mqtt', 'shop', {
    rules: [{ port: 1883, backend: { serviceName: 'mqtt', servicePort: 1883 } }],
  });
const tcpRoute = manifest('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', 'mqtt', 'shop', {
  parentRefs: [{ name: 'edge', namespace: 'kong' }],
  rules: [{ backendRefs: [{ name: 'mqtt', port: 1883 }] }],
});
const stream = (port: number): Files => ({
  'gateway.yaml': gateway([all, `mqtt TCP ${port} allowedRoutes: {namespaces: {from: All}}`]),
});

testChange('migration-route-not-carried-over', {
  silent: {
    'all of it': [
      side(ingress([{ host: 'a.example.com', path: '/cart' }])),
      side(route(at(['PathPrefix', '/cart']), ['a.example.com'])),
    ],
    'a route that takes more': [side(ingress([{ host: 'a.example.com', path: '/cart' }])), side(route())],
    'routes below the path, whose sum nobody knows': [
      side(ingress([{ path: '/cart' }])),
      side(route(at(['PathPrefix', '/cart/one'], ['PathPrefix', '/cart/two']))),
    ],
    'regular expressions': [
      side(ingress([{ path: '/~/v[0-9]+', pathType: 'ImplementationSpecific' }])),
      side(route(at(['RegularExpression', '/v[0-9]+']))),
    ],
    'a wildcard': [side(ingress([{ host: 'a.example.com' }])), side(route({}, ['*.example.com']))],
    'another Ingress that has it': [
      side(ingress([{ host: 'a.example.com' }, { host: 'b.example.com' }])),
      side(route({}, ['a.example.com']), {
        'b.yaml': ingress([{ host: 'b.example.com' }]).replace('name: web\n', 'name: other\n'),
      }),
    ],
    'another Ingress that has more of it': [
      side(ingress([{ host: 'a.example.com' }, { host: 'b.example.com', path: '/api/v1' }])),
      side(route({}, ['a.example.com']), {
        'b.yaml': ingress([{ host: 'b.example.com', path: '/api' }]).replace('name: web\n', 'name: other\n'),
      }),
    ],
    'another Ingress of every host': [
      side(ingress([{ host: 'a.example.com' }, { host: 'b.example.com' }])),
      side(route({}, ['a.example.com']), { 'b.yaml': ingress([{}]).replace('name: web\n', 'name: other\n') }),
    ],
    'another Ingress with a default backend': [
      side(ingress([{ host: 'a.example.com' }, { host: 'b.example.com' }])),
      side(route({}, ['a.example.com']), {
        'b.yaml': ingress([], {}, { defaultBackend: { service: { name: 'web', port: { number: 80 } } } }).replace(
          'name: web\n',
          'name: other\n',
        ),
      }),
    ],
    'a redirect to HTTPS by a route without backends': [
      side(ingress([{}], { 'konghq.com/protocols': 'https', 'konghq.com/https-redirect-status-code': '301' })),
      side(route(), { 'r.yaml': redirect }),
    ],
    'a host that a filter writes anew': [
      side(ingress([{}], { 'konghq.com/preserve-host': 'false' })),
      side(route({ filters: [{ type: 'URLRewrite', urlRewrite: { hostname: 'web.internal' } }] })),
    ],
    'a plugin that is one for all requests now': [
      side(ingress([{}], plugins), { 'p.yaml': plugin('auth', 'key-auth') }),
      side(route(), { 'p.yaml': forAll }),
    ],
    'a plugin that a filter takes the place of': [
      side(ingress([{}], plugins), { 'p.yaml': plugin('auth', 'request-transformer') }),
      side(
        route({
          filters: [
            { type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'x-shop', value: '1' }] } },
          ],
        }),
      ),
    ],
    'an Ingress that stays': [
      side(ingress([{ path: '/a' }])),
      side(ingress([{ path: '/a' }]), { 'r.yaml': route(at(['PathPrefix', '/b'])) }),
    ],
    'an Ingress that goes, and a route to another Service': [
      side(ingress([{ path: '/a' }])),
      side(route(at(['PathPrefix', '/b'])).replaceAll('"web"', '"other"')),
    ],
    'a plugin of another name and the same type': [
      side(ingress([{}], plugins), { 'p.yaml': plugin('auth', 'key-auth') }),
      side(route({}, [], { 'konghq.com/plugins': 'key' }), { 'p.yaml': plugin('key', 'key-auth') }),
    ],
    'a plugin as a filter': [
      side(ingress([{}], plugins)),
      side(
        route({
          filters: [
            {
              type: 'ExtensionRef',
              extensionRef: { group: 'configuration.konghq.com', kind: 'KongPlugin', name: 'auth' },
            },
          ],
        }),
      ),
    ],
    'a plugin of the Service': [
      side(ingress([{}], plugins), { 's.yaml': service(plugins) }),
      side(route(), { 's.yaml': service(plugins) }),
    ],
    'annotations that change nothing, or that filters replace': [
      side(
        ingress([{}], {
          'konghq.com/strip-path': 'false',
          'konghq.com/rewrite': '/a',
          'konghq.com/protocols': 'https',
        }),
      ),
      side(
        route({
          filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/a' } } }],
        }),
      ),
    ],
    'TLS at a Gateway that is not in the repository': [
      side(ingress([{ host: 'a.example.com' }], {}, { tls: [{ hosts: ['a.example.com'] }] })),
      { 'web.yaml': route() },
    ],
    'routes of another implementation': [
      side(ingress([{ host: 'a.example.com' }], plugins)),
      { ...side(route({}, ['b.example.com'])), 'class.yaml': plainClass('kong', 'example.com/other') },
    ],
    'a TCPIngress with its port': [side(tcp('TCPIngress'), stream(1883)), side(tcpRoute, stream(1883))],
    'a chart that nobody renders here': [
      side(ingress([{ path: '/a' }])),
      side(route(at(['PathPrefix', '/b'])), {
        'more.yaml':
          'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a, namespace: b}\nspec: {url: "https://example.com/a.git"}\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: b}\nspec: {path: ./kong, sourceRef: {kind: GitRepository, name: a}}\n',
      }),
    ],
  },
  told: {
    'a path and a host': [
      side(
        ingress([
          { host: 'a.example.com', path: '/cart' },
          { host: 'a.example.com', path: '/admin' },
          { host: 'b.example.com' },
        ]),
      ),
      side(route(at(['PathPrefix', '/cart']), ['a.example.com'])),
      `web.yaml:2 ${takes} no route takes requests for a.example.com/admin and b.example.com/.`,
    ],
    'requests for any host': [
      side(ingress([{}])),
      side(route({}, ['a.example.com'])),
      `web.yaml:7 ${takes} no route takes requests for */.`,
    ],
    'a path that only looks the same': [
      side(ingress([{ path: '/cart' }])),
      side(route(at(['PathPrefix', '/cartoon'], ['Exact', '/car']))),
      `web.yaml:7 ${takes} no route takes requests for */cart.`,
    ],
    'a plugin': [
      side(ingress([{}], plugins)),
      side(route()),
      `web.yaml:6 ${takes} neither the new routes nor the Services behind them name auth. After merge: requests pass without it`,
    ],
    'settings of the route': [
      side(
        ingress([{}], { 'konghq.com/strip-path': 'true', 'konghq.com/methods': 'GET', 'konghq.com/headers.x-a': 'b' }),
      ),
      side(route()),
      `web.yaml:6 ${takes} nothing on the new routes does what konghq.com/strip-path, konghq.com/methods and konghq.com/headers.x-a did.`,
    ],
    TLS: [
      side(ingress([{ host: 'a.example.com' }], {}, { tls: [{ hosts: ['a.example.com'] }] })),
      side(route({}, ['a.example.com'])),
      `web.yaml:7 ${takes} no HTTPS listener takes a route for a.example.com, which had TLS.`,
    ],
    'the port of a TCPIngress': [
      side(tcp('TCPIngress'), stream(1884)),
      side(tcpRoute, stream(1884)),
      'web.yaml:6 TCPRoute shop/mqtt takes the place of TCPIngress shop/mqtt, and no listener of port 1883 takes one of the new routes.',
    ],
  },
});
