import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-hostname-mismatch', {
  valid: {
    'a hostname below the wildcard': clusterFiles(httpRoute({ hostnames: ['x.a.com'] }), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
      ],
    }),
    none: clusterFiles(httpRoute(), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
      ],
    }),
    'one of two': clusterFiles(httpRoute({ hostnames: ['b.com', 'x.a.com'] }), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
      ],
    }),
    'a route that is not allowed at all': clusterFiles(httpRoute({ hostnames: ['b.com'] }), {
      listeners: ['{name: http, port: 80, protocol: HTTP, hostname: a.com}'],
    }),
  },
  invalid: {
    'its domain': [
      clusterFiles(httpRoute({ hostnames: ['a.com'] }), {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
        ],
      }),
      'route.yaml:6 HTTPRoute shop/web asks for a.com, and no listener of Gateway kong/edge that would take it has such a hostname: "http" has *.a.com',
    ],
  },
});
