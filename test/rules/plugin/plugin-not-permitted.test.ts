import { complete, service } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';
import { annotated, consumer, naming, plugin, pluginGrant } from './plugin-files.ts';

const infra = { 'plugin.yaml': plugin('auth', { namespace: 'infra' }) };

testRule('plugin-not-permitted', {
  valid: {
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
    'a grant for another plugin': [
      naming('infra:auth', { ...infra, 'grant.yaml': pluginGrant('infra', {}, 'cors') }),
      'route.yaml:5 HTTPRoute shop/web names KongPlugin infra/auth, and no ReferenceGrant in infra lets HTTPRoutes of shop name it. After merge: the route is served without key-auth',
    ],
    'no grant at all': [
      naming('infra:auth', { ...infra, ...complete('ReferenceGrant') }),
      'route.yaml:5 no ReferenceGrant in infra lets HTTPRoutes of shop name it',
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
