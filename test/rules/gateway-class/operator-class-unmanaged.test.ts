import { gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const alone = (text: string) => ({ 'class.yaml': text });
const both = gatewayClass('kong', 'konghq.com/gateway-operator');

testRule('operator-class-unmanaged', {
  valid: {
    'a class of the operator without it': alone(plainClass('kong', 'konghq.com/gateway-operator')),
    'a class of the ingress controller': alone(gatewayClass()),
    'an empty one, which does not count': alone(both.replace('"true"', '""')),
  },
  invalid: {
    'the annotation on a class of the operator': [alone(both), 'class.yaml:6 GatewayClass kong is of Kong Operator'],
    'whatever it says': [alone(both.replace('"true"', '"false"')), 'class.yaml:6 which manages its Gateways'],
  },
});
