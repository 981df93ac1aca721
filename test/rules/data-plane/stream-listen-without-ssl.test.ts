import { streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('stream-listen-without-ssl', {
  valid: {
    'the parameter ssl': withChart(['tls TLS 9903'], streams('9903 TCP ssl')),
    'TCP needs none': withChart(['tcp TCP 9901'], streams('9901')),
    'ssl in a listen string': withManifests(['tls TLS 9903'], {
      streamListen: '0.0.0.0:9903 ssl',
      ports: ['9903 9903'],
    }),
  },
  invalid: {
    'an entry of the values': [
      withChart(['tls TLS 9903'], streams('9903')),
      'kong.yaml:15 stream listen 9903 lacks the parameter ssl',
    ],
    'a listen string': [
      withManifests(['tls TLS 9903'], { streamListen: '0.0.0.0:9903', ports: ['9903 9903'] }),
      'kong.yaml:14 port 9903 of Service kong/proxy offers TCP, but listener "tls" of Gateway kong/edge asks for TLS',
    ],
  },
});
