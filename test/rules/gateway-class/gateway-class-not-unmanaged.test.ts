import { gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const alone = (text: string) => ({ 'class.yaml': text });

testRule('gateway-class-not-unmanaged', {
  valid: {
    'the annotation': alone(gatewayClass()),
    'whatever the annotation says': alone(gatewayClass().replace('"true"', '"false"')),
    'a class of Kong Operator': alone(plainClass('kong', 'konghq.com/gateway-operator')),
    'a class of another implementation': alone(plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')),
  },
  invalid: {
    'no annotation': [
      alone(plainClass()),
      'class.yaml:4 GatewayClass kong lacks metadata.annotations["konghq.com/gatewayclass-unmanaged"]',
    ],
    'an empty one': [alone(gatewayClass().replace('"true"', '""')), 'class.yaml:6 has an empty metadata.annotations'],
  },
});
