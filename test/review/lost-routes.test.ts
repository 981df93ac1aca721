import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, plainClass } from '../manifests/gateway-api.ts';
import { operatorApplication } from '../manifests/migration.ts';
import { clusterFiles, httpRoute, service } from '../rules/route/route-files.ts';

const route = (name: string): string => httpRoute().replace('name: web', `name: ${name}`);

const withPort = (port: number, names: readonly string[]): Files =>
  clusterFiles(names.map(route).join('---\n'), {
    listeners: [`{name: http, port: ${port}, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}`],
  });

const relatedOf = (files: Files, base: Files | null): readonly string[] =>
  reviewFiles(files, base)
    .findings.filter(({ rule }) => rule === 'listener-port-unavailable')
    .flatMap(({ related }) => related.map(({ message }) => message))
    .filter((message) => message.includes('Route'));

test('a listener that breaks names the routes that have no other', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  expect(relatedOf(withPort(81, names), withPort(80, names))).toEqual([
    'HTTPRoute shop/a has no other listener',
    'HTTPRoute shop/b has no other listener',
    'HTTPRoute shop/c has no other listener',
  ]);
});

test('a route that another listener takes is not lost', () => {
  const files = clusterFiles(route('a'), {
    listeners: [80, 81].map(
      (port) => `{name: p${port}, port: ${port}, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}`,
    ),
  });
  expect(relatedOf(files, null)).toEqual([]);
});

test('all of them are counted, and owners are named without notifying anybody', () => {
  const base = { ...withPort(80, ['a', 'b', 'c', 'd', 'e']), '.github/CODEOWNERS': 'route.yaml @acme/shop\n' };
  const head = { ...withPort(81, ['a', 'b', 'c', 'd', 'e']), '.github/CODEOWNERS': 'route.yaml @acme/other\n' };
  const [found] = reviewFiles(head, base).findings.filter(({ rule }) => rule === 'listener-port-unavailable');
  expect(found?.message).toContain(' 5 routes have no other listener. After merge: Accepted=False, PortUnavailable');
  expect(relatedOf(head, base)[0]).toBe('HTTPRoute shop/a has no other listener (owned by acme/shop)');
});

test('where Kong Operator accepts no Gateway with a listener in conflict, it takes the routes of all along', () => {
  const listener = (name: string, protocol: string, port: number): string =>
    `{name: ${name}, protocol: ${protocol}, port: ${port}, allowedRoutes: {namespaces: {from: All}}${protocol === 'HTTPS' ? ', tls: {certificateRefs: [{name: certificate}]}' : ''}}`;
  const to = (sectionName: string): string =>
    httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName }] }).replace('web', sectionName);
  const files = (port: number): Files => ({
    'operator.yaml': operatorApplication('1.0.0'),
    'class.yaml': plainClass('managed', 'konghq.com/gateway-operator'),
    'gateway.yaml': gateway(
      [listener('http', 'HTTP', port), listener('https', 'HTTPS', 443), listener('other', 'HTTP', 8080)],
      { className: 'managed' },
    ),
    'routes.yaml': ['http', 'https', 'other'].map(to).join('---\n'),
    'service.yaml': service(),
  });
  const [found] = reviewFiles(files(443), files(80)).findings.filter(({ rule }) => rule === 'listener-conflict');
  expect(found?.message).toContain(' 3 routes have no other listener. After merge: Conflicted=True');
});
