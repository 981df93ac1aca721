import { gateway } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('listener-conflict', {
  valid: {
    'two ports': withChart(['http HTTP 80', 'https HTTPS 443']),
    'hostnames tell them apart': withChart([
      'a HTTPS 443 hostname: a.example.com',
      'b HTTPS 443 hostname: b.example.com',
    ]),
    'two Gateways': { ...withChart(['http HTTP 80']), 'second.yaml': gateway(['https HTTPS 80'], { name: 'second' }) },
  },
  invalid: {
    'TCP and UDP on one number': [withChart(['tcp TCP 5300', 'udp UDP 5300']), 'gateway.yaml:10 cannot share the port'],
    'HTTP and HTTPS on one port': [
      withChart(['a HTTP 80', 'b HTTPS 80']),
      'gateway.yaml:10 listener "b" (HTTPS 80) and listener "a" (HTTP 80) of Gateway kong/edge cannot share the port',
    ],
    'three protocols on one port': [
      withChart(['a HTTP 80', 'b HTTPS 80', 'c TCP 80']),
      'gateway.yaml:10 listener "b"',
      'gateway.yaml:11 listener "c"',
    ],
  },
});
