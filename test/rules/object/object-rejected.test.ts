import { gateway, gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const route = (spec: object, name = 'shop'): string =>
  manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', name, 'shop', { parentRefs: [{ name: 'edge' }], ...spec });
const plugin = (fields: string): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: limit, namespace: shop}\n${fields}`;
const named = (metadata: string): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\n${metadata}\nplugin: key-auth\n`;
const service = (ports: string, more = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: kong-proxy, namespace: kong}\nspec:\n  selector: {app: kong}\n${more}  ports: ${ports}\n`;
const bundle = (version: string, channel = 'standard'): string =>
  `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`;
const bare = { ...withChart(['{name: s, port: 443, protocol: TLS}']) };

testRule('object-rejected', {
  valid: {
    'variables of envsubst without braces': {
      'a.yaml': manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', '$APP', 'shop', {
        hostnames: ['$APP.$BASE_DOMAIN'],
      }),
    },
    'a Gateway that every bundle takes': withChart(['http HTTP 80']),
    'what some bundle takes, where none is stated': bare,
    'a bundle that takes it': { ...bare, '.github/portcullis.yml': bundle('1.4.0') },
    'a value that is filled in later': { 'a.yaml': route({ hostnames: ['${HOST}'] }) },
    'a Service that is a part of another': { 'a.yaml': service('[{port: 80}, {port: 443}]') },
    'a Service that leads nowhere, where nothing is of Kong': {
      'a.yaml': manifest('v1', 'Service', 'partner', 'shop', { type: 'ExternalName' }),
    },
    'a name that the API server makes up': { 'a.yaml': named('metadata: {generateName: limit-}') },
    'placeholders in braces that stand without quotes': {
      'a.yaml': `${route({}).replace('namespace: shop', 'namespace: {.namespace}')}---\n${named('metadata: {name: {NAME}}')}`,
      'b.yaml': route({}).replace(
        /spec: .*/s,
        'spec:\n  hostnames: [{.host}, {HOST}]\n  parentRefs: [{name: {{ gateway }}}]\n',
      ),
    },
    'a directive of another tool, which makes an object of it': {
      'a.yaml': `${route({ hostnames: ['-'] })}$apply: {fixture: {as: echo}}\n`,
      'b.yaml': `${service('[{port: 80}, {port: 443}]')}$patch: delete\n`,
    },
    'a name that is filled in later': { 'a.yaml': named('metadata: {name: "${NAME}"}') },
    'something without a name whose rules are not known': {
      'a.yaml': `${route({})}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {}\n`,
    },
    'a rule that a release of Kong did not have': {
      'a.yaml': plugin('plugin: key-auth\nconfig: {}\nconfigFrom: {secretKeyRef: {name: a, key: b}}\n'),
    },
  },
  invalid: {
    'a filter whose values read like what is to be replaced': [
      {
        'a.yaml': route({
          rules: [
            {
              matches: [{ path: { type: 'Exact', value: '/a' } }],
              filters: [
                { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
              ],
            },
          ],
        }),
      },
      'a.yaml:6 type must be PathPrefix where urlRewrite replaces the matched prefix',
    ],
    'a Service that leads nowhere, which nothing names yet': [
      { ...bare, 'a.yaml': manifest('v1', 'Service', 'partner', 'shop', { type: 'ExternalName' }) },
      'a.yaml:6 externalName is required for a Service of type ExternalName',
    ],
    'a listener twice': [
      withChart(['a HTTP 80', 'b HTTP 80']),
      'gateway.yaml:10 port 80 with protocol HTTP and no hostname',
    ],
    'a listener name twice': [withChart(['a HTTP 80', 'a HTTPS 443']), 'gateway.yaml:10 name "a" must differ'],
    'a port in quotes': [withChart(['a HTTP "80"']), 'gateway.yaml:9 port must be an integer'],
    'a bundle that does not': [
      { ...bare, '.github/portcullis.yml': bundle('1.5.0') },
      'gateway.yaml:9 listeners[s]: tls with a mode is required with protocol TLS (Gateway API 1.5.0, standard channel)',
    ],
    'a path that is none': [
      { 'a.yaml': route({ rules: [{ matches: [{ path: { value: 'shop' } }] }] }) },
      'a.yaml:6 value must begin with / where type is PathPrefix',
    ],
    'a plugin without a name': [{ 'a.yaml': plugin('config: {}\n') }, 'a.yaml:2 plugin is required'],
    'a name that is left out': [
      { 'a.yaml': named('metadata: {namespace: shop}') },
      'a.yaml:3 KongPlugin without a name in namespace shop: name is required in metadata.',
    ],
    'a name that is empty': [{ 'a.yaml': named('metadata:\n  name:') }, 'a.yaml:4 name must not be empty'],
    'a name that is a number': [
      { 'a.yaml': named('metadata:\n  name: 123') },
      'a.yaml:4 KongPlugin without a name: name must be a string; put it in quotes',
    ],
    'a name beside the metadata': [
      { 'a.yaml': named('metadata:\n  namespace: shop\nname: limit') },
      'a.yaml:3 name is required in metadata, and stands beside it',
    ],
    'no metadata': [{ 'a.yaml': named('') }, 'a.yaml:2 name is required in metadata'],
    'two of a kind without a name': [
      { 'a.yaml': named('metadata: {}'), 'b.yaml': named('metadata: {}') },
      'a.yaml:3 KongPlugin without a name: name is required in metadata',
      'b.yaml:3 KongPlugin without a name: name is required in metadata',
    ],
    'a Gateway without a name, of which nothing else is said': [
      {
        'class.yaml': gatewayClass(),
        'a.yaml': gateway(['http HTTP 80', 'none TCP 9999']).replace(/name: \w+/, 'generation: 1'),
      },
      'a.yaml:3 Gateway without a name in namespace kong: name is required in metadata',
    ],
    'a Service port with a name that is none': [
      {
        'class.yaml': gatewayClass(),
        'a.yaml': gateway(['http HTTP 80']) + '---\n' + service('[{port: 80, name: HTTP_80}]'),
      },
      'a.yaml:16 name "HTTP_80" must consist of a-z, 0-9 and -',
    ],
    'an annotation that is no string': [
      { 'class.yaml': gatewayClass().replace('"true"', 'true') },
      'class.yaml:6 must be a string; put it in quotes',
    ],
  },
});
