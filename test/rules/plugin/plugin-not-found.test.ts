import { complete, httpRoute, service } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';
import { annotated, clusterPlugin, consumer, ingress, naming, plugin, pluginGrant } from './plugin-files.ts';

const rewrite = httpRoute({
  rules: [
    {
      filters: [
        { type: 'ExtensionRef', extensionRef: { group: 'configuration.konghq.com', kind: 'KongPlugin', name: 'auth' } },
      ],
      backendRefs: [{ name: 'web', port: 80 }],
    },
  ],
});

testRule('plugin-not-found', {
  valid: {
    'a plugin that is there': naming('auth', { 'plugin.yaml': plugin('auth') }),
    'one of the cluster without a class, which may be the default one': naming('auth', {
      'plugin.yaml': clusterPlugin('auth').replace(/ {2}annotations.*\n/, ''),
    }),
    'one of the cluster': naming('auth', { 'plugin.yaml': clusterPlugin('auth') }),
    'one that may stand elsewhere': naming('auth'),
    'a sibling': naming('auth-v2', { 'plugin.yaml': plugin('auth-v1') }),
    'two of that name in other namespaces': naming('auth', {
      'a.yaml': plugin('auth', { namespace: 'a' }),
      'b.yaml': plugin('auth', { namespace: 'b' }),
    }),
    'a near one that may be made beside it': naming('key-auth', {
      'plugin.yaml': plugin('key-auht').replace('key-auht', 'key-$(X)'),
    }),
    'a Service that no route leads to': {
      ...naming('', complete('KongPlugin', 'KongClusterPlugin')),
      'other.yaml': annotated(service('other'), { 'konghq.com/plugins': 'auth' }),
    },
    'an Ingress of another class': {
      ...naming('', complete('KongPlugin', 'KongClusterPlugin')),
      'ingress.yaml': ingress({ 'konghq.com/plugins': 'auth' }).replace('"kong"', '"nginx"'),
    },
    'a consumer of another class': {
      ...naming('', complete('KongPlugin', 'KongClusterPlugin')),
      'ann.yaml': consumer('ann', { plugins: 'auth' }).replace('class: kong', 'class: other'),
    },
  },
  invalid: {
    'one that is nowhere': [
      naming('auth', complete('KongPlugin', 'KongClusterPlugin')),
      'route.yaml:5 HTTPRoute shop/web names KongPlugin shop/auth, and neither that nor a KongClusterPlugin auth is in the repository',
    ],
    'one of another class, where others may bring a plugin of the name': [
      naming('auth', { 'plugin.yaml': clusterPlugin('auth', 'other') }),
      'route.yaml:5 names KongClusterPlugin auth, which the controller does not see',
    ],
    'one without a class, and the class is not the default one': [
      naming('auth', {
        'plugin.yaml': clusterPlugin('auth').replace(/ {2}annotations.*\n/, ''),
        'ingress-class.yaml': 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: kong}\n',
      }),
      'route.yaml:5 it carries no class (kubernetes.io/ingress.class), and that of the controller is not the default one',
    ],
    'one of a class that the controller does not have': [
      naming('auth', { ...complete('KongPlugin', 'KongClusterPlugin'), 'plugin.yaml': clusterPlugin('auth', 'other') }),
      'route.yaml:5 HTTPRoute shop/web names KongClusterPlugin auth, which the controller does not see: its class (kubernetes.io/ingress.class) is "other", and no controller here has it.',
    ],
    'a typing error': [
      naming('key-auht', { 'plugin.yaml': plugin('key-auth') }),
      'route.yaml:5 which is not in the repository; KongPlugin shop/key-auth is one letter away. After merge: the route is served without key-auth',
    ],
    'the only one of the name in another namespace': [
      naming('auth', { 'plugin.yaml': plugin('auth', { namespace: 'infra' }) }),
      'route.yaml:5 is sought in shop; the only one of that name is KongPlugin infra/auth. From there it is named as infra:auth',
    ],
    'a Service behind the route': [
      {
        ...naming('', complete('KongPlugin', 'KongClusterPlugin')),
        'service.yaml': annotated(service(), { 'konghq.com/plugins': 'auth' }),
      },
      'service.yaml:5 Service shop/web names KongPlugin shop/auth',
    ],
    'an Ingress': [
      {
        ...naming('', complete('KongPlugin', 'KongClusterPlugin')),
        'ingress.yaml': ingress({ 'konghq.com/plugins': 'auth' }),
      },
      'ingress.yaml:5 Ingress shop/shop names KongPlugin shop/auth, and neither that',
    ],
    'a Service behind an Ingress alone': [
      {
        ...naming('', complete('KongPlugin', 'KongClusterPlugin')),
        'route.yaml': '',
        'ingress.yaml': ingress({}),
        'service.yaml': annotated(service(), { 'konghq.com/plugins': 'auth' }),
      },
      'service.yaml:5 Service shop/web names KongPlugin shop/auth, and neither that nor a KongClusterPlugin auth is in the repository that holds all of them. After merge: the Ingress is served without the plugin',
    ],
    'a consumer': [
      { ...naming('', complete('KongPlugin', 'KongClusterPlugin')), 'ann.yaml': consumer('ann', { plugins: 'limit' }) },
      'ann.yaml:6 requests of the consumer pass without the plugin',
    ],
    'an ExtensionRef': [
      { ...naming('', complete('KongPlugin', 'KongClusterPlugin')), 'route.yaml': rewrite },
      'route.yaml:6 HTTPRoute shop/web names KongPlugin shop/auth',
    ],
  },
});

const both = (plugins: string): string => `${annotated(httpRoute(), { 'konghq.com/plugins': plugins })}---
${annotated(httpRoute().replace('name: web', 'name: app'), { 'konghq.com/plugins': plugins })}`;

testChange('plugin-not-found', {
  silent: {
    'a plugin that goes with its name': [naming('auth', { 'plugin.yaml': plugin('auth') }), naming('')],
    'a plugin that moves to another file': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', { 'other.yaml': plugin('auth') }),
    ],
    'one of the cluster takes its place': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', { 'plugin.yaml': clusterPlugin('auth') }),
    ],
    'one of another namespace': [
      naming('auth', { 'a.yaml': plugin('auth', { namespace: 'a' }), 'b.yaml': plugin('auth', { namespace: 'b' }) }),
      naming('auth', { 'b.yaml': plugin('auth', { namespace: 'b' }), 'c.yaml': plugin('auth', { namespace: 'c' }) }),
    ],
    'a chart that may bring it': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', {
        'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: auth, namespace: argocd}
spec:
  source: {repoURL: https://charts.example.com, chart: auth, targetRevision: 1.0.0}
  destination: {server: https://kubernetes.default.svc, namespace: shop}
`,
      }),
    ],
    'a file that is no longer YAML': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', { 'plugin.yaml': `${plugin('auth')}config: {a: "b\n` }),
    ],
    'a template that may bring it': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', {
        'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
        'chart/templates/plugin.yaml': plugin('{{ .Values.plugin }}'),
      }),
    ],
  },
  told: {
    'a plugin that is removed with its file': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth'),
      'route.yaml:5 HTTPRoute shop/web names KongPlugin shop/auth, which this change removes. After merge: the route is served without key-auth',
    ],
    'a plugin that is renamed': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', { 'plugin.yaml': plugin('key-auth-of-shop') }),
      'plugin.yaml:4 which this change removes',
    ],
    'a plugin that is moved to another namespace': [
      naming('auth', { 'plugin.yaml': plugin('auth') }),
      naming('auth', { 'plugin.yaml': plugin('auth', { namespace: 'infra' }) }),
      'plugin.yaml:5 HTTPRoute shop/web names KongPlugin shop/auth, which this change removes',
    ],
    'a plugin of an Ingress': [
      naming('', { 'plugin.yaml': plugin('auth'), 'ingress.yaml': ingress({ 'konghq.com/plugins': 'auth' }) }),
      naming('', { 'ingress.yaml': ingress({ 'konghq.com/plugins': 'auth' }) }),
      'ingress.yaml:5 Ingress shop/shop names KongPlugin shop/auth, which this change removes. After merge: the Ingress is served without key-auth',
    ],
    'a class that is changed': [
      naming('auth', { 'plugin.yaml': clusterPlugin('auth') }),
      naming('auth', { 'plugin.yaml': clusterPlugin('auth', 'nginx') }),
      'plugin.yaml:5 HTTPRoute shop/web names KongClusterPlugin auth, which the controller does not see: its class (kubernetes.io/ingress.class) is "nginx"',
    ],
    'two routes': [
      { ...naming('auth', { 'plugin.yaml': plugin('auth') }), 'route.yaml': both('auth') },
      { ...naming('auth'), 'route.yaml': both('auth') },
      'route.yaml:5 HTTPRoute shop/web and 1 more name KongPlugin shop/auth, which this change removes. After merge: 2 routes are served without key-auth',
    ],
    'a plugin of another namespace with its grant': [
      naming('infra:auth', {
        'grant.yaml': pluginGrant('infra'),
        'plugin.yaml': plugin('auth', { namespace: 'infra' }),
      }),
      naming('infra:auth', { 'grant.yaml': pluginGrant('infra') }),
      'route.yaml:5 KongPlugin infra/auth, which this change removes',
    ],
  },
});
