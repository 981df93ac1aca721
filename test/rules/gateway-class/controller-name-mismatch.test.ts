import { gatewayClass, manifest, plainClass } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { controllerEnv } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const misnamed = (controllerName: string) => ({
  'class.yaml': gatewayClass('kong', controllerName),
  'kong.yaml': kongApplication(),
});

const operator = manifest('apps/v1', 'Deployment', 'kong-operator', 'operator', {
  template: { spec: { containers: [{ name: 'manager', image: 'kong/kong-operator:2.0.5' }] } },
});

testRule('controller-name-mismatch', {
  valid: {
    'the default name': withChart(['http HTTP 80']),
    'the name that the controller is given': {
      'class.yaml': gatewayClass('kong', 'example.com/edge'),
      'kong.yaml': kongApplication(controllerEnv('gateway_api_controller_name', 'example.com/edge')),
    },
    'a class of another implementation': {
      ...withChart([]),
      'more.yaml': plainClass('istio', 'istio.io/gateway-controller'),
    },
    'a name of its own, where every controller has a class': {
      ...withChart([]),
      'more.yaml': gatewayClass('more', 'example.com/internal'),
    },
    'a sibling of a controller, whose own class stands elsewhere too': {
      'class.yaml': gatewayClass('kong', 'example.com/kong-a'),
      'more.yaml': gatewayClass('more', 'example.com/kong-b'),
      'kong.yaml': kongApplication(controllerEnv('gateway_api_controller_name', 'example.com/kong-a')),
    },
    'the name of the operator': {
      'class.yaml': plainClass('kong', 'konghq.com/gateway-operator'),
      'operator.yaml': operator,
    },
    'no controller is in the repository': { 'class.yaml': gatewayClass('kong', 'konghq.com/other') },
  },
  invalid: {
    'a typing mistake in the name of the operator': [
      { 'class.yaml': plainClass('kong', 'konghq.com/gateway-operater'), 'operator.yaml': operator },
      'class.yaml:6 names the controller "konghq.com/gateway-operater", but the controller operator/kong-operator is called "konghq.com/gateway-operator"',
    ],
    'a name of Kong that no controller has': [
      misnamed('konghq.com/other'),
      'class.yaml:8 names the controller "konghq.com/other", but the controller kong/kong-kong is called "konghq.com/kic-gateway-controller" (the default)',
    ],
    'the typing mistake seen with the operator': [
      misnamed('gateway-operator.konghq.com/gateway-operator'),
      'class.yaml:8 names the controller "gateway-operator.konghq.com/gateway-operator"',
    ],
    'the default where the controller has a name of its own': [
      { ...withChart(['http HTTP 80'], controllerEnv('gateway_api_controller_name', 'example.com/edge')) },
      'class.yaml:8 is called "example.com/edge"',
    ],
    'a typing mistake, where every controller has a class': [
      {
        ...withChart(['http HTTP 80']),
        'more.yaml': gatewayClass('more', 'konghq.com/kic-gateway-controler'),
      },
      'more.yaml:8 is called "konghq.com/kic-gateway-controller"',
    ],
    'a name that none of two controllers of one name has': [
      {
        ...withChart(['http HTTP 80']),
        'second.yaml': kongApplication('', { name: 'second', namespace: 'second' }),
        'more.yaml': gatewayClass('more', 'example.com/internal'),
      },
      'more.yaml:8 names the controller "example.com/internal"',
    ],
  },
});
