import { manifest } from '../../manifests/gateway-api.ts';
import { controllerEnv, kongWithService } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const gone = 'CONTROLLER_PUBLISH_SERVICE: kong/gone';

testRule('publish-service-dangling', {
  valid: {
    'the Service of the chart': withChart(['http HTTP 80']),
    'the same by name': withChart(['http HTTP 80'], controllerEnv('publish_service', 'kong/kong-kong-proxy')),
    'a Service of a namespace that the repository does not show': withChart(
      ['http HTTP 80'],
      `deployment:\n  kong:\n    enabled: false\n${controllerEnv('publish_service', 'other/kong-proxy')}`,
    ),
    'with nothing that asks for a Gateway': { 'kong.yaml': kongWithService({ controllerSettings: gone }) },
    'a controller that reads no Gateways yet': {
      ...withManifests(['http HTTP 80'], { controllerSettings: gone }),
      'kong.yaml': kongWithService({ controllerSettings: gone }).replace('controller:3.5', 'controller:2.5'),
    },
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
    'for UDP in a namespace that the controller does not watch': [
      {
        ...withManifests(['http HTTP 80'], {
          controllerSettings:
            'CONTROLLER_PUBLISH_SERVICE: kong/proxy\nCONTROLLER_PUBLISH_SERVICE_UDP: edge/udp\nCONTROLLER_WATCH_NAMESPACE: apps',
        }),
        'udp.yaml': manifest('v1', 'Service', 'udp', 'edge', { ports: [{ port: 53, protocol: 'UDP' }] }),
      },
      'kong.yaml:19 publishes Service edge/udp for UDP, but it does not watch the namespace edge (it watches apps, kong)',
    ],
    'in manifests': [
      withManifests(['http HTTP 80'], { controllerSettings: gone }),
      'kong.yaml:18 publishes Service kong/gone',
    ],
  },
});
