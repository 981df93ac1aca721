import { withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('service-port-number-shared', {
  valid: {
    'one target for both protocols': withManifests(['dns TCP 5300'], {
      streamListen: '0.0.0.0:5300, 0.0.0.0:5300 udp',
      ports: ['5300 5300', '5300 5300 UDP'],
    }),
    'a number that no listener uses': withManifests(['http HTTP 80'], {
      streamListen: '0.0.0.0:4443 udp',
      ports: ['80 8000', '443 8443', '443 4443 UDP'],
    }),
    'two numbers': withManifests(['https HTTPS 443'], {
      streamListen: '0.0.0.0:4443 udp',
      ports: ['443 8443', '4443 4443 UDP'],
    }),
  },
  invalid: {
    'TCP and UDP of one number that lead apart': [
      withManifests(['https HTTPS 443'], { streamListen: '0.0.0.0:4443 udp', ports: ['443 8443', '443 4443 UDP'] }),
      'kong.yaml:27 port 443 of Service kong/proxy stands there twice, with the target ports 8443 and 4443',
    ],
    'the same of HTTP': [
      withManifests(['http HTTP 80'], {
        streamListen: '0.0.0.0:5353 udp',
        ports: ['443 8443', '80 8000', '80 5353 UDP'],
      }),
      'kong.yaml:28 listener "http" of Gateway kong/edge finds UDP there',
    ],
  },
});
