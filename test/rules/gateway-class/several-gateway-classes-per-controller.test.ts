import { gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { controllerEnv } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('several-gateway-classes-per-controller', {
  valid: {
    'one class': withChart(['http HTTP 80']),
    'a class of another implementation beside it': {
      ...withChart([]),
      'second.yaml': plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller'),
    },
    'a controller that is told one Gateway': {
      ...withChart([], controllerEnv('gateway_to_reconcile', 'kong/edge')),
      'second.yaml': gatewayClass('second'),
    },
    'a controller for each class': {
      ...withChart([]),
      'second.yaml': gatewayClass('second', 'example.com/second'),
      'kong-second.yaml': kongApplication(controllerEnv('gateway_api_controller_name', 'example.com/second'), {
        name: 'second',
        namespace: 'second',
      }),
    },
  },
  invalid: {
    'two classes': [
      { ...withChart([]), 'second.yaml': gatewayClass('second') },
      'second.yaml:4 GatewayClass second and GatewayClass kong both belong to the controller kong/kong-kong',
    ],
    'three classes': [
      { ...withChart([]), 'second.yaml': gatewayClass('second'), 'third.yaml': gatewayClass('third') },
      'second.yaml:4 GatewayClass second and GatewayClass kong',
      'third.yaml:4 GatewayClass third and GatewayClass',
    ],
  },
});
