import { gateway, manifest, plainClass } from '../../manifests/gateway-api.ts';
import { controllerEnv, streams } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';
import { ingress } from '../plugin/plugin-files.ts';
import type { Files } from '../../../src/review/in-memory.ts';

const route = (kind: string, version = 'v1alpha2') =>
  manifest(`gateway.networking.k8s.io/${version}`, kind, 'db', 'kong', { parentRefs: [{ name: 'edge' }] });

const rewritten = ingress({ 'konghq.com/rewrite': '/a' });
const rewriting = (gates = '', release = '3.4.1'): Files => ({
  ...withChart(
    ['http HTTP 80'],
    `ingressController:\n  image: {tag: "${release}"}\n${gates === '' ? '' : `  env: {feature_gates: "${gates}"}\n`}`,
  ),
  'ingress.yaml': rewritten,
});

testRule('feature-gate-missing', {
  valid: {
    'an HTTPRoute': { ...withChart(['http HTTP 80']), 'route.yaml': route('HTTPRoute', 'v1') },
    'a TCPRoute with the gate': {
      ...withChart(['tcp TCP 9901'], streams('9901') + controllerEnv('feature_gates', 'GatewayAlpha=true')),
      'route.yaml': route('TCPRoute'),
    },
    'a rewrite with the gate': rewriting('RewriteURIs=true'),
    'a rewrite in a release that does not read it': rewriting('', '2.11.0'),
    'a rewrite of another class': { ...rewriting(), 'ingress.yaml': rewritten.replace('"kong"', '"nginx"') },
    'a kind that is not served': {
      ...withChart(['tcp TCP 9901'], streams('9901')),
      'route.yaml': route('TCPRoute'),
      '.github/portcullis.yml':
        'clusters: [{name: prod, paths: ["**"], gatewayApi: {version: 1.3.0, channel: standard}}]\n',
    },
    'a route of a Gateway that Kong does not implement': {
      ...withChart(['http HTTP 80']),
      'envoy.yaml': `${plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')}---\n${gateway(['tcp TCP 1'], { name: 'other', className: 'envoy' })}`,
      'route.yaml': route('TCPRoute').replace('"edge"', '"other"'),
    },
  },
  invalid: {
    'a TCPRoute': [
      { ...withChart(['tcp TCP 9901'], streams('9901')), 'route.yaml': route('TCPRoute') },
      'route.yaml:4 TCPRoute kong/db is ignored: the controller kong/kong-kong reads TCPRoutes only with the feature gate GatewayAlpha=true',
    ],
    'a rewrite': [
      rewriting(),
      'ingress.yaml:5 Ingress shop/shop has konghq.com/rewrite, and the controller kong/kong-kong takes that only with the feature gate RewriteURIs=true, which is off. It leaves out the Services that the Ingress leads to, with all their paths. After merge: nothing of it reaches Kong',
    ],
    'a UDPRoute, with the gate set to false': [
      {
        ...withChart(['udp UDP 9902'], streams('9902 UDP') + controllerEnv('feature_gates', 'GatewayAlpha=false')),
        'route.yaml': route('UDPRoute'),
      },
      'route.yaml:4 UDPRoute kong/db is ignored',
    ],
  },
});
