import { gateway, gatewayClass } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('gateway-class-not-found', {
  valid: {
    'the class is there': withChart(['http HTTP 80']),
    'no class of Kong is in the repository': {
      'gateway.yaml': gateway(['http HTTP 80']),
      'kong.yaml': kongApplication(),
    },
    'the class of another implementation, which it makes by itself': {
      ...withChart(['http HTTP 80']),
      'more.yaml': gateway(['http HTTP 80'], { name: 'more', className: 'istio' }),
    },
    'a class that comes from elsewhere, as Gateways may have several': {
      ...withChart(['http HTTP 80']),
      'more.yaml': gateway(['http HTTP 80'], { name: 'more', className: 'public' }),
    },
    'a build that cannot be read may hold the class': {
      ...withChart([]),
      'gateway.yaml': gateway(['http HTTP 80'], { className: 'edge' }),
      'more/kustomization.yaml': 'resources: [class.yaml, nope.yaml]\n',
      'more/class.yaml': gatewayClass('other', 'example.com/other'),
    },
  },
  invalid: {
    'a typing mistake': [
      { ...withChart([]), 'gateway.yaml': gateway(['http HTTP 80'], { className: 'kongg' }) },
      'gateway.yaml:7 names GatewayClass "kongg", which is not in the repository; GatewayClass kong is one letter away',
    ],
    'a class of that name in another case': [
      { ...withChart([]), 'gateway.yaml': gateway(['http HTTP 80'], { className: 'Kong' }) },
      'gateway.yaml:7 names GatewayClass "Kong", which no object can be called; the classes of this cluster are "kong"',
    ],
  },
});
