import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const kinds = (...names: readonly string[]) => `allowedRoutes: {kinds: [${names.join(', ')}]}`;

testRule('listener-route-kinds', {
  valid: {
    'no kinds': withChart(['http HTTP 80']),
    'a kind of the protocol': withChart([`http HTTP 80 ${kinds('{kind: HTTPRoute}')}`]),
    'namespaces without kinds': withChart(['http HTTP 80 allowedRoutes: {namespaces: {from: All}}']),
  },
  invalid: {
    GRPCRoute: [
      withChart([`grpc HTTPS 443 ${kinds('{kind: GRPCRoute}')}`]),
      'gateway.yaml:9 listener "grpc" allows routes of gateway.networking.k8s.io/GRPCRoute',
    ],
    'a kind that does not exist': [
      withChart([`http HTTP 80 ${kinds('{kind: HttpRoute}')}`]),
      'gateway.yaml:9 gateway.networking.k8s.io/HttpRoute',
    ],
    'one of two': [
      withChart([`http HTTP 80 ${kinds('{kind: HTTPRoute}', '{group: example.com, kind: Mine}')}`]),
      'gateway.yaml:9 allows routes of example.com/Mine',
    ],
  },
});
