import { complete } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';
import { clusterPlugin, configuredBy, naming, plugin, secret } from './plugin-files.ts';

const auth = { 'plugin.yaml': configuredBy('auth') };
const external = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: auth, namespace: shop}
spec: {data: []}
`;

testRule('plugin-secret-not-found', {
  valid: {
    'a Secret with the key': naming('auth', { ...auth, 'secret.yaml': secret('auth', ['config']) }),
    'a Secret that may stand elsewhere': naming('auth', auth),
    'a Secret that an operator makes': naming('auth', { ...auth, ...complete('Secret'), 'secret.yaml': external }),
    'a Secret that somebody fills': naming('auth', {
      ...auth,
      'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: auth, namespace: shop}\n',
    }),
    'a plugin that nobody names': naming('', { ...auth, 'secret.yaml': secret('auth', ['other']) }),
    'a configuration of its own': naming('auth', { 'plugin.yaml': plugin('auth') }),
  },
  invalid: {
    'a key that is not there': [
      naming('auth', { ...auth, 'secret.yaml': secret('auth', ['other']) }),
      'plugin.yaml:9 KongPlugin shop/auth takes its configuration from Secret shop/auth, which has no key "config". The controller then leaves the plugin out. After merge: the route is served without key-auth',
    ],
    'a Secret that is nowhere': [
      naming('auth', { ...auth, ...complete('Secret') }),
      'plugin.yaml:9 which is not in the repository that holds all of them',
    ],
    'a patch': [
      naming('auth', {
        ...complete('Secret'),
        'plugin.yaml': plugin('auth', {
          more: 'configPatches:\n  - path: /key\n    valueFrom:\n      secretKeyRef:\n        name: auth\n        key: config\n',
        }),
      }),
      'plugin.yaml:11 KongPlugin shop/auth takes its configuration from Secret shop/auth',
    ],
    'a global plugin': [
      naming('', {
        ...complete('Secret'),
        'plugin.yaml': clusterPlugin(
          'auth',
          'kong',
          'configFrom:\n  secretKeyRef:\n    name: auth\n    namespace: kong\n    key: config\n',
        ).replace('  annotations', '  labels: {global: "true"}\n  annotations'),
      }),
      'plugin.yaml:10 all routes are served without key-auth',
    ],
  },
});

testChange('plugin-secret-not-found', {
  silent: {
    'a Secret that an operator makes now': [
      naming('auth', { ...auth, 'secret.yaml': secret('auth', ['config']) }),
      naming('auth', { ...auth, 'secret.yaml': external }),
    ],
  },
  told: {
    'a Secret that is removed': [
      naming('auth', { ...auth, 'secret.yaml': secret('auth', ['config']) }),
      naming('auth', auth),
      'plugin.yaml:9 takes its configuration from Secret shop/auth, which this change removes',
    ],
    'a key that is renamed': [
      naming('auth', { ...auth, 'secret.yaml': secret('auth', ['config']) }),
      naming('auth', { ...auth, 'secret.yaml': secret('auth', ['conf']) }),
      'secret.yaml:6 which has no key "config"',
    ],
  },
});
