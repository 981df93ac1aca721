import { streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('service-port-without-listen', {
  valid: {
    'every port leads to a listen': withManifests(['http HTTP 80', 'https HTTPS 443']),
    'a port that no listener uses': withManifests(['http HTTP 80'], { ports: ['80 8000', '9000 9000'] }),
    'a stream of the chart': withChart(['tcp TCP 9901'], streams('9901')),
  },
  invalid: {
    'a port that leads nowhere': [
      withManifests(['tcp TCP 9000'], { ports: ['9000 9000'] }),
      'kong.yaml:26 port 9000 of Service kong/proxy leads to 9000, where Kong has neither',
    ],
    'a TCP port that leads to a UDP listen': [
      withManifests(['tcp TCP 9000'], { streamListen: '0.0.0.0:9000 udp', ports: ['9000 9000'] }),
      'kong.yaml:26 leads to 9000',
    ],
    'another number than the listen': [
      withManifests(['tcp TCP 9910'], { streamListen: '0.0.0.0:9901', ports: ['9910 9910'] }),
      'kong.yaml:26 leads to 9910',
    ],
  },
});
