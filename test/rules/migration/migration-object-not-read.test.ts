import { manifest } from '../../manifests/gateway-api.ts';
import { operatorApplication, withController, withOperator } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';

const old = (kind: string): string => manifest('configuration.konghq.com/v1beta1', kind, 'mqtt', 'shop');
const ingress = (name: string, ingressClassName = 'inside'): string =>
  manifest('networking.k8s.io/v1', 'Ingress', name, 'shop # konghq.com', {
    ingressClassName,
    rules: [
      {
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
        },
      },
    ],
  });
const inside = 'ingressController:\n  ingressClass: inside\n';
const controlPlane = manifest('gateway-operator.konghq.com/v2beta1', 'ControlPlane', 'inside', 'kong', {
  ingressClass: 'inside',
  dataplane: { type: 'ref', ref: { name: 'a' } },
});
const both = { 'kong.yaml': withController()['kong.yaml'] ?? '' };

testChange('migration-object-not-read', {
  silent: {
    'an ingress controller that stays': [
      withController('', { 'tcp.yaml': old('TCPIngress') }),
      withOperator(null, { ...both, 'tcp.yaml': old('TCPIngress') }),
    ],
    'what is taken away along with it': [withController('', { 'tcp.yaml': old('TCPIngress') }), withOperator()],
    'kinds that the operator reads': [
      withController('', { 'a.yaml': manifest('configuration.konghq.com/v1', 'KongConsumer', 'a', 'shop') }),
      withOperator(null, { 'a.yaml': manifest('configuration.konghq.com/v1', 'KongConsumer', 'a', 'shop') }),
    ],
    'an operator before 2.0': [
      withController('', { 'tcp.yaml': old('TCPIngress') }),
      withOperator(null, {
        'operator.yaml': operatorApplication('0.6.1', 'gateway-operator'),
        'tcp.yaml': old('TCPIngress'),
      }),
    ],
    'an Ingress of a class that the operator reads': [
      withController('', { 'web.yaml': ingress('web', 'kong') }),
      withOperator(null, { 'web.yaml': ingress('web', 'kong') }),
    ],
    'an Ingress whose class the options name': [
      withController(inside, { 'web.yaml': ingress('web') }),
      withOperator({ controlPlaneOptions: { ingressClass: 'inside' } }, { 'web.yaml': ingress('web') }),
    ],
    'an Ingress whose class a ControlPlane of its own reads': [
      withController(inside, { 'web.yaml': ingress('web') }),
      withOperator(null, { 'web.yaml': ingress('web'), 'plane.yaml': controlPlane }),
    ],
    'no operator in the repository': [
      withController('', { 'tcp.yaml': old('TCPIngress') }),
      { ...withOperator(), 'operator.yaml': old('TCPIngress') },
    ],
  },
  told: {
    'a TCPIngress': [
      withController('', { 'tcp.yaml': old('TCPIngress') }),
      withOperator(null, { 'tcp.yaml': old('TCPIngress') }),
      'operator.yaml:10 TCPIngress shop/mqtt was read by the ingress controller, and Kong Operator, which alone is left, reads no TCPIngress: from 2.3 on a TCPRoute does what it did',
    ],
    'a UDPIngress under 2.3': [
      withController('', { 'udp.yaml': old('UDPIngress') }),
      withOperator(null, { 'udp.yaml': old('UDPIngress') }, '1.4.0-rc.1'),
      'operator.yaml:10 UDPIngress shop/mqtt was read by the ingress controller, and Kong Operator, which alone is left, reads no UDPIngress: a UDPRoute does what it did',
    ],
    'a KongIngress on the way from 1.6 to 2.0': [
      withOperator(null, {
        'operator.yaml': operatorApplication('0.6.1', 'gateway-operator'),
        'k.yaml': old('KongIngress'),
      }),
      withOperator(null, { 'k.yaml': old('KongIngress') }, '1.0.2'),
      'operator.yaml:10 KongIngress shop/mqtt was read by',
    ],
    'Ingresses of another class': [
      withController(inside, { 'web.yaml': ingress('web'), 'api.yaml': ingress('api') }),
      withOperator(null, { 'web.yaml': ingress('web'), 'api.yaml': ingress('api') }),
      'operator.yaml:10 Ingress shop/api and 1 more are of the ingress class "inside", which Kong Operator does not read: it reads kong.',
    ],
  },
});
