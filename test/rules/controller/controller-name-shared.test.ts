import { gatewayClass } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { controllerEnv } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const second = (values = '') => kongApplication(values, { name: 'second', namespace: 'second' });

testRule('controller-name-shared', {
  valid: {
    'one controller': withChart(['http HTTP 80']),
    'no class uses the name': { 'kong.yaml': kongApplication(), 'second.yaml': second() },
    'a name for each': {
      ...withChart([]),
      'second.yaml': second(controllerEnv('gateway_api_controller_name', 'example.com/second')),
    },
    'each is told another Gateway': {
      ...withChart([], controllerEnv('gateway_to_reconcile', 'kong/edge')),
      'second.yaml': second(controllerEnv('gateway_to_reconcile', 'kong/other')),
    },
    'each watches another namespace': {
      ...withChart([], 'ingressController:\n  watchNamespaces: [kong]\n'),
      'second.yaml': second('ingressController:\n  watchNamespaces: [second]\n'),
    },
  },
  invalid: {
    'the default name of both': [
      { ...withChart([]), 'second.yaml': second() },
      'second.yaml:4 controller second/second-kong and controller kong/kong-kong are both called "konghq.com/kic-gateway-controller"',
    ],
    'a name that both are given': [
      {
        'class.yaml': gatewayClass('kong', 'example.com/edge'),
        'kong.yaml': kongApplication(controllerEnv('gateway_api_controller_name', 'example.com/edge')),
        'second.yaml': second(controllerEnv('gateway_api_controller_name', 'example.com/edge')),
      },
      'second.yaml:15 are both called "example.com/edge"',
    ],
  },
});
