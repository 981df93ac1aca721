import { describe, expect, test } from 'vitest';
import { admitCore, isCoreKind } from '../../../src/kubernetes/schema/core/core.ts';
import { pathText, type Value } from '../../../src/kubernetes/schema/model/value.ts';

function lines(kind: string, rest: Record<string, Value>): readonly string[] {
  const { breaches } = admitCore({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...rest }, kind);
  return breaches.map(({ at, message }) => `${pathText(at)}: ${message}`);
}

const service = (spec: Value): readonly string[] => lines('Service', { spec });
const withPort = (port: Record<string, Value>): Value => ({ ports: [{ port: 80, ...port }] });

describe('a Service', () => {
  test.each<[what: string, spec: Value, line: string]>([
    ['without ports', {}, 'spec: ports are required'],
    ['with no ports', { ports: [] }, 'spec.ports: ports are required'],
    ['with a text as port', withPort({ port: '80' }), 'spec.ports[0].port: port must be an integer, without quotes'],
    ['with port 0', withPort({ port: 0 }), 'spec.ports[0].port: port must be from 1 to 65535, not 0'],
    ['with a long port', withPort({ port: 65_536 }), 'spec.ports[0].port: port must be from 1 to 65535, not 65536'],
    ['with a protocol in small letters', withPort({ protocol: 'tcp' }), 'spec.ports[0].protocol: protocol must be one of SCTP, TCP, UDP, not "tcp"'],
    ['with a port as text', withPort({ targetPort: '8000' }), 'spec.ports[0].targetPort: targetPort "8000" is a text, and a name must hold a letter; write 8000 without quotes'],
    ['with a long port name', withPort({ targetPort: 'proxy-tls-stream-a' }), 'spec.ports[0].targetPort: targetPort "proxy-tls-stream-a" must consist of a-z, 0-9 and -, at most 15 of them, one a letter'],
    ['with a node port', withPort({ nodePort: 30_080 }), 'spec.ports[0].nodePort: nodePort must be left out for a Service of type ClusterIP'],
    ['with a strange appProtocol', withPort({ appProtocol: 'a b' }), 'spec.ports[0].appProtocol: appProtocol must be a name as http or example.com/name, not "a b"'],
    ['with ports without names', { ports: [{ port: 80, name: 'a' }, { port: 81 }] }, 'spec.ports[1]: name is required where a Service has several ports'],
    ['with one name twice', { ports: [{ port: 80, name: 'a' }, { port: 81, name: 'a' }] }, 'spec.ports[1].name: name "a" must differ from that of every other port'],
    ['with one port twice', { ports: [{ port: 80, name: 'a' }, { port: 80, name: 'b' }] }, 'spec.ports[1]: port 80 with protocol TCP may stand once; change one of them'],
    ['with one node port twice', { type: 'NodePort', ports: [{ port: 80, name: 'a', nodePort: 30_080 }, { port: 81, name: 'b', nodePort: 30_080 }] }, 'spec.ports[1].nodePort: nodePort 30080 must differ from that of every other port'],
    ['of no type', { type: 'Loadbalancer', ports: [{ port: 80 }] }, 'spec.type: type must be one of ClusterIP, ExternalName, LoadBalancer, NodePort, not "Loadbalancer"'],
    ['with a policy of others', { externalTrafficPolicy: 'Local', ports: [{ port: 80 }] }, 'spec.externalTrafficPolicy: externalTrafficPolicy must be left out unless the Service is of type LoadBalancer or NodePort'],
    ['with a class of others', { loadBalancerClass: 'a/b', ports: [{ port: 80 }] }, 'spec.loadBalancerClass: loadBalancerClass must be left out unless the Service is of type LoadBalancer'],
    ['with a small none', { clusterIP: 'none', ports: [{ port: 80 }] }, 'spec.clusterIP: clusterIP, stored as clusterIPs[0], must be an IP address or None, not "none"'],
    ['with a list of addresses that holds none', { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'None'], ports: [{ port: 80 }] }, 'spec.clusterIPs[1]: clusterIPs[1] must be an IP address, not "None"'],
    ['for which nobody balances', { type: 'LoadBalancer', clusterIP: 'None', ports: [{ port: 80 }] }, 'spec.clusterIP: clusterIP, stored as clusterIPs[0], must not be None for a Service of type LoadBalancer'],
    ['with a name as address', { externalIPs: ['a'], ports: [{ port: 80 }] }, 'spec.externalIPs[0]: externalIPs must be IP addresses, not "a"'],
    ['that leads nowhere', { type: 'ExternalName' }, 'spec: externalName is required for a Service of type ExternalName'],
    ['that leads to a URL', { type: 'ExternalName', externalName: 'https://a' }, 'spec.externalName: externalName must be a DNS name of a-z, 0-9, - and ., not "https://a"'],
    ['with a number as label', { selector: { a: 1 }, ports: [{ port: 80 }] }, 'spec.selector.a: a must be a string; put it in quotes'],
  ])('%s', (_, spec, line) => {
    expect(service(spec)).toEqual([line]);
  }); // prettier-ignore

  test.each<[what: string, spec: Value]>([
    ['headless without ports', { clusterIP: 'None' }],
    ['targetPort 0', withPort({ targetPort: 0 })],
    ['one port for two protocols', { ports: [{ port: 53, name: 'a' }, { port: 53, name: 'b', protocol: 'UDP' }] }],
    ['node ports of a balancer', { type: 'LoadBalancer', ports: [{ port: 80, nodePort: 30_080 }], externalTrafficPolicy: 'Local' }],
    ['what is not told', { type: undefined, ports: [{ name: 'a', port: undefined, targetPort: undefined }, { name: undefined, port: 80 }] }],
    ['no spec that is told', undefined],
    ['ports that are not told', { ports: undefined }],
  ])('with %s is taken', (_, spec) => {
    expect(service(spec)).toEqual([]);
  }); // prettier-ignore

  test('unknown fields are named', () => {
    const { unknownFields } = admitCore(
      { metadata: { name: 'a' }, spec: { port: 80, ports: [{ port: 80, target: 1 }] } },
      'Service',
    );
    expect(unknownFields.map(pathText)).toEqual(['spec.port', 'spec.ports[0].target']);
  });
});

describe('a Secret', () => {
  test.each<[what: string, rest: Record<string, Value>, line: string]>([
    ['with plain text', { data: { key: 'plain text' } }, 'data.key: key must be base64; plain text belongs in stringData'],
    ['with a number', { stringData: { port: 80 } }, 'stringData.port: port must be a string; put it in quotes'],
    ['with a strange key', { stringData: { 'a b': 'c' } }, 'stringData.a b: key "a b" in stringData must consist of letters, digits, -, _ and .'],
    ['without a certificate', { type: 'kubernetes.io/tls', data: { 'tls.key': '' } }, 'data: tls.crt is required in data of a Secret of type kubernetes.io/tls'],
    ['without anything', { type: 'kubernetes.io/tls' }, ': tls.crt and tls.key are required in data of a Secret of type kubernetes.io/tls'],
    ['without a user', { type: 'kubernetes.io/basic-auth', stringData: { a: 'b' } }, 'stringData: username or password is required in data of a Secret of type kubernetes.io/basic-auth'],
  ])('%s', (_, rest, line) => {
    expect(lines('Secret', rest)).toEqual([line]);
  }); // prettier-ignore

  test.each<[what: string, rest: Record<string, Value>]>([
    ['an empty certificate', { type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } }],
    ['half of it in each', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==' }, stringData: { 'tls.key': 'a' } }],
    ['a type that nobody knows', { type: 'kubernetes.io/TLS' }],
    ['base64 over several lines', { data: { key: 'YW\nFh' } }],
    ['null', { data: null, stringData: { a: null } }],
    ['data that is not told', { type: 'kubernetes.io/tls', data: undefined }],
  ])('with %s is taken', (_, rest) => {
    expect(lines('Secret', rest)).toEqual([]);
  }); // prettier-ignore
});

test('the kinds of the core group that are judged', () => {
  expect(['Service', 'Secret', 'ConfigMap', 'constructor'].filter(isCoreKind)).toEqual(['Service', 'Secret']);
});
