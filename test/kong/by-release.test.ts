import { describe, expect, test } from 'vitest';
import type { ClusterConfig } from '../../src/config/config.ts';
import { gatewayClass, httpGateway, manifest } from '../manifests/gateway-api.ts';
import { kongDeployment, proxyService, type KongDeploymentShape } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';

/** What becomes of the one Gateway of a tree: its conditions in short, why it gets none, or why that is not known. */
function outcome(manifests: string, gatewayApi?: string): string {
  const { listeners, withoutStatus, unverified, refusal } = gatewayOf(viewOf(manifests, withBundle(gatewayApi)));
  if (refusal !== null) return `refused: ${refusal}`;
  if (withoutStatus !== null) return withoutStatus.cause;
  return listeners
    .map(({ conditions, certainlyUnavailable }) => {
      if (conditions === null) return `unknown, ${certainlyUnavailable?.condition.reason ?? 'perhaps served'}`;
      const bad = Object.values(conditions).find(({ reason }) => !['Invalid', 'Accepted'].includes(reason));
      return `${bad?.reason ?? ''}${unverified === null ? '' : '?'}`;
    })
    .join(' ');
}

function withBundle(version: string | undefined): ClusterConfig | undefined {
  if (version === undefined) return undefined;
  const none = { at: { path: 'p', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 }, paths: [] };
  return {
    ...none,
    name: 'c',
    controllers: [],
    gatewayApi: { version, channel: null },
    complete: [],
    chartVersions: new Map(),
  };
}

const image = (version: string) => `kong/kubernetes-ingress-controller:${version}`;
const udpService = (namespace: string) =>
  manifest('v1', 'Service', 'udp', namespace, { selector: { app: 'kong' }, ports: [{ port: 53, protocol: 'UDP' }] });

describe('namespaces that the controller watches', () => {
  const watching = (namespaces: string, version = '3.5.13', more = ''): string =>
    gatewayClass() +
    infraGateway() +
    proxyService +
    kongDeployment({
      image: image(version),
      controller: `{name: CONTROLLER_WATCH_NAMESPACE, value: ${JSON.stringify(namespaces)}}${more}`,
    });

  test.each<[namespaces: string, version: string, outcome: string]>([
    ['', '3.5.13', 'NoConflicts'],
    ['infra', '3.5.13', 'NoConflicts'],
    ['a,infra', '3.5.13', 'NoConflicts'],
    ['a', '3.5.13', 'not-watched'],
    ['a, infra', '3.5.13', 'not-watched'],
    ['"infra"', '3.5.13', 'NoConflicts'],
    ['a,', '3.0.0', 'NoConflicts'],
    [',', '3.5.13', 'NoConflicts'],
    ['a,', '2.12.8', 'not-watched'],
    ['infra,', '2.12.8', 'NoConflicts'],
  ])('"%s" under %s', (namespaces, version, expected) => {
    expect(outcome(watching(namespaces, version))).toBe(expected);
  });

  test('the UDP publish Service has to be in one of them', () => {
    const udp = (namespace: string) => `, {name: CONTROLLER_PUBLISH_SERVICE_UDP, value: ${namespace}/udp}`;
    expect(outcome(watching('infra', '3.5.13', udp('kong')) + udpService('kong'))).toBe('NoConflicts');
    expect(outcome(watching('infra', '3.5.13', udp('edge')) + udpService('edge'))).toBe('service-missing');
    expect(outcome(watching('edge,infra', '3.5.13', udp('edge')) + udpService('edge'))).toBe('NoConflicts');
  });
});

describe('a certificate of another namespace', () => {
  const grant = (spec: object, version = 'v1beta1') =>
    manifest(`gateway.networking.k8s.io/${version}`, 'ReferenceGrant', 'g', 'certs', spec);
  const from = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra' }];
  const sound = { from, to: [{ group: '', kind: 'Secret' }] };
  const tls = ['s HTTPS 443 tls: {certificateRefs: [{name: c, namespace: certs}]}'];
  const tree = (granted: string, shape: KongDeploymentShape = {}): string =>
    gatewayClass() + infraGateway(tls) + proxyService + kongDeployment(shape) + granted;
  const watching = (namespaces: string): KongDeploymentShape => ({
    controller: `{name: CONTROLLER_WATCH_NAMESPACE, value: "${namespaces}"}`,
  });

  test.each<[what: string, granted: string, shape: KongDeploymentShape, bundle: string, outcome: string]>([
    ['a grant', grant(sound), {}, '1.3.0', 'NoConflicts?'],
    ['no grant: one may come from elsewhere', '', {}, '1.3.0', 'NoConflicts?'],
    [
      'a grant for another name',
      grant({ from, to: [{ group: '', kind: 'Secret', name: 'd' }] }),
      {},
      '1.3.0',
      'RefNotPermitted',
    ],
    ['a grant without the core group', grant({ from, to: [{ kind: 'Secret' }] }), {}, '1.3.0', 'RefNotPermitted'],
    [
      'a grant for no name',
      grant({ from, to: [{ group: '', kind: 'Secret', name: '' }] }),
      {},
      '1.3.0',
      'NoConflicts?',
    ],
    ['a grant in v1 before 1.5', grant(sound, 'v1'), {}, '1.3.0', 'RefNotPermitted'],
    ['a grant in v1 from 1.5 on', grant(sound, 'v1'), {}, '1.5.0', 'NoConflicts?'],
    ['a grant in v1alpha2 until 1.0', grant(sound, 'v1alpha2'), {}, '1.0.0', 'NoConflicts?'],
    ['a grant in v1alpha2 from 1.1 on', grant(sound, 'v1alpha2'), {}, '1.1.0', 'RefNotPermitted'],
    ['a grant in a namespace that is not watched', grant(sound), watching('infra'), '1.3.0', 'RefNotPermitted'],
    ['a grant in one that is', grant(sound), watching('infra,certs'), '1.3.0', 'NoConflicts?'],
  ])('%s', (_, granted, shape, bundle, expected) => {
    expect(outcome(tree(granted, shape), bundle)).toBe(expected);
  });

  test('why a grant does not count is told', () => {
    const verdictOf = (manifests: string) => gatewayOf(viewOf(manifests)).listeners[0]?.certificates[0];
    expect(verdictOf(tree(grant({ from, to: [{ kind: 'Secret' }] })))?.reason).toBe(
      'the API server refuses ReferenceGrant certs/g: group is required in to; the core group is written ""',
    );
    expect(verdictOf(tree(grant(sound), watching('infra')))?.reason).toBe(
      'the controller kong/kong does not watch the namespace certs',
    );
  });
});

describe('two controllers of one name', () => {
  const second = kongDeployment({ name: 'other', publish: 'kong/other' });
  const otherService = proxyService.replace('name: proxy', 'name: other').replace('app: kong', 'app: other');
  const tree = (annotations?: string): string =>
    gatewayClass() + infraGateway(undefined, annotations) + proxyService + kongDeployment() + otherService + second;

  test.each([
    ['either may write', undefined, 'unknown, perhaps served'],
    ['the pin leaves one', 'konghq.com/publish-service: kong/proxy', 'NoConflicts'],
    ['the pin leaves the other', 'konghq.com/publish-service: kong/other', 'NoConflicts'],
    ['the pin leaves none', 'konghq.com/publish-service: kong/old', 'pin-mismatch'],
  ])('%s', (_, annotations, expected) => {
    expect(outcome(tree(annotations))).toBe(expected);
  });
});

describe('old releases', () => {
  const tree = (version: string, listener: string): string =>
    gatewayClass() + infraGateway([listener]) + proxyService + kongDeployment({ image: image(version) });

  test.each([
    ['2.10.4', 'http HTTP 80', 'unknown, perhaps served'],
    ['2.10.4', 'tcp TCP 9000', 'unknown, UnsupportedProtocol'],
    ['2.10.4', 'http HTTP 81', 'unknown, PortUnavailable'],
    ['2.8.2', 'http HTTP 81', 'unknown, PortUnavailable'],
    // Before 2.6 Gateways are behind a feature gate.
    ['2.5.1', 'tcp TCP 9000', 'controller-disabled'],
  ])('%s with %s', (version, listener, expected) => {
    expect(outcome(tree(version, listener))).toBe(expected);
  });

  test('until 2.8 another condition tells it', () => {
    const conditionOf = (version: string) =>
      gatewayOf(viewOf(tree(version, 'tcp TCP 9000'))).listeners[0]?.certainlyUnavailable?.condition;
    expect(conditionOf('2.8.2')).toEqual({ type: 'Detached', status: 'True', reason: 'UnsupportedProtocol' });
    expect(conditionOf('2.9.0')).toEqual({ type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' });
  });
});

describe('a controller that does not look at Gateways', () => {
  const tree = (version: string, variable: string, value: string): string =>
    gatewayClass() +
    infraGateway() +
    proxyService +
    kongDeployment({ image: image(version), controller: `{name: CONTROLLER_${variable}, value: "${value}"}` });

  test.each([
    ['3.0.2', 'ENABLE_CONTROLLER_GWAPI_GATEWAY', 'false', 'controller-disabled'],
    // There is no such variable yet.
    ['2.12.8', 'ENABLE_CONTROLLER_GWAPI_GATEWAY', 'false', 'NoConflicts'],
    ['2.12.8', 'FEATURE_GATES', 'Gateway=false', 'controller-disabled'],
    ['2.12.8', 'FEATURE_GATES', 'Gateway=true', 'NoConflicts'],
    ['3.0.0', 'FEATURE_GATES', 'Gateway=false', 'controller-does-not-start'],
    // Whichever release it is, it exits or passes Gateways over.
    ['latest', 'FEATURE_GATES', 'Gateway=false', 'controller-disabled'],
    // Off by default.
    ['2.5.1', 'UPDATE_STATUS', 'true', 'controller-disabled'],
    ['3.0.2', 'GATEWAY_TO_RECONCILE', 'infra/other', 'NoConflicts'],
    ['3.1.0', 'GATEWAY_TO_RECONCILE', 'infra/other', 'not-to-reconcile'],
  ])('%s with %s=%s', (version, variable, value, expected) => {
    expect(outcome(tree(version, variable, value))).toBe(expected);
  });
});

describe('what no release and no controller changes', () => {
  test('a protocol that none serves', () => {
    expect(outcome(gatewayClass() + infraGateway(['g GRPC 80', 'h HTTP 80']))).toBe(
      'unknown, UnsupportedProtocol unknown, perhaps served',
    );
    expect(outcome(gatewayClass('kong', 'example.com/other') + infraGateway(['g GRPC 80']))).toBe(
      'unknown, perhaps served',
    );
  });

  test('a class that the API server refuses', () => {
    const kong = infraGateway() + proxyService + kongDeployment();
    const unquoted = gatewayClass().replace('"true"', 'true');
    const labelled = gatewayClass().replace('metadata:', 'metadata:\n  labels: {a: 1}');
    expect(outcome(unquoted + kong)).toBe('unknown, perhaps served');
    expect(outcome(labelled + kong)).toBe('unknown, perhaps served');
    expect(gatewayOf(viewOf(labelled + kong)).unverified).toMatch(
      /^the API server refuses its GatewayClass: value of a must be a string/,
    );
  });

  test('versions that a bundle does not serve', () => {
    const tree = (version: string, apiVersion: string): string =>
      gatewayClass() +
      httpGateway('edge', 'infra').replace('/v1\n', `/${apiVersion}\n`) +
      proxyService +
      kongDeployment({ image: image(version) });
    expect(outcome(tree('2.12.8', 'v1beta1'), '0.8.1')).toBe('unknown, perhaps served');
    expect(outcome(tree('2.12.8', 'v1beta1').replace('/v1\n', '/v1beta1\n'), '0.8.1')).toBe('NoConflicts');
    expect(outcome(tree('2.12.8', 'v1'), '0.8.1')).toMatch('refused: Gateway is not served');
    expect(outcome(tree('3.5.13', 'v1alpha2'), '1.3.0')).toMatch('refused: Gateway is not served');
    expect(outcome(tree('3.5.13', 'v1beta1').replace('/v1\n', '/v1beta1\n'), '0.8.1')).toBe('version-not-served');
  });
});
