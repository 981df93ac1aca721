import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('service-named-target-port', {
  valid: {
    numbers: withManifests(['http HTTP 80', 'https HTTPS 443']),
    'a name that no listener uses': withManifests(['https HTTPS 443'], { ports: ['80 proxy', '443 8443'] }),
    'the chart, which writes numbers': withChart(['http HTTP 80']),
  },
  invalid: {
    'two names': [
      withManifests(['http HTTP 80', 'https HTTPS 443'], { ports: ['80 proxy', '443 proxy-tls'] }),
      'kong.yaml:26 targetPort of port 80 of Service kong/proxy must be a number: the controller reads the name "proxy" as 0',
      'kong.yaml:27 targetPort of port 443 of Service kong/proxy must be a number: the controller reads the name "proxy-tls" as 0',
    ],
    'a name that two listeners use, once': [
      withManifests(['a HTTP 80 hostname: a.example.com', 'b HTTP 80'], { ports: ['80 proxy', '443 8443'] }),
      'kong.yaml:26 Listener "a" of Gateway kong/edge asks for HTTP on it',
    ],
    'a name in values': [
      withChart(['https HTTPS 443'], 'proxy:\n  tls:\n    overrideServiceTargetPort: proxy-tls\n'),
      'kong.yaml:15 reads the name "proxy-tls" as 0',
    ],
  },
});
