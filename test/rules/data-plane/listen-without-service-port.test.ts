import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const listens = '0.0.0.0:8000, 0.0.0.0:8443 http2 ssl';

testRule('listen-without-service-port', {
  valid: {
    'the listens of the chart': withChart(['http HTTP 80']),
    'the same, written out': withChart(['http HTTP 80'], `env:\n  proxy_listen: "${listens}"\n`),
    'a port for each listen': withManifests(['http HTTP 80'], {
      streamListen: '0.0.0.0:9901',
      ports: ['80 8000', '443 8443', '9901 9901'],
    }),
  },
  invalid: {
    'a proxy listen': [
      withChart(['http HTTP 80'], `env:\n  proxy_listen: "${listens}, 0.0.0.0:8080"\n`),
      'kong.yaml:14 proxy listen 8080 of kong/kong-kong is open, but no port of Service kong/kong-kong-proxy leads to it',
    ],
    'a stream listen': [
      withManifests(['http HTTP 80'], { streamListen: '0.0.0.0:9901' }),
      'kong.yaml:14 stream listen 9901 of kong/kong is open',
    ],
  },
});
