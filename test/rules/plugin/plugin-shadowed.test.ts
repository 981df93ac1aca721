import { service } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';
import { annotated, consumer, naming, plugin } from './plugin-files.ts';

const limit = { 'plugin.yaml': plugin('limit', { type: 'rate-limiting', more: 'config: {minute: 5}\n' }) };
const ann = { 'ann.yaml': consumer('ann', { plugins: 'limit' }) };

testRule('plugin-shadowed', {
  valid: {
    'a consumer alone': naming('', { ...limit, ...ann }),
    'a route alone': naming('limit', limit),
    'a type that takes no consumer': naming('auth', {
      'plugin.yaml': plugin('auth'),
      'ann.yaml': consumer('ann', { plugins: 'auth' }),
    }),
    'a plugin of one’s own': naming('limit', { 'plugin.yaml': plugin('limit', { type: 'mine' }), ...ann }),
    'two plugins of one type': naming('other', {
      ...limit,
      ...ann,
      'other.yaml': plugin('other', { type: 'rate-limiting', more: 'config: {minute: 5}\n' }),
    }),
    'a consumer of another class': naming('limit', {
      ...limit,
      'ann.yaml': consumer('ann', { plugins: 'limit' }).replace('class: kong', 'class: other'),
    }),
  },
  invalid: {
    'a route and a consumer': [
      naming('limit', { ...limit, ...ann }),
      'ann.yaml:6 KongConsumer shop/ann names KongPlugin shop/limit, and so does HTTPRoute shop/web. Kong then gets it for the two together, and for neither alone. After merge: rate-limiting acts on requests of KongConsumer shop/ann there, and on nobody else',
    ],
    'a Service and a consumer': [
      {
        ...naming('', { ...limit, ...ann }),
        'service.yaml': annotated(service(), { 'konghq.com/plugins': 'limit' }),
      },
      'ann.yaml:6 and so does Service shop/web',
    ],
  },
});

testChange('plugin-shadowed', {
  silent: {
    'what was so before': [
      naming('limit', { ...limit, ...ann }),
      naming('limit', { ...limit, ...ann, 'a.yaml': 'a: 1\n' }),
    ],
  },
  told: {
    'a route that names it too': [
      naming('', { ...limit, ...ann }),
      naming('limit', { ...limit, ...ann }),
      'route.yaml:5 KongConsumer shop/ann names KongPlugin shop/limit',
    ],
  },
});
