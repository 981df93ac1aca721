import { gateway, gatewayClass } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import type { Files } from '../../../src/review/in-memory.ts';
import { testRule } from '../rule-cases.ts';

interface Setup {
  readonly image?: string;
  readonly database?: string;
  readonly env?: string;
  readonly gates?: string;
}

/** Kong and its controller in one Pod. */
const kong = ({ image = 'kong:3.9.1', database = 'off', env = '', gates }: Setup = {}): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: kong, namespace: kong}
spec:
  selector: {matchLabels: {app: kong}}
  template:
    metadata: {labels: {app: kong}}
    spec:
      containers:
        - name: proxy
          image: ${image}
          env: [{name: KONG_DATABASE, value: "${database}"}, {name: KONG_PROXY_LISTEN, value: "0.0.0.0:8000"}${env}]
        - name: ingress-controller
          image: kong/kubernetes-ingress-controller:3.5.13
          env:
            - {name: CONTROLLER_KONG_ADMIN_URL, value: "https://localhost:8444"}
            - {name: CONTROLLER_PUBLISH_SERVICE, value: kong/proxy}
${gates === undefined ? '' : `            - {name: CONTROLLER_FEATURE_GATES, value: "${gates}"}\n`}---
apiVersion: v1
kind: Service
metadata: {name: proxy, namespace: kong}
spec: {selector: {app: kong}, ports: [{name: http, port: 80, targetPort: 8000}]}
`;

/** The configuration stands on line 6. */
const plugin = (config: string, name = 'rate-limiting', more = ''): string =>
  `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: it, namespace: kong}
plugin: ${name}
${config === '' ? '' : `config:\n  ${config}\n`}${more}`;

const clusterPlugin = (config: string, labels: string): string =>
  `apiVersion: configuration.konghq.com/v1
kind: KongClusterPlugin
metadata: {name: it, annotations: {kubernetes.io/ingress.class: kong}, labels: {${labels}}}
plugin: rate-limiting
config:
  ${config}
`;

const route = (annotations: object = { 'konghq.com/plugins': 'it' }): string =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: kong, annotations: ${JSON.stringify(annotations)}}
spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: shop, port: 80}]}]}
`;

/** A match for the header Host. */
const hostMatch = route({}).replace('rules: [{', 'rules: [{matches: [{headers: [{name: Host, value: a.com}]}], ');

const service = (annotations = ''): string =>
  `apiVersion: v1
kind: Service
metadata: {name: shop, namespace: kong${annotations}}
spec: {selector: {app: shop}, ports: [{port: 80}]}
`;

const consumer = `apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: ann, namespace: kong, annotations: {kubernetes.io/ingress.class: kong, konghq.com/plugins: it}}
username: ann
`;

const tree = (written: string, setup?: Setup): Files => ({
  'class.yaml': gatewayClass(),
  'gateway.yaml': gateway(['http HTTP 80']),
  'kong.yaml': kong(setup),
  'plugin.yaml': written,
  'route.yaml': route(),
  'service.yaml': service(),
});

const wrong = plugin('minute: "5"');

/** A second consumer called as the first one, of a class. */
const twoConsumers = (ingressClass: string): Files => ({
  ...tree(plugin('minute: 5')),
  'consumer.yaml': consumer,
  'route.yaml': route({}),
  'other.yaml': `apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: it, namespace: shop, annotations: {kubernetes.io/ingress.class: ${ingressClass}}}
username: ann
`,
});

testRule('kong-refuses-configuration', {
  valid: {
    'a controller whose gates are not known': tree(wrong, { gates: '${GATES}' }),
    'a configuration that Kong takes': tree(plugin('minute: 5')),
    'a plugin that nobody names': { ...tree(wrong), 'route.yaml': route({}) },
    'an image that may hold anything': tree(wrong, { image: 'example.com/kong:3.9.1' }),
    'Kong Enterprise': tree(wrong, { image: 'kong/kong-gateway:3.9' }),
    'a release that is not known': tree(wrong, { image: 'kong:3.11.0' }),
    'a Kong with a database': tree(wrong, { database: 'postgres' }),
    'a plugin of its own': tree(plugin('a: 1', 'mine'), { env: ', {name: KONG_PLUGINS, value: "bundled,mine"}' }),
    'a bundled plugin that may be replaced': tree(wrong, {
      env: ', {name: KONG_PLUGINS, value: "bundled,rate-limiting"}',
    }),
    'a value that is filled in later': tree(plugin('minute: ${MINUTE}')),
    'a name that is filled in later': tree(plugin('minute: "5"', '"${PLUGIN}"')),
    'a configuration from a Secret': tree(
      plugin('', 'rate-limiting', 'configFrom: {secretKeyRef: {name: a, key: b}}\n'),
    ),
    'a configuration with patches': tree(
      plugin('minute: 5', 'tcp-log', 'configPatches: [{path: /host, valueFrom: {secretKeyRef: {name: a, key: b}}}]\n'),
    ),
    'a field that one of the possible releases has': tree(plugin('minute: 5', 'rate-limiting'), { image: 'kong:3.4' }),
    'a chart that mounts the plugin': {
      ...withChart(['http HTTP 80'], 'plugins: {configMaps: [{name: a, pluginName: rate-limiting}]}\n'),
      'plugin.yaml': wrong,
      'route.yaml': route(),
      'service.yaml': service(),
    },
    'a plugin of the cluster of another class': {
      ...tree(clusterPlugin('minute: "5"', 'global: "true"').replace('class: kong', 'class: other')),
      'route.yaml': route({}),
    },
    'a header that only some routers refuse, and a router that is not known': {
      ...tree(plugin('minute: 5'), {
        env: ', {name: KONG_ROUTER_FLAVOR, valueFrom: {secretKeyRef: {name: a, key: b}}}',
      }),
      'route.yaml': hostMatch,
    },
    'a controller whose translation was not read': {
      ...tree(plugin('minute: 5')),
      'kong.yaml': kong().replace(':3.5.13', ':3.2.4'),
      'route.yaml': hostMatch,
    },
    'a route that a Gateway of another repository may hold up': {
      ...tree(plugin('minute: 5')),
      'route.yaml': hostMatch.replace('[{name: edge}]', '[{name: edge}, {name: other}]'),
    },
    'a route that no listener takes': {
      ...tree(plugin('minute: 5')),
      'route.yaml': hostMatch.replace('[{name: edge}]', '[{name: edge, sectionName: other}]'),
    },
    'a header that is filled in later': {
      ...tree(plugin('minute: 5')),
      'route.yaml': hostMatch.replace('Host', '"${H}"'),
    },
    'a timeout whose Service is elsewhere': {
      ...tree(plugin('minute: 5')),
      'route.yaml': hostMatch.replace(/matches: .*?\}\]\}\]/, 'timeouts: {backendRequest: 0s}'),
      'service.yaml': '',
    },
    'two plugins of a type of which a consumer names one': {
      ...tree(`${plugin('minute: 5')}---\n${plugin('minute: 6').replace('name: it', 'name: too')}`),
      'route.yaml': route({ 'konghq.com/plugins': 'it,too' }),
      'consumer.yaml': consumer,
    },
    'two consumers of one username, of which one is another controller’s': twoConsumers('other'),
    'two consumers, where the controller leaves out what stands twice': {
      ...twoConsumers('kong'),
      'kong.yaml': kong({ gates: 'FallbackConfiguration=true' }),
    },
    'two global plugins of a type, which cancel each other': {
      ...tree(clusterPlugin('minute: "5"', 'global: "true"')),
      'other.yaml': clusterPlugin('minute: "5"', 'global: "true"').replace('name: it', 'name: other'),
      'route.yaml': route({}),
    },
  },
  invalid: {
    'a controller that leaves out what is refused': [
      tree(wrong, { gates: 'FallbackConfiguration=true' }),
      'plugin.yaml:6 After merge: Kong refuses that, and kong/kong leaves it out with all that depends on it, or keeps their last valid state: all else arrives.',
    ],
    'two consumers of one username': [
      twoConsumers('kong'),
      'other.yaml:4 KongConsumer shop/it: its username "ann" is that of KongConsumer kong/ann too, and Kong 3.9.1 takes every username once. Give one of them another, or make them one.',
    ],
    'a number in quotes': [
      tree(wrong),
      'plugin.yaml:6 KongPlugin kong/it: config.minute is "5", and rate-limiting of Kong 3.9.1 expects a number.',
    ],
    'a key that is misspelt is one mistake': [
      tree(plugin('minutes: 5')),
      'plugin.yaml:6 rate-limiting of Kong 3.9.1 has no field config.minutes; minute is one',
    ],
    'nothing at all': [
      tree(plugin('policy: local')),
      'plugin.yaml:4 rate-limiting of Kong 3.9.1 needs at least one of config.second, config.minute',
    ],
    'a plugin of Kong Enterprise': [
      tree(plugin('minute: 5', 'rate-limiting-advanced')),
      'plugin.yaml:4 Kong 3.9.1 has no plugin "rate-limiting-advanced"',
    ],
    'what every patch release refuses': [
      tree(wrong, { image: 'kong:3.9' }),
      'plugin.yaml:6 rate-limiting of Kong 3.9 expects a number',
    ],
    'a disabled plugin': [tree(plugin('minute: "5"', 'rate-limiting', 'disabled: true\n')), 'plugin.yaml:6 a number'],
    'a plugin of a Service': [
      { ...tree(wrong), 'route.yaml': route({}), 'service.yaml': service(', annotations: {konghq.com/plugins: it}') },
      'plugin.yaml:6 a number',
    ],
    'a plugin of a consumer': [
      { ...tree(wrong), 'route.yaml': route({}), 'consumer.yaml': consumer },
      'plugin.yaml:6 a number',
    ],
    'a plugin that takes no consumer': [
      { ...tree(plugin('{}', 'key-auth')), 'route.yaml': route({}), 'consumer.yaml': consumer },
      'plugin.yaml:4 key-auth of Kong 3.9.1 cannot be used on a consumer, and KongConsumer kong/ann names it',
    ],
    'a global plugin': [
      { ...tree(clusterPlugin('minute: "5"', 'global: "true"')), 'route.yaml': route({}) },
      'plugin.yaml:6 KongClusterPlugin it: config.minute is "5"',
    ],
    'a plugin of the cluster that a route names': [tree(clusterPlugin('minute: "5"', '')), 'plugin.yaml:6 a number'],
    'a reference to a vault where none is taken': [
      tree(plugin('minute: "{vault://env/minute}"')),
      'plugin.yaml:6 config.minute is "{vault://env/minute}"',
    ],
    'a header that every router refuses, and a router that is not known': [
      {
        ...tree(plugin('minute: 5'), {
          env: ', {name: KONG_ROUTER_FLAVOR, valueFrom: {secretKeyRef: {name: a, key: b}}}',
        }),
        'route.yaml': hostMatch.replace('Host', 'x.y'),
      },
      'route.yaml:4 HTTPRoute kong/shop: a match asks for the header "x.y", and Kong 3.9.1 knows only',
    ],
    'a header and a plugin, which are two mistakes': [
      {
        ...tree(wrong),
        'route.yaml': route().replace('rules: [{', 'rules: [{matches: [{headers: [{name: Host, value: a}]}], '),
      },
      'plugin.yaml:6 a number',
      'route.yaml:4 Kong 3.9.1 with the router traditional_compatible takes hosts only as hostnames',
    ],
    'what the webhook of the controller may refuse before': [
      {
        ...tree(plugin('minute: 5')),
        'kong.yaml': kong().replace(
          '- {name: CONTROLLER_PUBLISH',
          '- {name: CONTROLLER_ADMISSION_WEBHOOK_LISTEN, value: "0.0.0.0:8080"}\n            - {name: CONTROLLER_PUBLISH',
        ),
        'route.yaml': hostMatch,
      },
      "route.yaml:4 The controller's webhook may refuse the route before that, where its Gateway is there already.",
    ],
    'how many routes stand still': [
      {
        ...tree(plugin('minute: 5')),
        'route.yaml': hostMatch,
        'more.yaml': route({}).replace('name: shop', 'name: more'),
      },
      'route.yaml:4 Kong refuses every update from kong/kong (3.5.13) and keeps its last configuration, for every route, 2 routes of this repository among them',
    ],
    'what Kong fails on': [
      tree(plugin('{minute: 5, policy: redis, redis_host: redis, redis_port: "6379"}')),
      `plugin.yaml:6 expects an integer. Kong's code fails on it`,
    ],
  },
});
