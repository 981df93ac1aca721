import { kongVariables, withController, withOperator } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';

const told = (about: string): string => `gateway.yaml:7 Gateway kong/edge moves to Kong Operator, ${about}`;
const image = { name: 'proxy', image: 'kong:3.9', env: [{ name: 'KONG_ROUTER_FLAVOR', value: 'traditional' }] };
const stated = {
  dataPlaneOptions: { deployment: { podTemplateSpec: { spec: { containers: [image] } } } },
  controlPlaneOptions: { translation: { combinedServicesFromDifferentHTTPRoutes: 'disabled' } },
};

testChange('migration-default-differs', {
  silent: {
    'all of it is stated': [withController(), withOperator(stated)],
    'no move': [withController(), withController('env:\n  router_flavor: expressions\n')],
    'a configuration that is not known': [withController(), withOperator({}, { 'configuration.yaml': 'a: [\n' })],
  },
  told: {
    'all three': [
      withController(),
      withOperator(),
      told('where the router of Kong is traditional_compatible by default, and was traditional'),
      told('which makes one Service of Kong of the equal backends of several HTTPRoutes'),
      told('and no GatewayConfiguration names the image of Kong: it was Kong 3.9, and becomes kong/kong-gateway'),
    ],
    'the router was the same': [
      withController('env:\n  router_flavor: traditional_compatible\n'),
      withOperator({ ...stated, ...kongVariables({}) }),
      told('and no GatewayConfiguration names the image'),
    ],
    'back again': [
      withOperator(),
      withController(),
      'gateway.yaml:7 Gateway kong/edge moves to the ingress controller, where the router of Kong is traditional by default',
      'gateway.yaml:7 Gateway kong/edge moves to the ingress controller, which makes a Service of Kong for each HTTPRoute',
    ],
  },
});
