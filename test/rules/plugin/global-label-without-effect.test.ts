import { testRule } from '../rule-cases.ts';
import { clusterPlugin, naming, plugin } from './plugin-files.ts';

const labelled = (name: string, value = '"true"'): string =>
  plugin(name).replace('  namespace', `  labels: {global: ${value}}\n  namespace`);

testRule('global-label-without-effect', {
  valid: {
    'one that a route names': naming('auth', { 'auth.yaml': labelled('auth') }),
    'another value': naming('', { 'auth.yaml': labelled('auth', '"false"') }),
    'a plugin of the cluster': naming('', {
      'auth.yaml': clusterPlugin('auth').replace('  annotations', '  labels: {global: "true"}\n  annotations'),
    }),
    'no controller in the repository': { 'auth.yaml': labelled('auth') },
  },
  invalid: {
    'one that nothing names': [
      naming('', { 'auth.yaml': labelled('auth') }),
      'auth.yaml:5 KongPlugin shop/auth is labelled global: "true", which counts on a KongClusterPlugin and not on a KongPlugin. Nothing in the repository names the plugin. After merge: key-auth does not act on all requests',
    ],
  },
});
