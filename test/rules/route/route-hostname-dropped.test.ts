import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-hostname-dropped', {
  valid: {
    'all are taken': clusterFiles(httpRoute({ hostnames: ['x.a.com', 'y.a.com'] }), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
      ],
    }),
    'none is taken': clusterFiles(httpRoute({ hostnames: ['b.com'] }), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
      ],
    }),
    'a GRPCRoute, which keeps its own': clusterFiles(
      httpRoute({ kind: 'GRPCRoute', hostnames: ['x.a.com', 'b.com'] }),
      {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
        ],
      },
    ),
  },
  invalid: {
    'one that another section takes': [
      clusterFiles(
        httpRoute({
          parents: [{ name: 'edge', namespace: 'kong', sectionName: 'a' }],
          hostnames: ['x.a.com', 'b.com'],
        }),
        {
          listeners: [
            '{name: a, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
            '{name: b, port: 80, protocol: HTTP, hostname: b.com, allowedRoutes: {namespaces: {from: All}}}',
          ],
        },
      ),
      'route.yaml:6 HTTPRoute shop/web has the hostname b.com, which section "a" of Gateway kong/edge does not take',
    ],
    'one of two': [
      clusterFiles(httpRoute({ hostnames: ['x.a.com', 'b.com'] }), {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {namespaces: {from: All}}}',
        ],
      }),
      'route.yaml:6 HTTPRoute shop/web has the hostname b.com, which no listener of Gateway kong/edge takes',
    ],
  },
});
