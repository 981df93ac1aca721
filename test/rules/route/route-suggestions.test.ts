import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { meantHostname } from '../../../src/rules/fixes/route-fixes.ts';
import { clusterFiles, complete, httpRoute, service } from './route-files.ts';

test.each<[asked: string, taken: string, meant: string | null]>([
  ['shop.example.com', '*.apps.example.com', 'shop.apps.example.com'],
  ['shop.exampel.com', '*.example.com', 'shop.example.com'],
  ['shop.exampel.com', 'shop.example.com', 'shop.example.com'],
  ['shop.example.org', '*.example.com', null],
  ['shop.com', '*.apps.com', null],
  ['example.com', '*.example.com', null],
  ['*.example.com', '*.apps.example.com', null],
  ['api.example.com', 'shop.example.com', null],
])('whoever asks for %s where a listener has %s means %s', (asked, taken, meant) => {
  expect(meantHostname(asked, taken)).toBe(meant);
});

const grant = (from: string, name: string): string => `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: routes, namespace: far}
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      namespace: ${from}
  to:
    - group: ""
      kind: Service
      name: ${name}
`;
const far = { rules: [{ backendRefs: [{ name: 'web', namespace: 'far', port: 80 }] }] };
const withGrant = (from: string, name: string): Files =>
  clusterFiles(httpRoute(far), {
    more: { 'far.yaml': service('web', 'far'), 'grant.yaml': grant(from, name), ...complete('ReferenceGrant') },
  });
const hostnames = (asked: string, ...taken: readonly string[]): Files =>
  clusterFiles(httpRoute({ hostnames: [asked] }), {
    listeners: taken.map(
      (each, index) =>
        `{name: l${index}, port: 80, protocol: HTTP, hostname: "${each}", allowedRoutes: {namespaces: {from: All}}}`,
    ),
  });

const suggested = (files: Files): readonly (readonly [path: string, text: string])[] =>
  reviewFiles(files).findings.flatMap(({ suggestion }) =>
    suggestion === null ? [] : [[suggestion.path, suggestion.replacement] as const],
  );

test.each<[what: string, files: Files, path: string, part: string]>([
  ['a grant without the Service', withGrant('shop', 'other'), 'grant.yaml', 'name: web'],
  ['a grant without the namespace', withGrant('store', 'web'), 'grant.yaml', 'namespace: shop'],
  [
    'the namespace of the only Gateway of that name',
    clusterFiles(httpRoute({ parents: [{ name: 'edge' }] })),
    'route.yaml',
    '"namespace": "kong"',
  ],
  ['a domain that lacks a label', hostnames('a.b.com', '*.c.b.com'), 'route.yaml', 'a.c.b.com'],
])('the only way is suggested: %s', (_, files, path, part) => {
  expect(suggested(files)).toEqual([[path, expect.stringContaining(part)]]);
});

test.each<[what: string, files: Files]>([
  ['a grant without either', withGrant('store', 'other')],
  ['a domain that may be either', hostnames('a.b.com', '*.c.b.com', '*.d.b.com')],
])('nothing is suggested where nobody can tell: %s', (_, files) => {
  expect(suggested(files)).toEqual([]);
});
