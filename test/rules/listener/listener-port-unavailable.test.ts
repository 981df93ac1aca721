import { gateway, gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('listener-port-unavailable', {
  valid: {
    'ports that the Service has': withChart(['http HTTP 80', 'https HTTPS 443']),
    'HTTP on 443, which the Service sends to plain HTTP': withChart(
      ['http HTTP 443'],
      'proxy:\n  tls:\n    overrideServiceTargetPort: 8000\n',
    ),
    'a Gateway of another implementation': {
      'kong.yaml': kongApplication(),
      'gateway.yaml': `${plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')}---\n${gateway(['a HTTP 1'], { className: 'envoy' })}`,
    },
    'Kong is not in the repository': { 'class.yaml': gatewayClass(), 'gateway.yaml': gateway(['http HTTP 8080']) },
  },
  invalid: {
    'the container port': [
      withChart(['http HTTP 8000']),
      'gateway.yaml:9 listener "http" asks for HTTP 8000, but no port of Service kong/kong-kong-proxy is 8000',
    ],
    'HTTP on the HTTPS port': [withChart(['web HTTP 443']), 'gateway.yaml:9 listener "web" asks for HTTP 443'],
    'TCP on a port that no stream has': [
      withChart(['a TCP 9901', 'b TCP 9902'], streams('9901')),
      'gateway.yaml:10 listener "b" asks for TCP 9902',
    ],
    'a port of manifests': [
      withManifests(['https HTTPS 8443']),
      'gateway.yaml:9 but no port of Service kong/proxy is 8443',
    ],
  },
});
