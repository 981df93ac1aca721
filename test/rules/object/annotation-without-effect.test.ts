import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { kongWithService } from '../../manifests/kong.ts';
import { annotated, ingress } from '../plugin/plugin-files.ts';
import { clusterFiles, httpRoute, service } from '../route/route-files.ts';
import { testRule } from '../rule-cases.ts';

type Annotations = Readonly<Record<string, string>>;

const onRoute = (annotations: Annotations, more: Files = {}, kind = 'HTTPRoute'): Files =>
  clusterFiles(annotated(httpRoute({ kind }), annotations), { more });

const onService = (annotations: Annotations): Files =>
  clusterFiles(httpRoute(), { more: { 'service.yaml': annotated(service(), annotations) } });

/** Kong with a release of the controller and a router. */
const kong = (release: string, flavor = 'traditional'): Files => ({
  'kong.yaml': kongWithService({
    ports: ['80 8000', '443 8443'],
    controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/proxy',
  })
    .replaceAll(/kubernetes-ingress-controller:[\w.]+/g, `kubernetes-ingress-controller:${release}`)
    .replace(/env:\n( +)/, `env:\n$1- {name: KONG_ROUTER_FLAVOR, value: ${flavor}}\n$1`),
});

const onGateway = (annotations: Annotations): Files => {
  const files = clusterFiles(httpRoute());
  return { ...files, 'gateway.yaml': annotated(files['gateway.yaml'] ?? '', annotations) };
};

const onIngress = (annotations: Annotations): Files =>
  clusterFiles(httpRoute(), { more: { 'ingress.yaml': ingress(annotations) } });

const redirect = { 'konghq.com/https-redirect-status-code': '301' };

testRule('annotation-without-effect', {
  valid: {
    'what is read on Ingresses': onIngress({
      'konghq.com/rewrite': '/a',
      'konghq.com/regex-prefix': '/@',
      'konghq.com/methods': 'GET',
      'konghq.com/protocols': 'htps',
    }),
    'what is read on Gateways': onGateway({ 'konghq.com/publish-service': 'kong/proxy', 'example.com/plugins': 'a' }),
    'an Ingress that takes HTTPS alone': onIngress({ ...redirect, 'konghq.com/protocols': 'https' }),
    'an Ingress with a KongIngress, which may make it take HTTPS alone': {
      ...onIngress({ ...redirect, 'konghq.com/override': 'https-only' }),
      ...kong('2.12'),
    },
    'an Ingress that is made to': onIngress({ ...redirect, 'ingress.kubernetes.io/force-ssl-redirect': 'true' }),
    'what is read on routes': onRoute({
      'konghq.com/strip-path': 'TRUE',
      'konghq.com/preserve-host': 'false',
      'konghq.com/request-buffering': 'F',
      'konghq.com/methods': 'get, PUT',
      'konghq.com/headers.x-team': 'a,b',
      'konghq.com/regex-priority': '-5',
      'konghq.com/host-aliases': '*.a.com, b.com',
      'konghq.com/snis': '',
      'konghq.com/tags': 'a',
    }),
    'what is read on Services': onService({
      'konghq.com/protocol': 'https',
      'konghq.com/path': '/v1',
      'konghq.com/retries': '3',
      'konghq.com/connect-timeout': '60000',
      'konghq.com/upstream-policy': 'x',
      'konghq.com/plugins': 'a',
    }),
    'annotations of others': onRoute({
      'konghq.com/something-else': 'x',
      'nginx.ingress.kubernetes.io/rewrite-target': '/',
      'example.com/strip-path': 'maybe',
    }),
    'a value that is filled in': onRoute({ 'konghq.com/strip-path': '${STRIP}' }),
    'a Service that no route leads to': {
      ...clusterFiles(httpRoute()),
      'other.yaml': annotated(service('other'), { 'konghq.com/strip-path': 'true' }),
    },
    'a redirect of a route that takes HTTPS alone': onRoute({ ...redirect, 'konghq.com/protocols': 'https' }),
  },
  invalid: {
    'a redirect of an Ingress that takes plain HTTP': [
      onIngress(redirect),
      'ingress.yaml:5 Ingress shop/shop has konghq.com/https-redirect-status-code, and takes plain HTTP by default: Kong serves such requests and redirects none. Only a route with konghq.com/protocols "https" is redirected.',
    ],
    'plugins on a Gateway': [
      onGateway({ 'konghq.com/plugins': 'key-auth' }),
      'gateway.yaml:5 Gateway kong/edge has konghq.com/plugins, which the controller reads on routes and not on a Gateway: put it on the routes that lead here.',
    ],
    'an annotation of GatewayClasses on a Gateway': [
      onGateway({ 'konghq.com/gatewayclass-unmanaged': 'true' }),
      'gateway.yaml:5 which the controller reads on GatewayClasses and not on a Gateway',
    ],
    'an annotation of Services on an Ingress': [
      onIngress({ 'konghq.com/path': '/a' }),
      'ingress.yaml:5 which the controller reads on Services and not on an Ingress',
    ],
    'a key that is misspelt': [
      onRoute({ 'konghq.com/plugin': 'auth' }),
      'route.yaml:5 HTTPRoute shop/web has konghq.com/plugin, which the controller does not read; konghq.com/plugins is one that it does',
    ],
    'a key with other capitals': [
      onService({ 'konghq.com/Protocol': 'https' }),
      'service.yaml:5 konghq.com/protocol is one that it does',
    ],
    'a prefix that was read once': [
      onService({ 'configuration.konghq.com/protocol': 'https' }),
      'service.yaml:5 has configuration.konghq.com/protocol, which the controller does not read; konghq.com/protocol is one',
    ],
    'a plugin by its type, as long ago': [
      onService({ 'key-auth.plugin.konghq.com': 'auth', 'cors.plugin.konghq.com': 'cors' }),
      'service.yaml:5 has key-auth.plugin.konghq.com, which the controller does not read; konghq.com/plugins is one',
      'service.yaml:5 has cors.plugin.konghq.com, which the controller does not read; konghq.com/plugins is one',
    ],
    'the protocol of a Service on a route': [
      onRoute({ 'konghq.com/protocol': 'https' }),
      'route.yaml:5 which the controller reads on Services and not on a HTTPRoute: put it on the Services that the route leads to. Here konghq.com/protocols counts',
    ],
    'the protocols of a route on a Service': [
      onService({ 'konghq.com/protocols': 'https' }),
      'service.yaml:5 which the controller reads on routes and not on a Service. Here konghq.com/protocol counts',
    ],
    'a route’s on a Service': [
      onService({ 'konghq.com/strip-path': 'true' }),
      'service.yaml:5 put it on the routes that lead here',
    ],
    'an Ingress’s on a route': [
      onRoute({ 'konghq.com/rewrite': '/a' }),
      'route.yaml:5 which the controller reads on Ingresses and not on a HTTPRoute',
    ],
    'a KongIngress on a route': [
      onRoute({ 'konghq.com/override': 'a' }),
      'route.yaml:5 which the controller does not read on routes any more since release 3.0.0',
    ],
    'a number with a unit': [
      onService({ 'konghq.com/connect-timeout': '60s' }),
      'service.yaml:5 whose value "60s" is ignored without a word: the controller expects a whole number without a unit',
    ],
    'one protocol of several that is none': [
      onRoute({ 'konghq.com/protocols': 'https,htps' }),
      'route.yaml:5 whose value "https,htps" is ignored',
    ],
    'a code that is none': [
      onRoute({ 'konghq.com/https-redirect-status-code': '303' }),
      'route.yaml:5 the controller expects 301, 302, 307, 308 or 426',
    ],
    'a wildcard among SNIs': [onRoute({ 'konghq.com/snis': '*.a.com' }), 'route.yaml:5 without wildcards'],
    'a path without its slash': [onService({ 'konghq.com/path': 'v1' }), 'service.yaml:5 a path that begins with /'],
    'headers without a name': [onRoute({ 'konghq.com/headers': 'a' }), 'route.yaml:5 konghq.com/headers.NAME is one'],
    'a setting of a later release': [
      { ...onService({ 'konghq.com/tls-verify': 'true' }), ...kong('3.3.1') },
      'service.yaml:5 which the controller reads from release 3.4.0 on, and the one here is older',
    ],
    'a router that takes expressions': [
      onRoute({ 'konghq.com/methods': 'GET', 'konghq.com/strip-path': 'true' }, kong('3.5.13', 'expressions')),
      'route.yaml:5 has konghq.com/methods, which the controller leaves out where Kong’s router takes expressions',
    ],
    'a redirect of a route that names HTTP': [
      onRoute({ ...redirect, 'konghq.com/protocols': 'http,https' }),
      'route.yaml:5 and takes plain HTTP by its annotation konghq.com/protocols',
    ],
    'a redirect of a route at an HTTP listener': [
      onRoute(redirect, kong('3.5.13')),
      'route.yaml:5 and takes plain HTTP from a listener with protocol HTTP',
    ],
    'a redirect in an older release': [
      onRoute(redirect, kong('3.5.4')),
      'route.yaml:5 and takes plain HTTP by default',
    ],
  },
});

test('of two keys that mean one, neither is renamed', () => {
  const suggested = (...annotations: readonly string[]) => {
    const lines = annotations.map((each) => `\n    ${each}`).join('');
    const text = service().replace(/\n {2}name: .*/, (name) => `${name}\n  annotations:${lines}`);
    const { findings } = reviewFiles(clusterFiles(httpRoute(), { more: { 'service.yaml': text } }));
    return findings.map(({ suggestion }) => suggestion?.replacement ?? null);
  };
  expect(suggested('key-auth.plugin.konghq.com: auth', 'cors.plugin.konghq.com: cors')).toEqual([null, null]);
  expect(suggested('konghq.com/plugin: auth', 'konghq.com/plugins: cors')).toEqual([null]);
  expect(suggested('cors.plugin.konghq.com: cors')).toEqual(['    konghq.com/plugins: cors']);
});
