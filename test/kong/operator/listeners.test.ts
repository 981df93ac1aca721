import { describe, expect, test } from 'vitest';
import { gatewayOf, infraGateway, viewOf } from '../cluster-view.ts';
import { managedClass, operator, short } from './operator-cluster.ts';

/** The conditions of the listeners and of the Gateway of an operator's cluster. */
function judged(release: string, listeners: readonly string[]): string[] {
  const status = gatewayOf(viewOf(managedClass + infraGateway(listeners) + operator(release)));
  return [...status.listeners.map(({ conditions }) => short(conditions)), short(status.conditions)];
}

const fine = ['', ''];
const pending = 'Programmed=False/Pending';
const unsupported = `Accepted=False/UnsupportedProtocol ${pending}`;
const refused = 'Accepted=False/ListenersNotValid';
const passthrough = '{name: a, port: 8443, protocol: TLS, tls: {mode: Passthrough}}';
const web = 'a HTTP 80';

describe('what Kong Operator writes on listeners and their Gateway', () => {
  test.each([
    ['1.5.1', [web], fine],
    ['2.0.11', [web], fine],
    ['2.3.0', [web], fine],
    [
      '2.1.9',
      [passthrough],
      ['Accepted=False/UnsupportedProtocol Programmed=False/Pending ResolvedRefs=False/TooManyTLSSecrets', refused],
    ],
    ['2.2.3', [passthrough], fine],
    ['2.2.3', ['a TCP 9000'], [unsupported, `${refused} ${pending}`]],
    ['2.3.0', ['a TCP 9000'], fine],
    ['2.3.0', ['a UDP 9000'], fine],
    ['2.3.0', ['a SCTP 9000'], [unsupported, `${refused} ${pending}`]],
    ['2.1.9', ['a SCTP 9000'], [unsupported, refused]],
    ['1.6.2', ['a SCTP 9000'], [unsupported, `${refused} ${pending}`]],
  ])('%s: %j', (release, listeners, expected) => {
    expect(judged(release, listeners)).toEqual(expected);
  });

  const one = 'hostname: x.example.com';
  const secure = '{name: b, port: 443, protocol: HTTPS, hostname: x.example.com, tls: {certificateRefs: [{name: c}]}}';

  test.each([
    ['2.1.9', [`a HTTP 80 ${one}`, secure], `Conflicted=True/HostnameConflict ${pending}`, refused],
    [
      '2.2.3',
      [`a HTTP 80 ${one}`, secure],
      `Accepted=False/HostnameConflict Conflicted=True/HostnameConflict ${pending}`,
      `${refused} ${pending}`,
    ],
    [
      '2.3.0',
      [`a HTTP 80 ${one}`, secure],
      `Accepted=False/HostnameConflict Conflicted=True/HostnameConflict ${pending}`,
      `${refused} ${pending}`,
    ],
    [
      '2.3.0',
      ['a HTTP 80', 'b TCP 80'],
      `Accepted=False/ProtocolConflict Conflicted=True/ProtocolConflict ${pending}`,
      `${refused} ${pending}`,
    ],
    [
      '2.2.3',
      [passthrough, passthrough.replace('name: a', 'name: b, hostname: b.x')],
      `Accepted=False/ProtocolConflict Conflicted=True/ProtocolConflict ${pending}`,
      `${refused} ${pending}`,
    ],
    ['2.2.3', ['a HTTP 80 hostname: a.x', 'b HTTP 80 hostname: b.x'], '', ''],
    ['2.2.3', ['a HTTP 80', 'b HTTP 81'], '', ''],
    ['2.2.3', ['a HTTP 80 hostname: "*.x"', 'b HTTP 81 hostname: a.x'], '', ''],
  ])('%s: %j conflict', (release, listeners, listener, gateway) => {
    expect(judged(release, listeners)).toEqual([listener, listener, gateway]);
  });

  test('from 2.3 on one sound listener is enough, and the conflicting ones are Programmed', () => {
    const conflict = 'Accepted=False/HostnameConflict Conflicted=True/HostnameConflict';
    expect(judged('2.3.0', [`a HTTP 80 ${one}`, secure, 'c HTTP 81'])).toEqual([conflict, conflict, '', '']);
    expect(judged('2.2.3', [`a HTTP 80 ${one}`, secure, 'c HTTP 81'])[2]).toBe(pending);
  });

  test('from 2.3 on a protocol of nobody keeps Kong from being made', () => {
    const status = gatewayOf(viewOf(managedClass + infraGateway([web, 'b SCTP 9000']) + operator('2.3.0')));
    expect(status.conditions).toMatchObject({
      Accepted: { status: 'True', reason: 'ListenersNotValid', message: 'Listener 1 is not accepted.' },
      DataPlaneReady: {
        status: 'False',
        reason: 'UnableToProvision',
        message: 'dataplane creation failed - error: listener 1 uses unsupported protocol SCTP',
      },
    });
    expect(status.managed[0]).toMatchObject({ isProvisioned: false, fault: { cause: 'protocol' } });
  });

  test.each([
    ['2.2.3', 'HTTP', ['HTTPRoute']],
    ['2.3.0', 'HTTP', ['GRPCRoute', 'HTTPRoute']],
    ['2.3.0', 'UDP', ['UDPRoute']],
    ['2.2.3', 'UDP', []],
  ])('%s supports on %s listeners %j', (release, protocol, kinds) => {
    const view = viewOf(managedClass + infraGateway([`a ${protocol} 80`]) + operator(release));
    expect(gatewayOf(view).listeners[0]?.supportedKinds).toEqual(kinds);
  });

  test('says by which code a release is judged that came later', () => {
    const view = viewOf(managedClass + infraGateway([web]) + operator('2.4.0'));
    expect(gatewayOf(view)).toMatchObject({ unverified: 'Kong Operator 2.4.0 is judged by 2.3.0-rc.3' });
  });
});

describe('without a release', () => {
  const cert = 'tls: {certificateRefs: [{name: a}, {name: b}]}';
  const causes = (tree: string): string[] => {
    const { managed } = gatewayOf(viewOf(tree));
    return [
      ...new Set(
        managed.flatMap(({ listeners }) => listeners.flatMap(({ faults }) => faults.map(({ cause }) => cause))),
      ),
    ];
  };

  test('what every release has against a listener is known', () => {
    const tree = managedClass + infraGateway([`{name: a, port: 443, protocol: HTTPS, ${cert}}`]);
    expect(causes(tree)).toEqual(['certificate-count']);
    expect(gatewayOf(viewOf(tree))).toMatchObject({
      implementation: 'operator',
      controller: null,
      conditions: null,
      unverified: 'Kong Operator is not in the repository',
    });
  });

  test('an image of no version tells none', () => {
    const view = viewOf(managedClass + infraGateway([web]) + operator('nightly'));
    expect(gatewayOf(view).unverified).toBe('the release of Kong Operator is not known: the image names no release');
  });

  test('an old one is not predicted', () => {
    const view = viewOf(managedClass + infraGateway([web]) + operator('1.4.2'));
    expect(gatewayOf(view)).toMatchObject({ managed: [], conditions: null });
  });
});
