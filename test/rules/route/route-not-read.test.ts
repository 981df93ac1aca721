import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { kongWithService } from '../../manifests/kong.ts';
import { testRule } from '../rule-cases.ts';
import { clusterFiles, httpRoute } from './route-files.ts';

const set = (setting: string): Files => ({
  'kong.yaml': kongWithService({ controllerSettings: `CONTROLLER_PUBLISH_SERVICE: kong/proxy\n${setting}` }),
});
const watching = (...namespaces: readonly string[]): Files =>
  set(`CONTROLLER_WATCH_NAMESPACE: ${namespaces.join(',')}`);
const withKong = (more: Files, route = httpRoute()): Files => ({ ...clusterFiles(route), ...more });
const inNamespace = (namespace: string): string => httpRoute().replace('namespace: shop', `namespace: ${namespace}`);

testRule('route-not-read', {
  valid: {
    'all namespaces': clusterFiles(httpRoute()),
    'the namespace of the route': withKong(watching('kong', 'shop')),
    'the namespace of the publish Service, which is watched anyway': withKong(watching('shop'), inNamespace('kong')),
    'a namespace that is filled in on the way to the cluster': withKong(watching('kong'), inNamespace('${TEAM}')),
    'a namespace that somebody is told to write': withKong(watching('kong'), inNamespace('<namespace>')),
    'a namespace that somebody is told to watch': withKong(watching('kong', 'CHANGE_ME')),
    'a Gateway of nobody here': withKong(
      watching('kong'),
      httpRoute({ parents: [{ name: 'other', namespace: 'kong' }] }),
    ),
    'another kind switched off': withKong(set('CONTROLLER_ENABLE_CONTROLLER_GWAPI_GRPCROUTE: false')),
  },
  invalid: {
    'another namespace': [
      withKong(watching('kong', 'store')),
      'route.yaml:4 HTTPRoute shop/web is not looked at: the controller kong/kong watches the namespaces kong and store alone. After merge: the route gets no status and no traffic from Kong',
    ],
    'a namespace with a blank, which nothing cuts off': [
      withKong(set('CONTROLLER_WATCH_NAMESPACE: kong, shop')),
      'route.yaml:4 HTTPRoute shop/web is not looked at: the controller kong/kong watches the namespaces kong and " shop" alone. After merge: the route gets no status and no traffic from Kong',
    ],
    'its kind switched off': [
      withKong(set('CONTROLLER_ENABLE_CONTROLLER_GWAPI_HTTPROUTE: false')),
      'route.yaml:4 HTTPRoute shop/web is not looked at: the controller kong/kong has enable-controller-gwapi-httproute=false',
    ],
  },
});

test('a change of the setting is one finding on it, whatever number of routes', () => {
  const base = withKong(
    watching('kong', 'shop'),
    `${httpRoute()}---\n${httpRoute().replace('name: web', 'name: api')}`,
  );
  const { findings } = reviewFiles({ ...base, ...watching('kong', 'store') }, base, ['route-not-read']);
  expect(findings.map(({ at, statement }) => [at.path, statement])).toEqual([
    ['kong.yaml', expect.stringMatching(/^HTTPRoute shop\/\w+ and 1 more route are not looked at/)],
  ]);
});
