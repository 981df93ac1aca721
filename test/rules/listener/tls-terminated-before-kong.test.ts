import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const terminated = 'proxy:\n  tls:\n    overrideServiceTargetPort: 8000\n';

testRule('tls-terminated-before-kong', {
  valid: {
    'HTTPS leads to a listen with ssl': withChart(['https HTTPS 443']),
    'an HTTP listener where TLS ends before Kong': withChart(['https HTTP 443'], terminated),
    'an HTTPS listener on a port that is not there': withChart(['https HTTPS 8443'], terminated),
  },
  invalid: {
    'a target port in values': [
      withChart(['https HTTPS 443'], terminated),
      'gateway.yaml:9 listener "https" asks for HTTPS 443, but Service kong/kong-kong-proxy sends that port to 8000, where Kong speaks plain HTTP',
    ],
    'a target port of manifests': [
      withManifests(['https HTTPS 443'], { ports: ['80 8000', '443 8000'] }),
      'gateway.yaml:9 Service kong/proxy sends that port to 8000',
    ],
  },
});
