import { controllerEnv, streams } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const udp = 'udpProxy:\n  enabled: true\n  stream:\n  - {containerPort: 53, servicePort: 53, protocol: UDP}\n';

testRule('udp-publish-service-missing', {
  valid: {
    'the Service is published': withChart(
      ['http HTTP 80', 'dns UDP 53'],
      udp + controllerEnv('publish_service_udp', 'kong/kong-kong-udp-proxy'),
    ),
    'UDP in the Service that is published': withChart(['dns UDP 53'], streams('53 UDP')),
    'no listener asks for UDP': withChart(['http HTTP 80'], udp),
  },
  invalid: {
    'a UDP Service of the chart': [
      withChart(['dns UDP 53'], udp),
      'gateway.yaml:9 listener "dns" asks for UDP 53, which Service kong/kong-kong-udp-proxy has, but the controller kong/kong-kong does not publish that Service',
    ],
    'beside a listener that is served': [
      withChart(['http HTTP 80', 'dns UDP 53'], udp),
      'gateway.yaml:10 set CONTROLLER_PUBLISH_SERVICE_UDP',
    ],
  },
});
