import { streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('service-rejected', {
  valid: {
    'the Service of the chart': withChart(['http HTTP 80']),
    'streams of both protocols': withChart(['http HTTP 80'], streams('9901', '9902 UDP')),
    manifests: withManifests(['http HTTP 80']),
  },
  invalid: {
    'a protocol in small letters': [
      withChart(['http HTTP 80'], streams('53 udp')),
      'kong.yaml:15 refuses Service kong/kong-kong-proxy',
    ],
    'a protocol TLS': [withChart(['http HTTP 80'], streams('9903 TLS')), 'kong.yaml:15 TLS'],
    'a stream without the port of the Service': [
      withChart(['http HTTP 80'], 'proxy:\n  stream:\n  - containerPort: 9901\n'),
      'kong.yaml:15 refuses Service kong/kong-kong-proxy',
    ],
    'a UDP Service without ports': [
      withChart(['http HTTP 80'], 'udpProxy:\n  enabled: true\n'),
      'kong.yaml:14 refuses Service kong/kong-kong-udp-proxy',
    ],
  },
});
