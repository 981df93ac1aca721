import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { changed } from '../../manifests/edits.ts';
import { managedClass, operator } from '../../kong/operator/operator-cluster.ts';
import { testRule } from '../rule-cases.ts';
import { clusterFiles, httpRoute, service, type RouteText } from './route-files.ts';

const to = (name: string, more: object = {}): object => ({ ...more, backendRefs: [{ name, port: 80 }] });

/** HTTPRoute `shop/web` to Service `web`, and `shop/app` to Service `app`. */
const two = (web: RouteText, app: RouteText, more: Files = {}): Files =>
  clusterFiles(httpRoute({ rules: [to('web')], ...web }), {
    more: {
      'app.yaml': httpRoute({ rules: [to('app')], ...app }).replace('name: web', 'name: app'),
      'services.yaml': service('app'),
      ...more,
    },
  });

const path = (value: string): object => ({ matches: [{ path: { type: 'PathPrefix', value } }] });
const call = (name: string): object => ({ matches: [{ method: { service: name } }] });
const calls = (name: string): RouteText => ({ kind: 'GRPCRoute', rules: [to('web', call(name))] });

const expressions = (files: Files): Files => ({
  ...files,
  'kong.yaml': (files['kong.yaml'] ?? '').replace(
    '- {name: KONG_PROXY_LISTEN',
    '- {name: KONG_ROUTER_FLAVOR, value: expressions}\n        - {name: KONG_PROXY_LISTEN',
  ),
});

const stream = {
  kind: 'TCPRoute',
  version: 'v1alpha2',
  parents: [{ name: 'edge', namespace: 'kong', sectionName: 'tcp' }],
};
const listeners = {
  'gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: kong}
spec:
  gatewayClassName: kong
  listeners:
    - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
    - {name: tcp, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}
`,
};

testRule('route-shadowed', {
  valid: {
    'other paths': two({ rules: [to('web', path('/a'))] }, { rules: [to('app', path('/b'))] }),
    'other hostnames': two({ hostnames: ['a.com'] }, { hostnames: ['b.com'] }),
    'a header more': two({}, { rules: [to('app', { matches: [{ headers: [{ name: 'x', value: '1' }] }] })] }),
    'the same backends': two({}, { rules: [to('web')] }),
    'another folder, which nobody is known to deploy': (() => {
      const { 'app.yaml': app = '', ...rest } = two({}, {});
      return { ...rest, 'other/app.yaml': app };
    })(),
    'one that is deployed, and one of its directory of which that is not known': {
      ...two({}, {}),
      'kustomization.yaml': 'resources: [route.yaml, service.yaml]\n',
      'web.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  source: {repoURL: "https://github.com/acme/gitops", targetRevision: HEAD, path: .}
  destination: {server: "https://kubernetes.default.svc", namespace: shop}
`,
    },
    'two rules for the same backends': clusterFiles(
      httpRoute({ rules: [to('web', path('/v1')), to('web', path('/v1'))] }),
    ),
    'two rules with other matches': clusterFiles(
      httpRoute({ rules: [to('web', path('/v1')), to('app', path('/v2'))] }),
      { more: { 'services.yaml': service('app') } },
    ),
    'calls of two services': two(calls('shop.Cart'), {
      ...calls('shop.Orders'),
      rules: [to('app', call('shop.Orders'))],
    }),
    'another listener': two(stream, {}, listeners),
  },
  invalid: {
    'no matches in either': [
      two({}, {}),
      'route.yaml:4 HTTPRoute shop/web asks for path prefix / at listener "http" of Gateway kong/edge, and so does HTTPRoute shop/app, with other backends. After merge: Kong keeps both and serves one of the two',
    ],
    'one hostname and one path in common': [
      two(
        { hostnames: ['a.com', 'b.com'], rules: [to('web', path('/v1'))] },
        { hostnames: ['b.com'], rules: [to('app', path('/v1'))] },
      ),
      'route.yaml:6 asks for path prefix /v1 of b.com',
    ],
    'two rules of one route': [
      clusterFiles(httpRoute({ rules: [to('web', path('/v1')), to('app', path('/v1'))] }), {
        more: { 'services.yaml': service('app') },
      }),
      'route.yaml:6 rule 2 of HTTPRoute shop/web asks for path prefix /v1 at listener "http" of Gateway kong/edge, and so does rule 1 of HTTPRoute shop/web, with other backends. After merge: Kong keeps both and serves one of the two, and which one is not defined',
    ],
    'two rules with a router that knows their order': [
      expressions(
        clusterFiles(httpRoute({ rules: [to('web', path('/v1')), to('app', path('/v1'))] }), {
          more: { 'services.yaml': service('app') },
        }),
      ),
      'route.yaml:6 Kong serves the first of the two rules: the other gets none of these requests',
    ],
    'two routes with such a router': [
      expressions(two({}, {})),
      'route.yaml:4 Kong serves the older of the two objects',
    ],
    'two GRPCRoutes': [
      two(calls('shop.Cart'), { ...calls('shop.Cart'), rules: [to('app', call('shop.Cart'))] }),
      'route.yaml:6 GRPCRoute shop/web asks for calls of shop.Cart/* at listener "http" of Gateway kong/edge, and so does GRPCRoute shop/app',
    ],
    'two TCPRoutes': [
      two(stream, stream, listeners),
      'route.yaml:4 TCPRoute shop/web asks for every connection at listener "tcp" of Gateway kong/edge, and so does TCPRoute shop/app',
    ],
    'two TCPRoutes of Kong Operator': [
      {
        ...two({ ...stream, version: 'v1' }, { ...stream, version: 'v1' }, listeners),
        'class.yaml': managedClass,
        'kong.yaml': operator('2.3.0'),
        '.github/portcullis.yml':
          'clusters: [{name: prod, paths: ["**"], gatewayApi: {version: 1.6.1, channel: standard}}]\n',
      },
      'route.yaml:4 Kong serves the older of the two objects: the other gets none of these requests',
    ],
  },
});

describe('of two routes the one is told that the change gives the match of the other', () => {
  const base = two(
    { hostnames: ['a.com'], rules: [to('web', path('/v1'))] },
    { hostnames: ['a.com'], rules: [to('app', path('/v2'))] },
  );
  const overlay = (namespace: string): Files => ({
    [`${namespace}/kustomization.yaml`]: `namespace: ${namespace}\nresources: [../base]\n`,
    [`apps/${namespace}.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${namespace}, namespace: argocd}
spec:
  source: {repoURL: "https://github.com/acme/gitops", targetRevision: HEAD, path: ${namespace}}
  destination: {server: "https://kubernetes.default.svc", namespace: ${namespace}}
`,
  });
  const { 'app.yaml': _app, 'route.yaml': route = '', 'service.yaml': service_ = '', ...platform } = base;
  const overlays: Files = {
    ...platform,
    'base/kustomization.yaml': 'resources: [route.yaml, service.yaml]\n',
    'base/route.yaml': route.replace('  namespace: shop\n', ''),
    'base/service.yaml': service_.replace('  namespace: shop\n', ''),
    ...overlay('blue'),
  };

  test.each<[string, Files, Files, string, string]>([
    ['the later', base, changed(base, 'app.yaml', '"/v2"', '"/v1"'), 'app.yaml', 'HTTPRoute shop/app'],
    ['the earlier', base, changed(base, 'route.yaml', '"/v1"', '"/v2"'), 'route.yaml', 'HTTPRoute shop/web'],
    ['a second overlay', overlays, { ...overlays, ...overlay('green') }, 'apps/green.yaml', 'HTTPRoute green/web'],
  ])('%s', (_, old, head, at, route_) => {
    const found = reviewFiles(head, old, ['route-shadowed']).findings;
    expect(found.map(({ at: { path: where }, message }) => [where, message.split(' asks')[0]])).toEqual([[at, route_]]);
  });
});
