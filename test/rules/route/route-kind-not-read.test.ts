import { gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { controllerEnv, kongWithService, streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const route = (kind: string, version: string, name = 'db') =>
  manifest(`gateway.networking.k8s.io/${version}`, kind, name, 'kong', {
    parentRefs: [{ name: 'edge' }],
    rules: [{ backendRefs: [{ name: 'db', port: 80 }] }],
  });
const bundle = (version: string, channel = 'standard') => ({
  '.github/portcullis.yml': `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`,
});
const gate = streams('9901') + controllerEnv('feature_gates', 'GatewayAlpha=true');
const tcp = { ...withChart(['tcp TCP 9901'], gate), 'route.yaml': route('TCPRoute', 'v1') };
const grpc = (image: string, version: string) => ({
  ...withManifests(['http HTTP 80']),
  'kong.yaml': kongWithService().replace(/kubernetes-ingress-controller:\S+/, `kubernetes-ingress-controller:${image}`),
  'route.yaml': route('GRPCRoute', version),
});

testRule('route-kind-not-read', {
  valid: {
    'nothing tells which bundle is installed': tcp,
    'a bundle that serves both versions': { ...tcp, ...bundle('1.6.0', 'experimental') },
    'a kind that is not served at all': { ...tcp, ...bundle('1.5.0') },
    'an HTTPRoute': { ...withChart(['http HTTP 80']), ...bundle('1.6.0'), 'route.yaml': route('HTTPRoute', 'v1') },
    'GRPCRoutes in the version that the controller reads': { ...grpc('3.5.0', 'v1'), ...bundle('1.1.0') },
    'a route that the API server refuses': {
      ...tcp,
      ...bundle('1.6.0'),
      'route.yaml': route('TCPRoute', 'v1').replace('"rules"', '"rule"'),
    },
    'a route to a Gateway that is not there': { ...tcp, ...bundle('1.6.0'), 'gateway.yaml': '' },
  },
  invalid: {
    'Gateways of a version that the controller waits for': [
      {
        'kustomization.yaml': `resources: ["https://github.com/kubernetes-sigs/gateway-api/releases/download/v0.8.1/standard-install.yaml", kong.yaml]\n`,
        'kong.yaml': `${gatewayClass().replace('/v1', '/v1beta1')}---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: Gateway
metadata: {name: edge, namespace: kong}
spec: {gatewayClassName: kong, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: kong, namespace: kong}
spec:
  template:
    spec:
      containers:
        - name: ingress-controller
          image: kong/kubernetes-ingress-controller:3.4.1
`,
      },
      'kong.yaml:12 Gateway kong/edge is never reconciled: the controller kong/kong 3.4.1 reads Gateways as v1, which is not served (Gateway API 0.8.1, standard channel).',
    ],
    'a TCPRoute on the standard channel': [
      { ...tcp, ...bundle('1.6.0') },
      'route.yaml:4 TCPRoute kong/db is ignored: the controller kong/kong-kong reads TCPRoutes as v1alpha2 only, which is not served (Gateway API 1.6.0, standard channel).',
    ],
    'two of them, without the gate too': [
      {
        ...withChart(['tcp TCP 9901'], streams('9901')),
        ...bundle('1.6.0'),
        'route.yaml': `${route('TCPRoute', 'v1')}---\n${route('TCPRoute', 'v1', 'other')}`,
      },
      'route.yaml:4 TCPRoute kong/db and 1 more are ignored',
    ],
    'GRPCRoutes before they had a v1': [
      { ...grpc('3.5.0', 'v1alpha2'), ...bundle('1.0.0', 'experimental') },
      'route.yaml:4 reads GRPCRoutes as v1 only, which is not served (Gateway API 1.0.0, experimental channel)',
    ],
    'GRPCRoutes of a controller from before': [
      { ...grpc('3.1.6', 'v1'), ...bundle('1.2.0') },
      'route.yaml:4 reads GRPCRoutes as v1alpha2 only, which is not served',
    ],
  },
});
