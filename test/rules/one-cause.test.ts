import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { controllerEnv, kongWithService, streams } from '../manifests/kong.ts';
import { findingsIn } from '../review/finding-lines.ts';
import type { Files } from '../../src/review/in-memory.ts';

const kong: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication() };
const withListeners = (...listeners: readonly string[]): Files => ({ ...kong, 'gateway.yaml': gateway(listeners) });

describe('one cause is one finding', () => {
  test.each<[string, Files, readonly string[]]>([
    ['HTTP on the container port', withListeners('http HTTP 8000'), ['gateway.yaml:9 listener-port-unavailable']],
    [
      'HTTPS on a port that nothing has',
      withListeners('https HTTPS 8443'),
      ['gateway.yaml:9 listener-port-unavailable'],
    ],
    ['TLS where no stream listen is', withListeners('tls TLS 9903'), ['gateway.yaml:9 listener-protocol-unsupported']],
    ['TLS on the HTTPS port', withListeners('tls TLS 443'), ['gateway.yaml:9 listener-protocol-unsupported']],
    ['HTTP on the HTTPS port', withListeners('web HTTP 443'), ['gateway.yaml:9 listener-port-unavailable']],
    ['HTTP and HTTPS on one port', withListeners('a HTTP 80', 'b HTTPS 80'), ['gateway.yaml:10 listener-conflict']],
    [
      'three protocols on one port',
      withListeners('a HTTP 80', 'b HTTPS 80', 'c TCP 80'),
      ['gateway.yaml:10 listener-conflict', 'gateway.yaml:11 listener-conflict'],
    ],
    ['one listener twice', withListeners('a HTTP 80', 'b HTTP 80'), ['gateway.yaml:10 object-rejected']],
    ['two listeners of one name', withListeners('a HTTP 80', 'a HTTPS 443'), ['gateway.yaml:10 object-rejected']],
    ['HTTPS and TLS of one hostname', withListeners('a HTTPS 443', 'b TLS 443'), ['gateway.yaml:10 listener-conflict']],
    [
      'a kind the controller does not accept, on a port that is served',
      withListeners('grpc HTTPS 443 allowedRoutes: {kinds: [{kind: GRPCRoute}]}'),
      ['gateway.yaml:9 listener-route-kinds'],
    ],
    [
      'two certificates',
      withListeners('https HTTPS 443 tls: {certificateRefs: [{name: a}, {name: b}]}'),
      ['gateway.yaml:9 listener-certificate'],
    ],
    [
      'a ConfigMap for a certificate',
      withListeners('https HTTPS 443 tls: {certificateRefs: [{name: a, kind: ConfigMap}]}'),
      ['gateway.yaml:9 listener-certificate'],
    ],
    [
      'a hostname on TCP, which the API server refuses',
      withListeners('tcp TCP 9000 hostname: a.example.com'),
      ['gateway.yaml:9 object-rejected'],
    ],
    ['a port in quotes', { ...kong, 'gateway.yaml': gateway(['web HTTP "80"']) }, ['gateway.yaml:9 object-rejected']],
    [
      'a listener without a port',
      { ...kong, 'gateway.yaml': gateway(['web HTTP 80']).replace(', port: 80', '') },
      ['gateway.yaml:9 object-rejected'],
    ],
    [
      'a Gateway without a name',
      { ...kong, 'gateway.yaml': gateway(['web HTTP 9999']).replace(/name: \w+/, 'generation: 1') },
      ['gateway.yaml:3 object-rejected'],
    ],
    [
      'a Gateway without a name that kustomize builds',
      {
        'app/kustomization.yaml': 'resources: [gateway.yaml]\n',
        'app/gateway.yaml': gateway(['web HTTP 9999']).replace(/name: \w+/, 'generation: 1'),
        'app/class.yaml': gatewayClass(),
      },
      ['app/gateway.yaml:1 kustomization-does-not-build'],
    ],
    ['a port that is none', withListeners('web HTTP 70000'), ['gateway.yaml:9 object-rejected']],
    [
      'three Gateways',
      {
        ...withListeners('http HTTP 80'),
        'second.yaml': gateway(['https HTTPS 443'], { name: 'second' }),
        'third.yaml': gateway(['https HTTPS 443'], { name: 'third' }),
      },
      ['second.yaml:4 several-gateways-per-controller', 'third.yaml:4 several-gateways-per-controller'],
    ],
    [
      'two Gateways of two classes of one controller',
      {
        ...withListeners('http HTTP 80'),
        'second.yaml': `${gatewayClass('second')}---\n${gateway(['https HTTPS 443'], { name: 'second', className: 'second' })}`,
      },
      ['second.yaml:4 several-gateway-classes-per-controller', 'second.yaml:13 several-gateways-per-controller'],
    ],
    [
      'a class that nobody answers to',
      {
        'class.yaml': gatewayClass('kong', 'konghq.com/other'),
        'kong.yaml': kongApplication(),
        'gateway.yaml': gateway(['http HTTP 80']),
      },
      ['class.yaml:8 controller-name-mismatch'],
    ],
    [
      'a class of the typing mistake seen with the operator',
      {
        'class.yaml': plainClass('kong', 'gateway-operator.konghq.com/gateway-operator'),
        'kong.yaml': kongApplication(),
      },
      ['class.yaml:6 controller-name-mismatch'],
    ],
    [
      'two controllers of one name',
      { ...withListeners('http HTTP 80'), 'second.yaml': kongApplication('', { name: 'second', namespace: 'second' }) },
      ['second.yaml:4 controller-name-shared'],
    ],
    [
      'a class name that is a typing mistake',
      { ...kong, 'gateway.yaml': gateway(['http HTTP 80'], { className: 'kongg' }) },
      ['gateway.yaml:7 gateway-class-not-found'],
    ],
    [
      'a pin to a Service of before',
      {
        ...kong,
        'gateway.yaml': gateway(['http HTTP 80', 'tcp TCP 1'], {
          annotations: 'konghq.com/publish-service: kong/before',
        }),
      },
      ['gateway.yaml:6 publish-service-pinned'],
    ],
    [
      'a UDP port in the Service that nobody publishes',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongApplication(
          'udpProxy:\n  enabled: true\n  stream:\n  - {containerPort: 53, servicePort: 53, protocol: UDP}\n',
        ),
        'gateway.yaml': gateway(['dns UDP 53']),
      },
      ['gateway.yaml:9 udp-publish-service-missing'],
    ],
    [
      'two named target ports',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ ports: ['80 proxy', '443 proxy-tls'] }),
        'gateway.yaml': gateway(['http HTTP 80', 'https HTTPS 443']),
      },
      ['kong.yaml:26 service-named-target-port', 'kong.yaml:27 service-named-target-port'],
    ],
    [
      'a named target port that two listeners use',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ ports: ['80 proxy', '443 8443'] }),
        'gateway.yaml': gateway(['a HTTP 80 hostname: a.example.com', 'b HTTP 80']),
      },
      ['kong.yaml:26 service-named-target-port'],
    ],
    [
      'TCP and UDP on one number that lead apart',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ streamListen: '0.0.0.0:4443 udp', ports: ['443 8443', '443 4443 UDP'] }),
        'gateway.yaml': gateway(['https HTTPS 443']),
      },
      ['kong.yaml:27 service-port-number-shared'],
    ],
    [
      'a TCP port that leads nowhere',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ ports: ['9000 9000'] }),
        'gateway.yaml': gateway(['tcp TCP 9000']),
      },
      ['kong.yaml:26 service-port-without-listen'],
    ],
    [
      'a TCP port that leads to a UDP listen',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ streamListen: '0.0.0.0:9000 udp', ports: ['9000 9000'] }),
        'gateway.yaml': gateway(['tcp TCP 9000']),
      },
      ['kong.yaml:26 service-port-without-listen'],
    ],
    [
      'a protocol in small letters, whatever the listener asks for',
      { ...withListeners('dns UDP 53'), 'kong.yaml': kongApplication(streams('53 udp')) },
      ['kong.yaml:15 object-rejected'],
    ],
    [
      'a protocol TLS, which the controller would believe in',
      { ...withListeners('tls TLS 9903'), 'kong.yaml': kongApplication(streams('9903 TLS')) },
      ['kong.yaml:15 object-rejected'],
    ],
    [
      'a stream without the port of the Service',
      { ...kong, 'kong.yaml': kongApplication('proxy:\n  stream:\n  - containerPort: 9901\n') },
      ['kong.yaml:15 object-rejected'],
    ],
    [
      'a UDP Service without ports',
      { ...kong, 'kong.yaml': kongApplication('udpProxy:\n  enabled: true\n') },
      ['kong.yaml:14 object-rejected'],
    ],
    [
      'a Service that is refused, beside a broken listen of a data plane whose name begins with its own',
      {
        'kong.yaml': kongApplication(streams('53 udp')),
        'other.yaml': kongApplication('env: {stream_listen: nonsense}\n', { name: 'kong-kong-b' }),
      },
      ['kong.yaml:15 object-rejected', 'other.yaml:13 listen-syntax'],
    ],
    [
      'a stream that stands twice, in the Service and in the listen string',
      { ...kong, 'kong.yaml': kongApplication(streams('9901', '9901')) },
      ['kong.yaml:16 listen-syntax'],
    ],
    [
      'a number that differs between the Service and the listen',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ streamListen: '0.0.0.0:9901', ports: ['9910 9910'] }),
        'gateway.yaml': gateway(['tcp TCP 9910']),
      },
      ['kong.yaml:26 service-port-without-listen'],
    ],
    [
      'a removed gate',
      {
        ...kong,
        'kong.yaml': kongApplication(controllerEnv('feature_gates', 'Gateway=true')),
        'gateway.yaml': gateway(['tcp TCP 1']),
      },
      ['kong.yaml:15 feature-gate-removed'],
    ],
    [
      'a publish Service that is not',
      {
        ...kong,
        'kong.yaml': kongApplication(controllerEnv('publish_service', 'kong/kong-proxy')),
        'gateway.yaml': gateway(['tcp TCP 1']),
      },
      ['kong.yaml:15 publish-service-dangling'],
    ],
    [
      'values that do not render',
      { ...kong, 'kong.yaml': kongApplication('proxy:\n  tls: null\n'), 'gateway.yaml': gateway(['tcp TCP 1']) },
      ['kong.yaml:14 values-do-not-render'],
    ],
    [
      'a listen that cannot be read',
      {
        'class.yaml': gatewayClass(),
        'kong.yaml': kongWithService({ streamListen: '0.0.0.0' }),
        'gateway.yaml': gateway(['tcp TCP 1']),
      },
      ['gateway.yaml:9 listener-port-unavailable', 'kong.yaml:14 listen-syntax'],
    ],
  ])('%s', (_, files, expected) => {
    expect(findingsIn(files)).toEqual(expected);
  });
});
