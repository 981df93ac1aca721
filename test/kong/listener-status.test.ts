import { describe, expect, test } from 'vitest';
import { listenerConditions, type CertificateReason } from '../../src/kong/listener-status.ts';
import { offersOf } from '../../src/kong/offers.ts';
import { line, listener, listeners, listens, service } from './given.ts';

const offers = offersOf(service('80->8000 443->8443'), listens('http', '0.0.0.0:8000, 0.0.0.0:8443 ssl'), []);
const resolved: () => CertificateReason = () => 'ResolvedRefs';

describe('certificates and route kinds', () => {
  const table: readonly [string, number, CertificateReason, string, string][] = [
    ['O: a missing Secret', 443, 'InvalidCertificateRef', '', 'Accepted=T ResolvedRefs=F/InvalidCertificateRef'],
    ['P: no grant, wrong port', 8443, 'RefNotPermitted', '', 'Accepted=F ResolvedRefs=F/RefNotPermitted'],
    ['GRPCRoute by name', 443, 'ResolvedRefs', 'GRPCRoute', 'Accepted=T ResolvedRefs=F/InvalidRouteKinds'],
    ['7.2: one foreign kind', 443, 'ResolvedRefs', 'Other,HTTPRoute', 'Accepted=T ResolvedRefs=F/InvalidRouteKinds'],
    ['the certificate is told first', 443, 'RefNotPermitted', 'Other', 'Accepted=T ResolvedRefs=F/RefNotPermitted'],
  ];
  test.each(table)('%s', (_, port, certificate, kinds, becomes) => {
    const conditions = conditionsOf(port, certificate, kinds);
    expect(conditions?.Programmed?.reason).toBe('Invalid');
    expect(line(conditions)).toContain(becomes.split(' ')[0]);
    expect(line(conditions)).toContain(becomes.split(' ')[1]);
    expect(conditions?.Conflicted).toBeUndefined();
  });

  test.each(['', 'HTTPRoute', 'TCPRoute'])('kinds "%s" resolve, whatever the protocol', (kinds) => {
    expect(conditionsOf(443, 'ResolvedRefs', kinds)?.Programmed?.status).toBe('True');
  });

  function conditionsOf(port: number, certificate: CertificateReason, kinds: string) {
    const asked = listener({
      name: 'https',
      protocol: 'HTTPS',
      port,
      certificateRefs: [{}],
      kinds: kinds.split(',').flatMap((kind) => (kind === '' ? [] : [{ group: groupOf(kind), kind }])),
    });
    return listenerConditions({ listeners: [asked], offers, certificates: () => certificate })[0];
  }

  function groupOf(kind: string): string {
    return kind === 'Other' ? 'unknown.group.com' : 'gateway.networking.k8s.io';
  }
});

test('a failing listener carries the messages of the controller', () => {
  const [port, protocol] = listenerConditions({
    listeners: listeners('HTTP:8000; TCP:9000'),
    offers,
    certificates: resolved,
  });
  expect(port?.Accepted?.message).toBe(
    'no Kong listen with the requested protocol is configured for the requested port',
  );
  expect(protocol?.Accepted?.message).toBe('no Kong listen with the requested protocol is configured');
  expect(port?.Programmed?.message).toBe('');
});

test('before 3.0 a failing listener is not also called accepted', () => {
  const twins = listeners('HTTPS:443 x.io; HTTPS:443 x.io');
  const [first, second] = listenerConditions({
    listeners: twins,
    offers,
    certificates: resolved,
    acceptsFailing: false,
  });
  expect(line(first)).toBe(
    'Accepted=T/Accepted Conflicted=T/HostnameConflict ResolvedRefs=T/ResolvedRefs Programmed=F/Invalid',
  );
  expect(line(second)).toBe('Conflicted=T/HostnameConflict Programmed=F/Invalid');
});
