import { streams } from '../../manifests/kong.ts';
import { withChart, withManifests } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const stream = (parameters = '') =>
  `proxy:\n  stream:\n  - {containerPort: 19901, servicePort: 9901, protocol: TCP${parameters}}\n`;

testRule('stream-port-mismatch', {
  valid: {
    'one number on both sides': withChart(['tcp TCP 9901'], streams('9901')),
    'TLS, which is matched by hostname': withChart(['tls TLS 9901'], stream(', parameters: [ssl]')),
    'KONG_PORT_MAPS maps it': withChart(['tcp TCP 9901'], `env:\n  port_maps: "9901:19901"\n${stream()}`),
    'HTTP leads to another number': withChart(['http HTTP 80']),
  },
  invalid: {
    TCP: [
      withChart(['tcp TCP 9901'], stream()),
      'kong.yaml:15 port 9901 of Service kong/kong-kong-proxy leads to stream listen 19901, but Kong matches TCPRoutes by its own port',
    ],
    UDP: [
      withManifests(['dns UDP 53'], { streamListen: '0.0.0.0:5300 udp', ports: ['53 5300 UDP'] }),
      'kong.yaml:26 Kong matches UDPRoutes by its own port',
    ],
  },
});
