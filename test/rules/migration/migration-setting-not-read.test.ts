import { gateway, gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { gatewayConfiguration, withController, withOperator } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';

const pinned = { annotations: 'konghq.com/publish-service: kong/kong-kong-proxy' };
const withParameters = gatewayClass().replace(
  'spec:\n',
  'spec:\n  parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: edge, namespace: kong}\n',
);
const foreign = manifest('example.com/v1', 'GatewayConfiguration', 'edge', 'kong');

testChange('migration-setting-not-read', {
  silent: {
    'nothing is left': [withController('', { 'gateway.yaml': gateway(undefined, pinned) }), withOperator()],
    'no move': [withController(), withController('', { 'gateway.yaml': gateway(undefined, pinned) })],
    'a configuration that is taken away too': [withOperator({}), withController()],
    'a kind of the same name': [
      withOperator(null, { 'other.yaml': foreign }),
      withController('', { 'other.yaml': foreign }),
    ],
  },
  told: {
    'the pin of a Gateway': [
      withController('', { 'gateway.yaml': gateway(undefined, pinned) }),
      withOperator(null, { 'gateway.yaml': gateway(undefined, { ...pinned, className: 'managed' }) }),
      'gateway.yaml:8 Gateway kong/edge keeps metadata.annotations["konghq.com/publish-service"], which Kong Operator does not read',
    ],
    'infrastructure, parameters and the configuration itself': [
      withOperator({}),
      withController('', {
        'class.yaml': withParameters,
        'gateway.yaml': gateway().replace('spec:\n', 'spec:\n  infrastructure: {labels: {a: b}}\n'),
        'configuration.yaml': gatewayConfiguration({}),
      }),
      'class.yaml:8 GatewayClass kong keeps spec.parametersRef, which the ingress controller does not read',
      'gateway.yaml:7 Gateway kong/edge keeps spec.infrastructure, which the ingress controller does not read',
      'kong.yaml:10 GatewayConfiguration kong/edge is of Kong Operator, which no Gateway here is left to',
    ],
  },
});
