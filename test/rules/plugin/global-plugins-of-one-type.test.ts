import { testChange, testRule } from '../rule-cases.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { clusterFiles, httpRoute } from '../route/route-files.ts';
import { clusterPlugin } from './plugin-files.ts';

const global = (name: string, { ingressClass = 'kong', type = 'key-auth', more = '' } = {}): string =>
  clusterPlugin(name, ingressClass, more)
    .replace('  annotations', '  labels: {global: "true"}\n  annotations')
    .replace('plugin: key-auth', `plugin: ${type}`);
const kong = clusterFiles(httpRoute());
const one = { ...kong, 'a.yaml': global('a') };

const remote = 'https://eu.example.com';
const plugins = (path: string, server?: string): string =>
  kongApplication('', { name: `plugins-${path}`, ...(server === undefined ? {} : { server }) })
    .replace(/ {4}chart: .*\n/, `    path: ${path}\n`)
    .replace('https://charts.konghq.com', 'https://git.example.com/acme/gitops');

testRule('global-plugins-of-one-type', {
  valid: {
    'two clusters, of which one is that of Argo CD itself': {
      'home.yaml': kongApplication(),
      'remote.yaml': kongApplication('', { name: 'kong-eu', server: remote }),
      'plugins.yaml': `${plugins('us')}---\n${plugins('eu', remote)}`,
      'us/a.yaml': global('a'),
      'eu/b.yaml': global('b'),
    },
    'two types': { ...one, 'b.yaml': global('b', { type: 'cors' }) },
    'two classes': { ...one, 'b.yaml': global('b', { ingressClass: 'internal' }) },
    'one without the label': { ...one, 'b.yaml': clusterPlugin('b') },
    'a class that no controller of the repository reads': {
      ...kong,
      'a.yaml': global('a', { ingressClass: 'internal' }),
      'b.yaml': global('b', { ingressClass: 'internal' }),
    },
    'one of a Secret that may not be there': {
      ...one,
      'b.yaml': global('b', { more: 'configFrom: {secretKeyRef: {name: a, key: b, namespace: kong}}\n' }),
    },
    'a controller that reads no plugins of the cluster': {
      ...one,
      'kong.yaml': (kong['kong.yaml'] ?? '').replace(
        '        - {name: CONTROLLER_PUBLISH_SERVICE',
        '        - {name: CONTROLLER_ENABLE_CONTROLLER_KONGCLUSTERPLUGIN, value: "false"}\n        - {name: CONTROLLER_PUBLISH_SERVICE',
      ),
      'b.yaml': global('b'),
    },
  },
  invalid: {
    'two of one type': [
      { ...one, 'b.yaml': global('b') },
      'b.yaml:4 KongClusterPlugin b and KongClusterPlugin a are both for all requests (label global: "true") and of the type key-auth. The controller kong/kong then applies neither. Keep one of them. After merge: key-auth acts on no request',
    ],
    'one that is switched off': [
      { ...one, 'b.yaml': global('b', { more: 'disabled: true\n' }) },
      'b.yaml:4 of the type',
    ],
  },
});

testChange('global-plugins-of-one-type', {
  silent: { 'one that gets another name': [one, { ...kong, 'a.yaml': global('b') }] },
  told: {
    'a second one': [{ ...kong, 'b.yaml': global('b') }, { ...one, 'b.yaml': global('b') }, 'a.yaml:4 and of the type'],
  },
});
