import { describe, expect, test } from 'vitest';
import { listenerConditions, type CertificateReason } from '../../src/kong/status/listener-status.ts';
import { offersOf } from '../../src/kong/status/offers.ts';
import { conditionsLine, listener, listeners, listens, service } from './model-shorthand.ts';

const offers = offersOf(service('80->8000 443->8443'), listens('http', '0.0.0.0:8000, 0.0.0.0:8443 ssl'), []);
const resolved: () => CertificateReason = () => 'ResolvedRefs';

describe('certificates and route kinds', () => {
  const table: readonly [string, number, CertificateReason, string, string][] = [
    ['O: a missing Secret', 443, 'InvalidCertificateRef', '', 'Accepted=T ResolvedRefs=F/InvalidCertificateRef'],
    ['P: no grant, wrong port', 8443, 'RefNotPermitted', '', 'Accepted=F ResolvedRefs=F/RefNotPermitted'],
    ['GRPCRoute by name', 443, 'ResolvedRefs', 'GRPCRoute', 'Accepted=T ResolvedRefs=F/InvalidRouteKinds'],
    [
      '7.2: one foreign kind',
      443,
      'ResolvedRefs',
      'unknown.group.com/Other,HTTPRoute',
      'Accepted=T ResolvedRefs=F/InvalidRouteKinds',
    ],
    [
      'a known kind of a foreign group',
      443,
      'ResolvedRefs',
      'x.io/TCPRoute',
      'Accepted=T ResolvedRefs=F/InvalidRouteKinds',
    ],
    ['a kind of the empty group', 443, 'ResolvedRefs', '/HTTPRoute', 'Accepted=T ResolvedRefs=F/InvalidRouteKinds'],
    [
      'the certificate is told first',
      443,
      'RefNotPermitted',
      'x.io/Other',
      'Accepted=T ResolvedRefs=F/RefNotPermitted',
    ],
  ];
  test.each(table)('%s', (_, port, certificate, kinds, becomes) => {
    const conditions = conditionsOf(port, certificate, kinds);
    expect(conditions?.Programmed?.reason).toBe('Invalid');
    expect(conditionsLine(conditions)).toContain(becomes.split(' ')[0]);
    expect(conditionsLine(conditions)).toContain(becomes.split(' ')[1]);
    expect(conditions?.Conflicted).toBeUndefined();
  });

  test.each(['', 'HTTPRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute', 'HTTPRoute,TLSRoute'])(
    'kinds "%s" resolve, whatever the protocol',
    (kinds) => {
      expect(conditionsOf(443, 'ResolvedRefs', kinds)?.Programmed?.status).toBe('True');
    },
  );

  function conditionsOf(port: number, certificate: CertificateReason, kinds: string) {
    const asked = listener({
      name: 'https',
      protocol: 'HTTPS',
      port,
      certificateRefs: [{}],
      kinds: kinds.split(',').filter(Boolean).map(kindOf),
    });
    return listenerConditions({ listeners: [asked], offers, certificates: () => certificate })[0];
  }

  /** `HTTPRoute` is of the Gateway API; `x.io/HTTPRoute` of the group `x.io`. */
  function kindOf(text: string) {
    const [group = '', kind] = text.split('/');
    return kind === undefined ? { group: 'gateway.networking.k8s.io', kind: group } : { group, kind };
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
  expect(conditionsLine(first)).toBe(
    'Accepted=T/Accepted Conflicted=T/HostnameConflict ResolvedRefs=T/ResolvedRefs Programmed=F/Invalid',
  );
  expect(conditionsLine(second)).toBe('Conflicted=T/HostnameConflict Programmed=F/Invalid');
});

test('a certificate is asked for only where a listener has tls', () => {
  const [http, https] = listenerConditions({
    listeners: [
      listener({ name: 'http', protocol: 'HTTP', port: 80 }),
      listener({ name: 'https', protocol: 'HTTPS', port: 443, certificateRefs: [] }),
    ],
    offers,
    certificates: () => 'InvalidCertificateRef',
  });
  expect(conditionsLine(http)).toContain('Programmed=T');
  expect(conditionsLine(https)).toBe('Accepted=T/Accepted ResolvedRefs=F/InvalidCertificateRef Programmed=F/Invalid');
});

test('several ports of one protocol are offered together', () => {
  const twice = offersOf(service('80->8000 8080->8000'), listens('http', '0.0.0.0:8000'), []);
  const conditions = listenerConditions({
    listeners: listeners('HTTP:80; HTTP:8080; HTTP:8000'),
    offers: twice,
    certificates: resolved,
  });
  expect(conditions.map((each) => each.Accepted?.reason)).toEqual(['Accepted', 'Accepted', 'PortUnavailable']);
});
