import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { findingsIn } from '../review/finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const path = '.github/portcullis.yml';

describe('what the configuration states is not in the repository', () => {
  const stated = `clusters:
  - name: prod
    paths: ['**']
    controllers:
      - name: kong
        publishService: kong/proxy
        servicePorts:
          - {port: 80, targetPort: 8000}
          - {port: 443, targetPort: 8443}
          - {port: 9901}
          - {port: 9903}
        streamListen: 0.0.0.0:9901, 0.0.0.0:9903 ssl
`;
  const ask = (...listeners: readonly string[]): Files => ({
    [path]: stated,
    'class.yaml': gatewayClass(),
    'gateway.yaml': gateway(listeners),
  });

  test('listeners that it serves are silent', () => {
    const { findings, unverified } = reviewFiles(
      ask('http HTTP 80', 'https HTTPS 443', 'tcp TCP 9901', 'tls TLS 9903'),
    );
    expect([findings, unverified.filter(({ about }) => about.startsWith('Gateway'))]).toEqual([[], []]);
  });

  test.each<[string, string, string]>([
    ['another port', 'tcp TCP 9902', 'gateway.yaml:9 listener-port-unavailable'],
    ['another protocol', 'udp UDP 9901', 'gateway.yaml:9 listener-protocol-unsupported'],
  ])('%s is a finding that names the configuration', (_, listener, expected) => {
    expect(findingsIn(ask(listener))).toEqual([expected]);
    const [finding] = reviewFiles(ask(listener)).findings;
    expect(finding?.message).toContain(`(${path}:5)`);
    expect(finding?.related.map(({ at }) => `${at.path}:${at.line}`)).toEqual([`${path}:5`]);
  });

  test('a class of another name is a finding', () => {
    expect(findingsIn({ ...ask('http HTTP 80'), 'class.yaml': gatewayClass('kong', 'konghq.com/other') })).toEqual([
      'class.yaml:8 controller-name-mismatch',
    ]);
  });

  test('TLS on a stream listen without ssl points into the configuration', () => {
    const files = { ...ask('tls TLS 9901') };
    expect(findingsIn(files)).toEqual([`${path}:5 stream-listen-without-ssl`]);
  });
});

describe('the configuration', () => {
  const files: Files = {
    'class.yaml': gatewayClass(),
    'kong.yaml': kongApplication(),
    'gateway.yaml': gateway(['http HTTP 8000']),
    'old/gateway.yaml': gateway(['https HTTPS 443'], { name: 'old' }),
  };
  const configured = (text: string): string[] =>
    reviewFiles({ ...files, [path]: text }).findings.map(({ at, severity, rule }) => `${at.path} ${severity} ${rule}`);

  test('is not needed', () => {
    expect(configured('')).toEqual([
      'gateway.yaml error listener-port-unavailable',
      'old/gateway.yaml error several-gateways-per-controller',
    ]);
  });

  test('lowers a rule', () => {
    expect(configured('rules:\n  several-gateways-per-controller: warning\n')).toEqual([
      'gateway.yaml error listener-port-unavailable',
      'old/gateway.yaml warning several-gateways-per-controller',
    ]);
  });

  test('switches a rule off', () => {
    expect(configured('rules:\n  listener-port-unavailable: off\n')).toEqual([
      'old/gateway.yaml error several-gateways-per-controller',
    ]);
    expect(configured('rules:\n  listener-port-unavailable: "off"\n')).toEqual([
      'old/gateway.yaml error several-gateways-per-controller',
    ]);
  });

  test('excludes a path', () => {
    expect(configured('exclude: [old/**]\n')).toEqual(['gateway.yaml error listener-port-unavailable']);
  });
});
