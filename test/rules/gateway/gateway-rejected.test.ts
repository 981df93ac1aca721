import { gateway, gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('gateway-rejected', {
  valid: {
    'listeners as they should be': withChart(['http HTTP 80', 'https HTTPS 443 hostname: a.example.com']),
    'an annotation in quotes': {
      ...withChart([]),
      'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'example.com/owned: "true"' }),
    },
    'a Gateway of another implementation': {
      'class.yaml': plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller'),
      'gateway.yaml': gateway(['web HTTP "80"'], { className: 'envoy' }),
    },
  },
  invalid: {
    'a hostname with capitals': [
      withChart(['web HTTP 80 hostname: A.example.com']),
      'gateway.yaml:9 but a hostname is a DNS name',
    ],
    'a name with capitals': [withChart(['WEB HTTP 80']), 'gateway.yaml:9 Listener "WEB" has the name "WEB"'],
    'a label of the class that is no string': [
      {
        ...withChart(['http HTTP 80']),
        'class.yaml': gatewayClass().replace('metadata:', 'metadata:\n  labels: {a: 1}'),
      },
      'class.yaml:4 The label a is a number',
    ],
    'a hostname on TCP': [withChart(['tcp TCP 9000 hostname: a.example.com']), 'gateway.yaml:9 hostname'],
    'a port in quotes': [withChart(['web HTTP "80"']), 'gateway.yaml:9 port'],
    'no port': [
      { ...withChart([]), 'gateway.yaml': gateway(['web HTTP 80']).replace(', port: 80', '') },
      'gateway.yaml:9 port',
    ],
    'a port that is none': [withChart(['web HTTP 70000']), 'gateway.yaml:9 70000'],
    'an annotation that is no string': [
      { ...withChart([]), 'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'example.com/owned: true' }) },
      'gateway.yaml:6 example.com/owned',
    ],
  },
});
