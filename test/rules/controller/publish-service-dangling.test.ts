import { controllerEnv } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('publish-service-dangling', {
  valid: {
    'the Service of the chart': withChart(['http HTTP 80']),
    'the same by name': withChart(['http HTTP 80'], controllerEnv('publish_service', 'kong/kong-kong-proxy')),
    'a Service of a namespace that the repository does not show': withChart(
      ['http HTTP 80'],
      `deployment:\n  kong:\n    enabled: false\n${controllerEnv('publish_service', 'other/kong-proxy')}`,
    ),
  },
  invalid: {
    'another name than the chart gives it': [
      withChart(['http HTTP 80'], controllerEnv('publish_service', 'kong/kong-proxy')),
      'kong.yaml:15 the controller kong/kong-kong publishes Service kong/kong-proxy, but Kong is behind Service kong/kong-kong-proxy',
    ],
    'for UDP': [
      withChart(['http HTTP 80'], controllerEnv('publish_service_udp', 'kong/udp')),
      'kong.yaml:15 publishes Service kong/udp for UDP',
    ],
    'in manifests': [
      withManifests(['http HTTP 80'], { controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/gone' }),
      'kong.yaml:18 publishes Service kong/gone',
    ],
  },
});
