import { gateway, gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { controllerEnv } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const second = gateway(['https HTTPS 443'], { name: 'second' });

testRule('several-gateways-per-controller', {
  valid: {
    'one Gateway': withChart(['http HTTP 80']),
    'Gateways of Kong Operator': {
      'class.yaml': plainClass('kong', 'konghq.com/gateway-operator'),
      'gateway.yaml': gateway(['http HTTP 80']),
      'second.yaml': second,
    },
    'a Gateway that the controller is told to ignore': {
      ...withChart(['http HTTP 80'], controllerEnv('gateway_to_reconcile', 'kong/edge')),
      'second.yaml': second,
    },
    'one of a namespace that is not watched': {
      ...withChart(['http HTTP 80'], 'ingressController:\n  watchNamespaces: [kong]\n'),
      'second.yaml': gateway(['http HTTP 80'], { name: 'second', namespace: 'other' }),
    },
  },
  invalid: {
    'two Gateways': [
      { ...withChart(['http HTTP 80']), 'second.yaml': second },
      'second.yaml:4 Gateway kong/second and Gateway kong/edge are both reconciled by the controller kong/kong-kong',
    ],
    'two of two classes of one controller': [
      {
        ...withChart(['http HTTP 80']),
        'second.yaml': `${gatewayClass('second')}---\n${gateway(['https HTTPS 443'], { name: 'second', className: 'second' })}`,
      },
      'second.yaml:13 Gateway kong/second and Gateway kong/edge',
    ],
    'three Gateways': [
      {
        ...withChart(['http HTTP 80']),
        'second.yaml': second,
        'third.yaml': gateway(['https HTTPS 443'], { name: 'third' }),
      },
      'second.yaml:4 Gateway kong/second and',
      'third.yaml:4 Gateway kong/third and',
    ],
  },
});
