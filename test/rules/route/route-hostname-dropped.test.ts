import { clusterFiles, httpRoute } from './route-files.ts';
import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
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

const listener = (name: string, hostname: string): string =>
  `{name: ${name}, port: 80, protocol: HTTP, hostname: "${hostname}", allowedRoutes: {namespaces: {from: All}}}`;
const routes = httpRoute({ hostnames: ['x.a.com', 'x.b.com'] });
const two = `${routes}---\n${routes.replaceAll('"web"', '"api"').replaceAll('name: web', 'name: api')}`;
const base = clusterFiles(two, { listeners: [listener('a', '*.a.com'), listener('b', '*.b.com')] });

test.each([
  [
    'a listener that goes',
    [listener('a', '*.a.com')],
    'at listener "b" of Gateway kong/edge, which this change takes away',
  ],
  ['another hostname', [listener('a', '*.a.com'), listener('b', '*.c.com')], 'with this change of its hostname'],
])('%s is one finding for all routes', (_title, listeners, told) => {
  const { findings } = reviewFiles(clusterFiles(two, { listeners }), base, ['route-hostname-dropped']);
  expect(findings.map(({ message, at }) => `${at.path} ${message}`)).toEqual([expect.stringContaining(told)]);
  expect(findings[0]?.message).toContain('and 1 more route lose hostnames');
});

test('what a change drops besides what was dropped before is told', () => {
  const typo = httpRoute({ hostnames: ['x.a.com', 'x.b.com', 'x.c.con'] });
  const old = clusterFiles(typo, { listeners: [listener('a', '*.a.com'), listener('b', '*.b.com')] });
  const told = (files: Files): readonly string[] =>
    reviewFiles(files, old).findings.map(({ status, statement }) => `${status} ${statement}`);
  expect(told(clusterFiles(typo, { listeners: [listener('a', '*.a.com')] }))).toEqual([
    expect.stringMatching(/^introduced HTTPRoute shop\/web has the hostname x\.b\.com, /),
    expect.stringMatching(/^existing HTTPRoute shop\/web has the hostname x\.c\.con, /),
  ]);
  expect(told({ ...old, 'more.yaml': '# nothing\n' })).toEqual([expect.stringMatching(/^existing /)]);
});
