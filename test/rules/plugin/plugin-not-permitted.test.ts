import { complete, service } from '../route/route-files.ts';
import type { Files } from '../../../src/review/in-memory.ts';
import { testChange, testRule } from '../rule-cases.ts';
import { annotated, consumer, ingress, naming, plugin, pluginGrant } from './plugin-files.ts';

const infra = { 'plugin.yaml': plugin('auth', { namespace: 'infra' }) };

/** The same with a release of the controller. */
const inRelease = (release: string, files: Files): Files => ({
  ...files,
  'kong.yaml': (files['kong.yaml'] ?? '').replace(
    'kubernetes-ingress-controller:3.5',
    `kubernetes-ingress-controller:${release}`,
  ),
});
const granted = naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra') });

testRule('plugin-not-permitted', {
  valid: {
    'a grant, and the first release that finds it': inRelease('3.2.3', granted),
    'a release of which some patches find it': inRelease('3.2', granted),
    'an own plugin in an old release': inRelease('3.1.6', naming('auth', { 'plugin.yaml': plugin('auth') })),
    'a Service in a release that finds no grants for routes': inRelease('3.2.0', {
      ...naming('', { ...infra, 'grant.yaml': pluginGrant('infra', { kind: 'Service' }) }),
      'service.yaml': annotated(service(), { 'konghq.com/plugins': 'infra:auth' }),
    }),
    'a plugin of the own namespace': naming('auth', { 'plugin.yaml': plugin('auth') }),
    'a grant for all plugins': naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra') }),
    'a grant that may stand elsewhere': naming('infra:auth', infra),
    'a grant of which a part is filled in': naming('infra:auth', {
      ...infra,
      'grant.yaml': pluginGrant('infra', { namespace: '${TEAM}' }),
    }),
    'a grant in the own namespace for others': naming('infra:auth', {
      ...infra,
      'grant.yaml': pluginGrant('shop', { namespace: 'other' }),
    }),
  },
  invalid: {
    'a grant, and a release without names of other namespaces': [
      inRelease('3.1.6', granted),
      'route.yaml:5 HTTPRoute shop/web names KongPlugin infra/auth, and the controller kong/kong (3.1.6) knows no names with a namespace: releases from 3.2 do. After merge: the route is served without key-auth',
    ],
    'a grant, and a release that finds none for routes': [
      inRelease('3.2.2', granted),
      'route.yaml:5 the controller kong/kong (3.2.2) finds no ReferenceGrant for what routes and Ingresses name: releases from 3.2.3 do',
    ],
    'a grant for another plugin': [
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra', {}, 'cors') }),
      'route.yaml:5 HTTPRoute shop/web names KongPlugin infra/auth, and no ReferenceGrant in infra lets HTTPRoutes of shop name it. After merge: the route is served without key-auth',
    ],
    'no grant at all': [
      naming('infra:auth', { ...infra, ...complete('ReferenceGrant') }),
      'route.yaml:5 no ReferenceGrant in infra lets HTTPRoutes of shop name it',
    ],
    'no grant, and an Ingress': [
      {
        ...naming('', { ...infra, ...complete('ReferenceGrant') }),
        'ingress.yaml': ingress({ 'konghq.com/plugins': 'infra:auth' }),
      },
      'ingress.yaml:5 no ReferenceGrant in infra lets Ingresses of shop name it',
    ],
    'a grant for routes, and a Service': [
      {
        ...naming('', { ...infra, ...complete('ReferenceGrant'), 'grant.yaml': pluginGrant('infra') }),
        'service.yaml': annotated(service(), { 'konghq.com/plugins': 'infra:auth' }),
      },
      'service.yaml:5 no ReferenceGrant in infra lets Services of shop name it',
    ],
    'a consumer': [
      naming('', { ...infra, ...complete('ReferenceGrant'), 'ann.yaml': consumer('ann', { plugins: 'infra:auth' }) }),
      'ann.yaml:6 no ReferenceGrant in infra lets KongConsumers of shop name it',
    ],
    'a grant in the wrong namespace': [
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('shop') }),
      'route.yaml:5 ReferenceGrant shop/plugins permits that but stands in the wrong namespace: a grant belongs into infra',
    ],
    'the own namespace, stated': [
      naming('shop:auth', { 'plugin.yaml': plugin('auth'), ...complete('ReferenceGrant') }),
      'route.yaml:5 no ReferenceGrant in shop lets HTTPRoutes of shop name it',
    ],
  },
});

testChange('plugin-not-permitted', {
  silent: {
    'a grant that another one replaces': [
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra') }),
      naming('infra:auth', { ...infra, 'grants.yaml': pluginGrant('infra').replace('name: plugins', 'name: all') }),
    ],
  },
  told: {
    'a grant that is removed': [
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra') }),
      naming('infra:auth', infra),
      'route.yaml:5 this change takes away what ReferenceGrant infra/plugins permitted',
    ],
    'a grant that is given to another namespace': [
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra') }),
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra', { namespace: 'pay' }) }),
      'grant.yaml:6 this change takes away what ReferenceGrant infra/plugins permitted',
    ],
  },
});
