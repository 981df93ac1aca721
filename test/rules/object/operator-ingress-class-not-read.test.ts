import { manifest } from '../../manifests/gateway-api.ts';
import { withController, withOperator } from '../../manifests/migration.ts';
import { testRule } from '../rule-cases.ts';

const consumer = (ingressClass: string, name = 'ann'): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongConsumer\nmetadata: {name: ${name}, namespace: shop, annotations: {kubernetes.io/ingress.class: ${ingressClass}}}\nusername: ${name}\n`;
const plane = manifest('gateway-operator.konghq.com/v2beta1', 'ControlPlane', 'own', 'kong', {
  ingressClass: 'managed',
  dataplane: { type: 'ref', ref: { name: 'a' } },
});

testRule('operator-ingress-class-not-read', {
  valid: {
    'the class that is read': withOperator(null, { 'ann.yaml': consumer('kong') }),
    'a class of its own': withOperator(
      { controlPlaneOptions: { ingressClass: 'managed' } },
      { 'ann.yaml': consumer('managed') },
    ),
    'a class that is no name of a GatewayClass': withOperator(null, { 'ann.yaml': consumer('internal') }),
    'a ControlPlane of that class': withOperator(null, { 'ann.yaml': consumer('managed'), 'plane.yaml': plane }),
    'an ingress controller of that class': {
      ...withOperator(null, { 'ann.yaml': consumer('managed') }),
      'kong.yaml': withController('ingressController:\n  ingressClass: managed\n')['kong.yaml'] ?? '',
    },
    'no operator in the repository': {
      ...withOperator(null, { 'ann.yaml': consumer('managed') }),
      'operator.yaml': 'a: b\n',
    },
  },
  invalid: {
    consumers: [
      withOperator(null, { 'ann.yaml': consumer('managed'), 'ben.yaml': consumer('managed', 'ben') }),
      'ann.yaml:3 KongConsumer shop/ann and 1 more are of the ingress class "managed", which is the name of a GatewayClass. Kong Operator reads the ingress class kong unless',
    ],
  },
});
