import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, plainClass } from '../manifests/gateway-api.ts';
import { operatorApplication } from '../manifests/migration.ts';
import { httpRoute, service } from './route/route-files.ts';

const listener = (name: string, more = 'namespaces: {from: All}'): string =>
  `{name: ${name}, port: 80, protocol: HTTP, hostname: "*.a.com", allowedRoutes: {${more}}}`;
const to = (more: object = {}): readonly object[] => [{ name: 'edge', namespace: 'kong', ...more }];
const named = (name: string): string =>
  httpRoute({ parents: to({ sectionName: 'http' }), hostnames: ['x.a.com'] }).replace('name: web', `name: ${name}`);

const base: Files = {
  'operator.yaml': operatorApplication('1.2.4'),
  'class.yaml': plainClass('managed', 'konghq.com/gateway-operator'),
  'gateway.yaml': gateway([listener('http')], { className: 'managed' }),
  'route.yaml': httpRoute({ hostnames: ['x.a.com'] }),
  'service.yaml': service(),
};
const routeOf = (text: Parameters<typeof httpRoute>[0]): Files => ({ 'route.yaml': httpRoute(text) });
const without = (path: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));
const said = (files: Files, before: Files | null = null): readonly string[] =>
  reviewFiles(files, before).findings.map(({ at, rule, outcome }) => `${at.path} ${rule}: ${outcome?.sentence ?? ''}`);

describe('routes of Gateways that Kong Operator manages are judged as it does', () => {
  test.each<[what: string, files: Files, expected: readonly string[]]>([
    ['a sound one', {}, []],
    [
      'a section that is not there',
      routeOf({ parents: to({ sectionName: 'https' }), hostnames: ['x.a.com'] }),
      ['route.yaml route-section-not-found: Accepted=False, NoMatchingParent, and the route is not served'],
    ],
    [
      'another hostname',
      routeOf({ hostnames: ['x.b.com'] }),
      ['route.yaml route-hostname-mismatch: Accepted=False, NoMatchingListenerHostname, and the route is not served'],
    ],
    [
      'a namespace that may not attach',
      { 'gateway.yaml': gateway([listener('http', 'namespaces: {from: Same}')], { className: 'managed' }) },
      ['route.yaml route-not-allowed: Accepted=False, NotAllowedByListeners, and the route is not served'],
    ],
    [
      'a port that the Service does not have',
      routeOf({ hostnames: ['x.a.com'], rules: [{ backendRefs: [{ name: 'web', port: 81 }] }] }),
      ['route.yaml backend-port-not-found: Programmed=False, TranslationError, and requests are not served'],
    ],
    [
      'another namespace without a grant',
      {
        ...routeOf({ hostnames: ['x.a.com'], rules: [{ backendRefs: [{ name: 'api', namespace: 'pay', port: 80 }] }] }),
        'pay.yaml': service('api', 'pay'),
        '.github/portcullis.yml': 'clusters: [{name: prod, paths: ["**"], complete: [ReferenceGrant]}]\n',
      },
      ['route.yaml backend-not-permitted: ResolvedRefs=False, RefNotPermitted, and requests are not served'],
    ],
    [
      'an operator that stands elsewhere',
      {
        ...routeOf({ parents: to({ sectionName: 'https' }) }),
        'operator.yaml': '# elsewhere\n',
      },
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(said({ ...base, ...files })).toEqual(expected);
  });
});

describe('what a change breaks under such a Gateway is one finding', () => {
  const two: Files = { ...base, 'route.yaml': named('a'), 'more.yaml': named('b') };
  test.each<[what: string, head: Files, expected: string]>([
    [
      'a listener that is renamed',
      { ...two, 'gateway.yaml': gateway([listener('web')], { className: 'managed' }) },
      'gateway.yaml route-section-not-found: Accepted=False, NoMatchingParent, and the routes are not served there',
    ],
    [
      'a Gateway that is renamed',
      { ...two, 'gateway.yaml': gateway([listener('http')], { className: 'managed', name: 'new' }) },
      'gateway.yaml route-parent-not-found: no status is written for this parent, and the routes are not served there',
    ],
    [
      'a Service that goes',
      without('service.yaml', two),
      'more.yaml backend-not-found: requests that would go there are not served',
    ],
  ])('%s', (_, head, expected) => {
    expect(said(head, two)).toEqual([expected]);
  });
});
