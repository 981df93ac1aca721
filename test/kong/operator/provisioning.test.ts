import { describe, expect, test } from 'vitest';
import { gateway } from '../../manifests/gateway-api.ts';
import { gatewayOf, viewOf } from '../cluster-view.ts';
import {
  classWith,
  configuration,
  managedClass,
  operator,
  parametersRef,
  short,
  whole,
  withEnv,
} from './operator-cluster.ts';

const long = (length: number): string => 'g'.repeat(length);
const named = (name: string, listeners?: readonly string[], annotations?: string): string =>
  gateway(listeners, { name, namespace: 'infra', annotations });
const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `l${i} HTTP ${8000 + i}`);
const still = "gateway-operator.konghq.com/static-naming: 'true'";

/** Why the operator never gets the Gateway to serve, and what DataPlaneReady says. */
function fault(release: string, tree: string, head = managedClass, container = ''): string {
  const status = gatewayOf(viewOf(head + tree + operator(release, container), whole));
  if (status.conditions === null) return status.managed[0]?.fault?.cause ?? 'unknown';
  const [first] = status.managed;
  if (first?.fault === undefined || first.fault === null) return 'serves';
  const said = short({ DataPlaneReady: status.conditions['DataPlaneReady'] ?? { status: 'True' } });
  return `${first.fault.cause} ${said.replace('DataPlaneReady=False/', '')}`.trim();
}

describe('what keeps Kong Operator from serving a Gateway that it accepts', () => {
  test.each([
    ['2.0.11', named(long(58)), 'serves'],
    ['2.1.9', named(long(57)), 'serves'],
    ['2.1.9', named(long(58)), 'gateway-name WaitingToBecomeReady'],
    ['2.1.9', named(long(63), undefined, still), 'serves'],
    ['2.1.9', named(long(64), undefined, still), 'gateway-name WaitingToBecomeReady'],
    ['2.2.3', named(long(64)), 'gateway-name UnableToProvision'],
    ['2.2.3', named('my.gateway'), 'gateway-name WaitingToBecomeReady'],
    ['2.0.11', named('my.gateway'), 'gateway-name ResourceCreatedOrUpdated'],
    ['2.0.11', named('edge', numbered(4)), 'serves'],
    ['2.0.11', named('edge', numbered(5)), 'too-many-listeners UnableToProvision'],
    ['2.1.9', named('edge', numbered(5)), 'serves'],
    ['2.2.3', named('edge', ['proxy.http HTTP 80']), 'listener-name WaitingToBecomeReady'],
    ['2.2.3', named('edge', ['a HTTP 80 hostname: a.x', 'proxy.http HTTP 80 hostname: b.x']), 'serves'],
    ['2.2.3', named('edge', [`${long(64)} HTTP 80`]), 'listener-name WaitingToBecomeReady'],
    ['2.3.0', named('edge', ['a HTTP 80', 'b SCTP 90']), 'protocol UnableToProvision'],
    ['2.3.0', named('edge', ['a HTTP 80', 'b UDP 90', 'c TCP 90', 'd TLS 443']), 'serves'],
    ['2.3.0', named('edge', ['a HTTP 80', 'b UDP 90', 'c TCP 80']), 'port-maps UnableToProvision'],
  ])('%s: %#', (release, tree, expected) => {
    expect(fault(release, tree)).toBe(expected);
  });

  const nodePorts = { dataPlaneOptions: { network: { services: { ingress: { type: 'NodePort' } } } } };
  const withOptions = (release: string, spec: object, tree = named('edge'), container = ''): string =>
    fault(release, tree + configuration(spec), classWith(parametersRef), container);

  test.each([
    ['2.2.3', { ...nodePorts, listenersOptions: [{ name: 'http', nodePort: 30_080 }] }, 'serves'],
    ['1.6.2', { ...nodePorts, listenersOptions: [{ name: 'https', nodePort: 30_080 }] }, 'serves'],
    [
      '1.6.3',
      { ...nodePorts, listenersOptions: [{ name: 'https', nodePort: 30_080 }] },
      'listener-option UnableToProvision',
    ],
    [
      '2.2.3',
      { ...nodePorts, listenersOptions: [{ name: 'https', nodePort: 30_080 }] },
      'listener-option UnableToProvision',
    ],
    ['2.2.3', withEnv({ KONG_PROXY_LISTEN: '0.0.0.0:8000, 0.0.0.0:8443 ssl' }), 'serves'],
    ['2.2.3', withEnv({ KONG_PROXY_LISTEN: '0.0.0.0:9000' }), 'proxy-listen UnableToProvision'],
    ['2.1.9', withEnv({ KONG_PORT_MAPS: '80:8000' }), 'serves'],
    ['2.1.9', withEnv({ KONG_PORT_MAPS: '80:9000' }), 'port-maps UnableToProvision'],
    ['2.2.3', withEnv({ KONG_PORT_MAPS: '80:9000' }), 'serves'],
    ['2.2.3', withEnv({ KONG_ADMIN_LISTEN: 'off' }), 'listen-syntax'],
    ['2.2.3', withEnv({ KONG_DATABASE: 'postgres' }), 'database UnableToProvision'],
    ['2.2.3', withEnv({ KONG_DATABASE: 'off' }), 'serves'],
    ['2.2.3', withEnv({}, { image: 'kong/kong-gateway:latest' }), 'image'],
    ['2.2.3', withEnv({}, { image: 'kong:2.8' }), 'image'],
    ['2.2.3', withEnv({}, { image: 'kong:3.9-ubuntu' }), 'serves'],
    ['2.2.3', withEnv({}, { image: 'mirror.example.com:5000/kong:3.9' }), 'image'],
    ['2.3.0', withEnv({}, { image: 'mirror.example.com:5000/kong:3.9' }), 'serves'],
    ['2.3.0', { konnect: { authRef: { name: 'a' } } }, 'sign-in'],
    ['2.0.11', { konnect: { authRef: { name: 'a' } } }, 'unknown'],
  ])('%s: with %j', (release, spec, expected) => {
    expect(withOptions(release, spec)).toBe(expected);
  });

  test('an image of no version runs where nobody looks', () => {
    const spec = withEnv({}, { image: 'kong:latest' });
    expect(withOptions('2.2.3', spec, named('edge'), 'args: ["--validate-images=false"]')).toBe('serves');
  });

  test('two listeners of one port may need two ports of Kong', () => {
    const secure = '{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}';
    const view = viewOf(managedClass + named('edge', [secure, 'b HTTP 443', 'c TCP 5432']) + operator('2.3.0'));
    expect(gatewayOf(view).managed[0]?.fault).toMatchObject({ cause: 'port-maps', condition: { status: 'False' } });
  });
});

describe('parameters', () => {
  const judged = (release: string, head: string, tree = ''): string[] => {
    const view = viewOf(head + named('edge') + operator(release) + tree, whole);
    const { withoutStatus, conditions } = gatewayOf(view);
    return [
      short(view.classStatuses[0]?.conditions ?? null),
      withoutStatus === null ? short(conditions) : withoutStatus.cause,
    ];
  };

  test.each([
    [managedClass, '', ['', '']],
    [classWith(parametersRef), configuration({}), ['', '']],
    [classWith(parametersRef), '', ['Accepted=False/InvalidParameters', 'class-not-accepted']],
    [
      classWith({ ...parametersRef, kind: 'DataPlane' }),
      '',
      ['Accepted=False/InvalidParameters', 'class-not-accepted'],
    ],
    [
      classWith({ ...parametersRef, namespace: undefined }),
      configuration({}),
      ['Accepted=False/InvalidParameters', 'class-not-accepted'],
    ],
  ])('of a class: %#', (head, tree, expected) => {
    expect(judged('2.2.3', head, tree)).toEqual(expected);
  });

  test('without all of the cluster a GatewayConfiguration is assumed to exist', () => {
    const view = viewOf(classWith(parametersRef) + named('edge') + operator('2.2.3'));
    expect(gatewayOf(view)).toMatchObject({
      unverified: 'GatewayConfiguration infra/edge is not in this repository; assumed to exist',
      conditions: { Programmed: { status: 'True' } },
    });
  });

  const own = (kind: string): string =>
    named('edge').replace(
      'spec:\n',
      `spec:\n  infrastructure: {parametersRef: {group: gateway-operator.konghq.com, kind: ${kind}, name: own}}\n`,
    );

  test.each([
    ['2.0.11', 'GatewayConfiguration', 'serves'],
    ['2.1.9', 'GatewayConfiguration', 'proxy-listen UnableToProvision'],
    ['2.0.11', 'ConfigMap', 'serves'],
    ['2.2.3', 'ConfigMap', 'parameters'],
    ['2.3.0', 'ConfigMap', 'parameters'],
  ])('of a Gateway: %s and %s', (release, kind, expected) => {
    const tree = own(kind) + configuration(withEnv({ KONG_PROXY_LISTEN: '0.0.0.0:9000' }), 'own');
    expect(fault(release, tree)).toBe(expected);
  });

  test('from 2.3 on a Gateway with parameters of another kind is not accepted', () => {
    const view = viewOf(managedClass + own('ConfigMap') + operator('2.3.0'), whole);
    expect(gatewayOf(view).conditions?.['Accepted']).toMatchObject({ status: 'False', reason: 'InvalidParameters' });
  });

  test('those of a Gateway are laid over those of its class', () => {
    const base = configuration(withEnv({ KONG_PROXY_LISTEN: '0.0.0.0:9000', KONG_LOG_LEVEL: 'debug' }));
    const over = configuration(withEnv({ KONG_PROXY_LISTEN: '0.0.0.0:8000' }), 'own');
    expect(fault('2.2.3', own('GatewayConfiguration') + base + over, classWith(parametersRef))).toBe('serves');
    expect(fault('2.2.3', named('edge') + base + over, classWith(parametersRef))).toBe(
      'proxy-listen UnableToProvision',
    );
  });
});

describe('an operator that passes over a Gateway', () => {
  const cause = (container: string, tree = named('edge')): string | undefined =>
    gatewayOf(viewOf(managedClass + tree + operator('2.2.3', container), whole)).withoutStatus?.cause;
  const secure = '{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c, namespace: certs}]}}';

  test.each([
    ['args: ["--enable-controller-gateway=false"]', undefined, 'controller-disabled'],
    ['args: ["--watch-namespaces=apps"]', undefined, 'not-watched'],
    ['args: ["--watch-namespaces=apps,infra"]', undefined, undefined],
    ['args: ["--watch-namespaces=infra"]', named('edge', [secure]), 'outside-watched-namespaces'],
    ['', named('edge', ['a HTTP 80 allowedRoutes: {namespaces: {from: Selector}}']), 'selector-fault'],
    [
      '',
      named('edge', [
        'a HTTP 80 allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: In}]}}}',
      ]),
      'selector-fault',
    ],
    ['', named('edge', ['a HTTP 80 allowedRoutes: {namespaces: {from: Selector, selector: {}}}']), undefined],
    ['args: ["--contoller-name=x"]', undefined, 'controller-does-not-start'],
  ])('with %s', (container, tree, expected) => {
    expect(cause(container, tree)).toBe(expected);
  });
});
