import { gateway, gatewayClass } from '../../manifests/gateway-api.ts';
import { controllerEnv, kongWithService } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const pinned = (to: string) => ({
  ...withChart([]),
  'gateway.yaml': gateway(['http HTTP 80'], { annotations: `konghq.com/publish-service: ${to}` }),
});

testRule('publish-service-pinned', {
  valid: {
    'no pin': withChart(['http HTTP 80']),
    'the Service that is published': pinned('kong/kong-kong-proxy'),
    'a controller that is not in the repository': {
      'class.yaml': gatewayClass(),
      'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'konghq.com/publish-service: kong/before' }),
    },
  },
  invalid: {
    'a Service of before': [
      pinned('kong/before'),
      'gateway.yaml:6 Gateway kong/edge is pinned to Service kong/before, but the controller kong/kong-kong publishes kong/kong-kong-proxy',
    ],
    'a second Service that is not published': [
      pinned('"kong/kong-kong-proxy,kong/udp"'),
      'gateway.yaml:6 is pinned to Service kong/udp',
    ],
    'what was meant for the class, under 2.12': [
      {
        ...withManifests([]),
        'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'konghq.com/gatewayclass-unmanaged: "true"' }),
        'kong.yaml': kongWithService().replace('controller:3.5', 'controller:2.12.8'),
      },
      'gateway.yaml:6 is pinned to Service true, but the controller kong/kong publishes kong/proxy',
    ],
    'a blank before 3.4': [
      {
        ...withManifests([]),
        'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'konghq.com/publish-service: "kong/proxy "' }),
        'kong.yaml': kongWithService().replace('controller:3.5', 'controller:3.3.1'),
      },
      'gateway.yaml:6 is pinned to "kong/proxy "',
    ],
    'without the UDP Service that a listener needs': [
      {
        ...withChart(
          [],
          `udpProxy:\n  enabled: true\n  stream:\n  - {containerPort: 53, servicePort: 53, protocol: UDP}\n${controllerEnv('publish_service_udp', 'kong/kong-kong-udp-proxy')}`,
        ),
        'gateway.yaml': gateway(['dns UDP 53'], { annotations: 'konghq.com/publish-service: kong/kong-kong-proxy' }),
      },
      'gateway.yaml:6 leaves out the UDP publish Service, but listener "dns" asks for UDP 53',
    ],
  },
});
