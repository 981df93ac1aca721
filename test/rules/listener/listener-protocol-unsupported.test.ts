import { gateway, gatewayClass, plainClass } from '../../manifests/gateway-api.ts';
import { kongWithService, streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('listener-protocol-unsupported', {
  valid: {
    'HTTP and HTTPS': withChart(['http HTTP 80', 'https HTTPS 443']),
    'each kind of stream': withChart(
      ['tcp TCP 9901', 'udp UDP 9902', 'tls TLS 9903'],
      streams('9901', '9902 UDP', '9903 TCP ssl'),
    ),
    'a Gateway of Kong Operator that serves HTTP': {
      'class.yaml': plainClass('kong', 'konghq.com/gateway-operator'),
      'gateway.yaml': gateway(['http HTTP 8080']),
    },
  },
  invalid: {
    'TLS where no stream listen is': [
      withChart(['tls TLS 9903']),
      'gateway.yaml:9 listener "tls" asks for TLS 9903, but Kong offers TLS on no port',
    ],
    'TLS on the HTTPS port': [withChart(['tls TLS 443']), 'gateway.yaml:9 listener "tls" asks for TLS 443'],
    'gRPC, although the repository holds no controller': [
      { 'class.yaml': gatewayClass(), 'gateway.yaml': gateway(['grpc GRPC 80', 'http HTTP 81']) },
      'gateway.yaml:9 Kong offers GRPC on no port: the controller knows HTTP, HTTPS, TLS, TCP and UDP only',
    ],
    'a port that nothing offers, under a controller before 2.11': [
      {
        ...withManifests(['tls TLS 9903']),
        'kong.yaml': kongWithService().replace('controller:3.5', 'controller:2.8'),
      },
      'gateway.yaml:9 After merge: Detached=True, UnsupportedProtocol',
    ],
    'UDP where only TCP is': [withChart(['dns UDP 53'], streams('53')), 'gateway.yaml:9 Kong offers UDP on no port'],
  },
});
