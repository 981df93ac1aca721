import { describe, expect, test } from 'vitest';
import { conditionsLine } from './model-shorthand.ts';
import { gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { kongDeployment, proxyService } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';

const fine = 'Accepted=T/Accepted Conflicted=F/NoConflicts ResolvedRefs=T/ResolvedRefs Programmed=T/Programmed';
const managed = plainClass();
const pinned = (to: string) => infraGateway(undefined, `konghq.com/publish-service: "${to}"`);

test('a Gateway, its class, its Service and Kong in one tree', () => {
  const status = gatewayOf(viewOf(gatewayClass() + infraGateway() + proxyService + kongDeployment()));
  const [http] = status.listeners;
  expect(status.implementation).toBe('kic');
  expect(conditionsLine(http?.conditions ?? undefined)).toBe(fine);
  expect(http?.servedBy).toMatchObject({
    targetPort: 8000,
    port: { port: { value: 80 } },
    service: { name: 'proxy' },
    listen: { kind: 'proxy', entry: { port: 8000, ssl: false } },
  });
  expect(status.unverified).toBeNull();
});

describe('the controller writes nothing', () => {
  const only = '{name: CONTROLLER_GATEWAY_TO_RECONCILE, value: infra/other}';
  const table: readonly [string, string][] = [
    ['class-not-unmanaged', managed + infraGateway() + proxyService + kongDeployment()],
    ['class-not-unmanaged', managed + infraGateway()],
    ['not-to-reconcile', gatewayClass() + infraGateway() + proxyService + kongDeployment({ controller: only })],
    [
      'not-watched',
      gatewayClass() + infraGateway() + proxyService + kongDeployment({ args: '--watch-namespace=apps' }),
    ],
    [
      'controller-disabled',
      gatewayClass() +
        infraGateway() +
        proxyService +
        kongDeployment({ args: '--enable-controller-gwapi-gateway=false' }),
    ],
    [
      'controller-does-not-start',
      gatewayClass() + infraGateway() + proxyService + kongDeployment({ args: '--feature-gates=Gateway=true' }),
    ],
    [
      'controller-does-not-start',
      gatewayClass() + infraGateway() + proxyService + kongDeployment({ publish: 'proxy' }),
    ],
    ['pin-mismatch', gatewayClass() + pinned('kong/old') + proxyService + kongDeployment()],
    [
      'service-without-address',
      gatewayClass() + infraGateway() + proxyService.replace('LoadBalancer', 'ExternalName') + kongDeployment(),
    ],
  ];
  test.each(table)('%s', (cause, manifests) => {
    const status = gatewayOf(viewOf(manifests));
    expect(status.withoutStatus?.cause).toBe(cause);
    expect(status.listeners.map(({ conditions }) => conditions)).toEqual([{}]);
    expect(status.unverified).toBeNull();
  });

  test.each(['kong/proxy', 'kong/proxy,kong/proxy', ' kong/proxy , ', ' , ', ''])(
    'but not with the pin "%s"',
    (pin) => {
      const [http] = gatewayOf(viewOf(gatewayClass() + pinned(pin) + proxyService + kongDeployment())).listeners;
      expect(conditionsLine(http?.conditions ?? undefined)).toBe(fine);
    },
  );

  test('a blank behind the comma breaks the pin before 3.4', () => {
    const old = kongDeployment({ image: 'kong/kubernetes-ingress-controller:3.3.1' });
    const status = gatewayOf(viewOf(gatewayClass() + pinned('kong/proxy, kong/proxy') + proxyService + old));
    expect(status.withoutStatus?.cause).toBe('pin-mismatch');
  });
});

describe('what cannot be predicted says why, once for the Gateway', () => {
  const secret = `        envFrom: [{secretRef: {name: settings}}]`;
  const fromSecret = (which: string) =>
    `{name: CONTROLLER_PUBLISH_SERVICE${which}, valueFrom: {secretKeyRef: {name: s, key: k}}}`;
  const table: readonly [string, string, RegExp][] = [
    ['no class', infraGateway(), /^GatewayClass kong is not in the repository$/],
    [
      'no controller',
      gatewayClass() + infraGateway(),
      /^no Kong ingress controller with controller name "konghq.com\/kic-/,
    ],
    [
      'another name',
      gatewayClass() + infraGateway() + kongDeployment({ args: '--gateway-api-controller-name=a.io/b' }),
      /^no Kong ingress/,
    ],
    [
      'no Service',
      gatewayClass() + infraGateway() + kongDeployment(),
      /^the publish Service kong\/proxy is not in the repository$/,
    ],
    [
      'no Kong',
      gatewayClass() + infraGateway() + proxyService + kongDeployment({ proxy: null }),
      /^Kong's listens are not in the repository: /,
    ],
    [
      'a Secret',
      gatewayClass() + infraGateway() + proxyService + kongDeployment({ proxy: secret }),
      /^KONG_PROXY_LISTEN is not known: Secret settings /,
    ],
    [
      'a Secret for the controller',
      gatewayClass() +
        pinned('kong/proxy,kong/udp') +
        proxyService +
        kongDeployment({ controller: fromSecret('_UDP') }),
      /^the UDP publish Service of the controller kong\/kong is not known: it comes from Secret s$/,
    ],
    [
      'a Secret for its publish Service',
      gatewayClass() + pinned('kong/old') + proxyService + kongDeployment({ controller: fromSecret('') }),
      /^the publish Service of the controller kong\/kong is not known: it comes from Secret s$/,
    ],
    [
      'ports that are filled in elsewhere',
      gatewayClass() + infraGateway() + proxyService.replace(/ports:[^]*/, 'ports: ${PORTS}\n') + kongDeployment(),
      /^the ports of Service proxy are not all known: .*\$\{PORTS\}/,
    ],
    [
      'two of a name',
      gatewayClass() + infraGateway() + proxyService + kongDeployment() + kongDeployment({ name: 'twin' }),
      /^the controllers kong\/kong and kong\/twin are both called/,
    ],
    [
      'an old controller',
      gatewayClass() +
        infraGateway() +
        proxyService +
        kongDeployment({ image: 'kong/kubernetes-ingress-controller:2.9.3' }),
      /^version 2\.9\.3 /,
    ],
    [
      'a refused Gateway',
      gatewayClass() +
        infraGateway(['{name: a, port: 80, protocol: TCP, hostname: x.io}']) +
        proxyService +
        kongDeployment(),
      /^the API server refuses the Gateway: /,
    ],
    [
      'a port as text',
      gatewayClass() + infraGateway(['{name: a, port: "80", protocol: HTTP}']) + proxyService + kongDeployment(),
      /^the API server refuses the Gateway: /,
    ],
  ];
  test.each(table)('%s', (name, manifests, reason) => {
    const status = gatewayOf(viewOf(manifests));
    expect(status.unverified).toMatch(reason);
    const readable = name === 'a port as text' ? [] : [{ conditions: null, unverified: status.unverified }];
    expect(status.listeners).toMatchObject(readable);
  });

  test('a port that no publish Service has fails for certain, although the listens are unknown', () => {
    const listeners = ['http HTTP 80', 'tcp TCP 9000'];
    const status = gatewayOf(
      viewOf(gatewayClass() + infraGateway(listeners) + proxyService + kongDeployment({ proxy: null })),
    );
    expect(status.listeners.map(({ certainlyUnavailable }) => certainlyUnavailable?.lacks)).toEqual([
      undefined,
      'port',
    ]);
  });

  test('a Secret that nobody shows is taken to be there, and that is said', () => {
    const https = ['s HTTPS 443 tls: {certificateRefs: [{name: cert}]}'];
    const status = gatewayOf(viewOf(gatewayClass() + infraGateway(https) + proxyService + kongDeployment()));
    expect(conditionsLine(status.listeners[0]?.conditions ?? undefined)).toBe(fine);
    expect(status.unverified).toBe('Secret infra/cert is not in this repository; assumed to exist');
  });
});

describe('a class without the annotation', () => {
  test.each([
    [
      'is no cause where a name is misspelt',
      managed.replace('gateway-controller', 'gateway-controler') + infraGateway(),
    ],
    ['is no cause where the Gateway cannot be read', managed + infraGateway(['{name: a, port: "80", protocol: HTTP}'])],
  ])('%s', (_, manifests) => {
    const status = gatewayOf(viewOf(manifests));
    expect(status).toMatchObject({ withoutStatus: null, controller: null, services: null, managed: [] });
    expect(status.unverified).not.toBeNull();
  });
});

describe('who implements a class', () => {
  const named = (name: string, more = '') => gatewayClass().replace('konghq.com/kic-gateway-controller', name + more);
  const table: readonly [string, string][] = [
    ['konghq.com/kic-gateway-controller', 'kic'],
    ['konghq.com/gateway-operator', 'operator'],
    ['konghq.com/kic-gateway-controler', 'unknown'],
    ['gateway-operator.konghq.com/gateway-operator', 'unknown'],
  ];
  test.each(table)('%s: %s', (name, implementation) => {
    expect(gatewayOf(viewOf(named(name) + infraGateway())).implementation).toBe(implementation);
  });

  test('a class of another vendor is left alone', () => {
    const status = gatewayOf(
      viewOf(managed.replace('konghq.com/kic-gateway-controller', 'istio.io/c') + infraGateway()),
    );
    expect(status).toMatchObject({ implementation: 'other', unverified: null, withoutStatus: null });
    expect(status.listeners[0]).toMatchObject({ conditions: null, unverified: null });
  });

  test('a name of its own that a controller of the tree has', () => {
    const own = kongDeployment({ args: '"--gateway-api-controller-name", example.com/edge' });
    const status = gatewayOf(viewOf(named('example.com/edge') + infraGateway() + proxyService + own));
    expect(status).toMatchObject({ implementation: 'kic', controller: { id: 'kong/kong' } });
  });

  test('parameters of the operator tell its class whatever its name', () => {
    const parameters = '\n  parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: x}';
    const block = managed.replace(
      'controllerName: konghq.com/kic-gateway-controller',
      `controllerName: konghq.com/mine${parameters}`,
    );
    expect(gatewayOf(viewOf(block + infraGateway())).implementation).toBe('operator');
  });
});
