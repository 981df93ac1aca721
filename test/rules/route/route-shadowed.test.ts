import type { Files } from '../../../src/review/in-memory.ts';
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
    'two TCPRoutes': [
      two(stream, stream, listeners),
      'route.yaml:4 TCPRoute shop/web asks for every connection at listener "tcp" of Gateway kong/edge, and so does TCPRoute shop/app',
    ],
  },
});
