import { describe, expect, test } from 'vitest';
import { conditionsLine } from './model-shorthand.ts';
import { gatewayClass, manifest } from '../manifests/gateway-api.ts';
import { kongDeployment, proxyService } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';

const udpSetting = (name: string) => `{name: CONTROLLER_PUBLISH_SERVICE_UDP, value: ${name}}`;
const udpService = `apiVersion: v1
kind: Service
metadata: {name: udp, namespace: kong}
spec: {type: LoadBalancer, selector: {app: kong}, ports: [{port: 9999, targetPort: 9999, protocol: UDP}]}
`;
const stream = '        env: [{name: KONG_STREAM_LISTEN, value: "0.0.0.0:9999 udp"}]';
const asked = ['http HTTP 80', 'udp UDP 9999'];

describe('the publish Services that a Gateway uses', () => {
  const accepted = 'Accepted';

  test.each([
    ['both, in the order of the settings', null, ['proxy', 'udp'], [accepted, accepted]],
    ['both, in the order of the pin', 'kong/udp,kong/proxy', ['udp', 'proxy'], [accepted, accepted]],
    ['one alone', 'kong/udp', ['udp'], ['UnsupportedProtocol', accepted]],
    ['the other alone', 'kong/proxy', ['proxy'], [accepted, 'UnsupportedProtocol']],
    ['one twice', 'kong/proxy,kong/proxy', ['proxy', 'proxy'], [accepted, 'UnsupportedProtocol']],
  ])('%s', (_, pin, services, reasons) => {
    const more = pin === null ? '' : `konghq.com/publish-service: "${pin}"`;
    const controller = kongDeployment({ proxy: stream, controller: udpSetting('kong/udp') });
    const status = gatewayOf(
      viewOf(gatewayClass() + infraGateway(asked, more) + udpService + proxyService + controller),
    );
    expect(status.services?.map(({ name }) => name)).toEqual(services);
    expect(status.offers?.map(({ service }) => service.name)).toEqual(
      services.flatMap((name) => (name === 'udp' ? ['udp'] : ['proxy', 'proxy'])),
    );
    expect(status.listeners.map(({ conditions }) => conditions?.Accepted?.reason)).toEqual(reasons);
  });

  test.each([
    ['kong/gone', null, 'service-missing'],
    ['edge/udp', 'the publish Service edge/udp is not in the repository', undefined],
  ])('one that is not in the repository: %s', (name, unverified, cause) => {
    const controller = kongDeployment({ proxy: stream, controller: udpSetting(name) });
    const status = gatewayOf(viewOf(gatewayClass() + infraGateway(asked) + proxyService + controller));
    expect(status).toMatchObject({ services: null, offers: null, unverified });
    expect(status.withoutStatus?.cause).toBe(cause);
  });

  test('one that is published twice is read once', () => {
    const more = 'konghq.com/publish-service: kong/proxy';
    const controller = kongDeployment({ controller: udpSetting('kong/proxy') });
    const status = gatewayOf(viewOf(gatewayClass() + infraGateway(undefined, more) + proxyService + controller));
    expect(status.services?.map(({ name }) => name)).toEqual(['proxy']);
  });

  test('a Gateway whose pin leaves out the one that is missing', () => {
    const more = 'konghq.com/publish-service: kong/proxy';
    const controller = kongDeployment({ proxy: stream, controller: udpSetting('edge/udp') });
    const status = gatewayOf(viewOf(gatewayClass() + infraGateway(asked, more) + proxyService + controller));
    expect(status.listeners.map(({ conditions }) => conditions?.Accepted?.reason)).toEqual([
      accepted,
      'UnsupportedProtocol',
    ]);
  });
});

describe('the release decides what is written on a listener that fails', () => {
  const https = ['s HTTPS 443 tls: {certificateRefs: [{name: empty}]}'];
  const secret = manifest('v1', 'Secret', 'empty', 'infra');
  const failing = 'ResolvedRefs=F/InvalidCertificateRef Programmed=F/Invalid';
  const status = (version: string) => {
    const controller = kongDeployment({ image: `kong/kubernetes-ingress-controller:${version}` });
    return gatewayOf(viewOf(gatewayClass() + infraGateway(https) + proxyService + secret + controller));
  };

  test.each([
    ['2.11.0', failing],
    ['2.12.8', failing],
    ['3.0.0', `Accepted=T/Accepted ${failing}`],
    ['3.4.1', `Accepted=T/Accepted ${failing}`],
    ['latest', `Accepted=T/Accepted ${failing}`],
  ])('%s', (version, conditions) => {
    expect(conditionsLine(status(version).listeners[0]?.conditions ?? undefined)).toBe(conditions);
  });

  test('conditions of an older kind are not predicted', () => {
    expect(status('2.10.5')).toMatchObject({
      offers: null,
      unverified: 'version 2.10.5 of the controller writes conditions of an older kind',
    });
  });
});

describe('Secrets that nobody shows', () => {
  const listener = (port: number, ...names: readonly string[]) =>
    `{name: p${port}, port: ${port}, protocol: HTTPS, tls: {certificateRefs: [${names.map((name) => `{name: "${name}"}`).join(', ')}]}}`;
  const unverified = (listeners: readonly string[], more = '') =>
    gatewayOf(viewOf(gatewayClass() + infraGateway(listeners) + proxyService + more + kongDeployment())).unverified;
  const assumed = 'not in this repository; assumed to exist';

  test.each([
    ['each once', [listener(443, 'a'), listener(80, 'b', 'a')], `Secrets infra/a, infra/b are ${assumed}`],
    ['a name with a variable', [listener(443, '${NAME}')], 'a Secret whose name is not known is assumed to exist'],
    ['both', [listener(443, 'a', '${NAME}')], `Secret infra/a and one whose name is not known are ${assumed}`],
  ])('%s', (_, listeners, told) => {
    expect(unverified(listeners)).toBe(told);
  });

  test('those that something makes are not told', () => {
    const sealed = manifest('bitnami.com/v1alpha1', 'SealedSecret', 'a', 'infra');
    expect(unverified([listener(443, 'a')], sealed)).toBeNull();
  });
});

describe('a class that is not in the tree', () => {
  test.each([
    ['kong', 'unknown', 'GatewayClass kong is not in the repository'],
    ['istio', 'other', null],
  ])('%s', (className, implementation, unverified) => {
    const named = infraGateway().replace('gatewayClassName: kong', `gatewayClassName: ${className}`);
    expect(gatewayOf(viewOf(gatewayClass().replace('name: kong', 'name: other') + named))).toMatchObject({
      gatewayClass: null,
      implementation,
      unverified,
    });
  });
});
