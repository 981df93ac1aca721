import { kongWithService, streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('listen-syntax', {
  valid: {
    'the listens of the chart': withChart(['http HTTP 80'], streams('9901', '9902 UDP')),
    off: withManifests(['http HTTP 80'], { streamListen: 'off' }),
    'all parameters of Kong': withManifests(['http HTTP 80'], {
      streamListen: '0.0.0.0:9901 reuseport backlog=16384, [::]:9902 udp, 0.0.0.0:9903 ssl so_keepalive=on',
    }),
  },
  invalid: {
    'no port': [withManifests(['http HTTP 80'], { streamListen: '0.0.0.0' }), 'kong.yaml:14 KONG_STREAM_LISTEN'],
    'a stray quote': [
      { ...withManifests(['http HTTP 80']), 'kong.yaml': kongWithService().replace('"off"', `'0.0.0.0:9902 udp"'`) },
      'kong.yaml:14 stray quote',
    ],
    'a stream that stands twice': [withChart(['http HTTP 80'], streams('9901', '9901')), 'kong.yaml:16 9901'],
  },
});
