import { controllerEnv } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('controller-does-not-start', {
  valid: {
    'no settings': withChart(['http HTTP 80']),
    'a namespace and a name': withChart(['http HTTP 80'], controllerEnv('publish_service', 'kong/kong-kong-proxy')),
    'an unknown feature gate, which is the business of feature-gate-removed': withChart(
      ['http HTTP 80'],
      controllerEnv('feature_gates', 'Gateway=true'),
    ),
  },
  invalid: {
    'a publish Service without a namespace': [
      withChart(['http HTTP 80'], controllerEnv('publish_service', 'kong-kong-proxy')),
      'kong.yaml:15 CONTROLLER_PUBLISH_SERVICE is "kong-kong-proxy"',
    ],
    'the same in manifests': [
      withManifests(['http HTTP 80'], { controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: proxy' }),
      'kong.yaml:18 the controller kong/kong, version 3.5, cannot start',
    ],
    'a Gateway to reconcile without a namespace, and a level that is none': [
      withChart(['http HTTP 80'], 'ingressController:\n  env:\n    gateway_to_reconcile: edge\n    log_level: INFO\n'),
      'kong.yaml:15 CONTROLLER_GATEWAY_TO_RECONCILE is "edge"',
      'kong.yaml:16 the controller kong/kong-kong, version 3.5, cannot start: CONTROLLER_LOG_LEVEL is "INFO", but must be one of',
    ],
    'a flag with a letter too few': [
      withChart(['http HTTP 80'], 'ingressController:\n  args:\n  - --publish-servce=kong/kong-kong-proxy\n'),
      'kong.yaml:15 --publish-servce is no flag of this version; did you mean --publish-service?',
    ],
    'a Gateway to reconcile without a namespace': [
      withChart(['http HTTP 80'], controllerEnv('gateway_to_reconcile', 'edge')),
      'kong.yaml:15 CONTROLLER_GATEWAY_TO_RECONCILE is "edge"',
    ],
  },
});
