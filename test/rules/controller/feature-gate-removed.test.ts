import { controllerEnv } from '../../manifests/kong.ts';
import { withOperator } from '../../manifests/migration.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('feature-gate-removed', {
  valid: {
    'a gate that Kong Operator knows': withOperator({
      controlPlaneOptions: { featureGates: [{ name: 'FallbackConfiguration', state: 'enabled' }] },
    }),
    'no gates': withChart(['http HTTP 80']),
    'gates of this version': withChart(
      ['http HTTP 80'],
      controllerEnv('feature_gates', 'GatewayAlpha=true,FillIDs=true'),
    ),
    'a gate of the version that the image has': withManifests(['http HTTP 80'], {
      controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/proxy\nCONTROLLER_FEATURE_GATES: GatewayAlpha=true',
    }),
  },
  invalid: {
    'a gate that Kong Operator does not know': [
      withOperator({ controlPlaneOptions: { featureGates: [{ name: 'ExpressionRoutes', state: 'enabled' }] } }),
      'configuration.yaml:6 controlPlaneOptions.featureGates of Gateway kong/edge names "ExpressionRoutes", which Kong Operator does not know and ignores.',
    ],
    'a gate that was removed': [
      withChart(['http HTTP 80'], controllerEnv('feature_gates', 'Gateway=true')),
      'kong.yaml:15 the controller kong/kong-kong sets the feature gate "Gateway"',
    ],
    'a gate with a letter too few': [
      withChart(['http HTTP 80'], controllerEnv('feature_gates', 'GatewayAlpa=true')),
      'kong.yaml:15 which version 3.5 does not know; did you mean GatewayAlpha?',
    ],
    'one of two': [
      withChart(['http HTTP 80'], controllerEnv('feature_gates', 'GatewayAlpha=true,Gateway=true')),
      'kong.yaml:15 "Gateway"',
    ],
    'a gate that never was, in manifests': [
      withManifests(['http HTTP 80'], {
        controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/proxy\nCONTROLLER_FEATURE_GATES: Nonsense=true',
      }),
      'kong.yaml:19 "Nonsense"',
    ],
  },
});
