import { gateway, manifest, plainClass } from '../../manifests/gateway-api.ts';
import { gatewayConfiguration, operatorApplication, withController, withOperator } from '../../manifests/migration.ts';
import { testRule } from '../rule-cases.ts';

const ingress = (name: string, ingressClassName = 'kong'): string =>
  manifest('networking.k8s.io/v1', 'Ingress', name, 'shop # konghq.com', {
    ingressClassName,
    rules: [
      { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] } },
    ],
  });
const managed = (name: string): string => gateway(['http HTTP 80'], { name, className: 'managed' });
const two = { 'other.yaml': managed('other') };
const web = { 'web.yaml': ingress('web') };
const both = {
  ...withController(),
  'managed.yaml': plainClass('managed', 'konghq.com/gateway-operator'),
  'operator.yaml': operatorApplication('1.3.1'),
  'other.yaml': managed('other'),
};

testRule('operator-ingress-class-shared', {
  valid: {
    'no Ingress': withOperator(null, two),
    'one Gateway': withOperator(null, web),
    'an Ingress of another class': withOperator(null, { ...two, 'web.yaml': ingress('web', 'other') }),
    'a Gateway that is never served': withOperator(null, { ...web, 'other.yaml': managed('a.b') }),
    'a Gateway whose part reads no Ingresses': withOperator(
      { controlPlaneOptions: { controllers: [{ name: 'INGRESS_NETWORKINGV1', state: 'disabled' }] } },
      { ...two, ...web },
    ),
    'classes of their own': {
      ...both,
      ...web,
      'managed.yaml': manifest('gateway.networking.k8s.io/v1', 'GatewayClass', 'managed', undefined, {
        controllerName: 'konghq.com/gateway-operator',
        parametersRef: {
          group: 'gateway-operator.konghq.com',
          kind: 'GatewayConfiguration',
          name: 'edge',
          namespace: 'kong',
        },
      }),
      'configuration.yaml': gatewayConfiguration({ controlPlaneOptions: { ingressClass: 'operator' } }),
    },
  },
  invalid: {
    'two Gateways': [
      withOperator(null, { ...two, ...web, 'api.yaml': ingress('api') }),
      'other.yaml:4 Gateway kong/other and Gateway kong/edge both serve Ingresses of the class "kong" (Ingress shop/api and 1 more), and both write their status for ever.',
    ],
    'a Gateway beside an ingress controller': [
      { ...both, ...web },
      'other.yaml:4 Gateway kong/other and controller kong/kong-kong both serve Ingresses of the class "kong" (Ingress shop/web)',
    ],
  },
});
