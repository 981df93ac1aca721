import { describe, expect, test } from 'vitest';
import { line } from './given.ts';
import { gateway, gatewayClass, gatewayOf, kong, proxyService, viewOf } from './tree.ts';

const fine = 'Accepted=T/Accepted Conflicted=F/NoConflicts ResolvedRefs=T/ResolvedRefs Programmed=T/Programmed';
const managed = gatewayClass.replace(', annotations: {konghq.com/gatewayclass-unmanaged: "true"}', '');
const pinned = (to: string) => gateway(undefined, `, annotations: {konghq.com/publish-service: "${to}"}`);

test('a Gateway, its class, its Service and Kong in one tree', () => {
  const status = gatewayOf(viewOf(gatewayClass + gateway() + proxyService + kong()));
  const [http] = status.listeners;
  expect(status.implementation).toBe('kic');
  expect(line(http?.conditions ?? undefined)).toBe(fine);
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
    ['class-not-unmanaged', managed + gateway() + proxyService + kong()],
    ['class-not-unmanaged', managed + gateway()],
    ['not-to-reconcile', gatewayClass + gateway() + proxyService + kong({ controller: only })],
    ['not-watched', gatewayClass + gateway() + proxyService + kong({ args: '--watch-namespace=apps' })],
    [
      'controller-disabled',
      gatewayClass + gateway() + proxyService + kong({ args: '--enable-controller-gwapi-gateway=false' }),
    ],
    [
      'controller-does-not-start',
      gatewayClass + gateway() + proxyService + kong({ args: '--feature-gates=Gateway=true' }),
    ],
    ['controller-does-not-start', gatewayClass + gateway() + proxyService + kong({ publish: 'proxy' })],
    ['pin-mismatch', gatewayClass + pinned('kong/old') + proxyService + kong()],
    [
      'service-without-address',
      gatewayClass + gateway() + proxyService.replace('LoadBalancer', 'ExternalName') + kong(),
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
      const [http] = gatewayOf(viewOf(gatewayClass + pinned(pin) + proxyService + kong())).listeners;
      expect(line(http?.conditions ?? undefined)).toBe(fine);
    },
  );

  test('a blank behind the comma breaks the pin before 3.4', () => {
    const old = kong({ image: 'kong/kubernetes-ingress-controller:3.3.1' });
    const status = gatewayOf(viewOf(gatewayClass + pinned('kong/proxy, kong/proxy') + proxyService + old));
    expect(status.withoutStatus?.cause).toBe('pin-mismatch');
  });
});

describe('what cannot be predicted says why, once for the Gateway', () => {
  const secret = `        envFrom: [{secretRef: {name: settings}}]`;
  const fromSecret = (which: string) =>
    `{name: CONTROLLER_PUBLISH_SERVICE${which}, valueFrom: {secretKeyRef: {name: s, key: k}}}`;
  const table: readonly [string, string, RegExp][] = [
    ['no class', gateway(), /^GatewayClass kong is not in the repository$/],
    ['no controller', gatewayClass + gateway(), /^no Kong ingress controller with controller name "konghq.com\/kic-/],
    [
      'another name',
      gatewayClass + gateway() + kong({ args: '--gateway-api-controller-name=a.io/b' }),
      /^no Kong ingress/,
    ],
    ['no Service', gatewayClass + gateway() + kong(), /^the publish Service kong\/proxy is not in the repository$/],
    [
      'no Kong',
      gatewayClass + gateway() + proxyService + kong({ proxy: null }),
      /^Kong's listens are not in the repository: /,
    ],
    [
      'a Secret',
      gatewayClass + gateway() + proxyService + kong({ proxy: secret }),
      /^KONG_PROXY_LISTEN is not known: Secret settings /,
    ],
    [
      'a Secret for the controller',
      gatewayClass + pinned('kong/proxy,kong/udp') + proxyService + kong({ controller: fromSecret('_UDP') }),
      /^the UDP publish Service of the controller kong\/kong is not known: it comes from Secret s$/,
    ],
    [
      'a Secret for its publish Service',
      gatewayClass + pinned('kong/old') + proxyService + kong({ controller: fromSecret('') }),
      /^the publish Service of the controller kong\/kong is not known: it comes from Secret s$/,
    ],
    [
      'ports that are filled in elsewhere',
      gatewayClass + gateway() + proxyService.replace(/ports:[^]*---/, 'ports: ${PORTS}\n---') + kong(),
      /^the ports of Service proxy are not all known: .*\$\{PORTS\}/,
    ],
    [
      'two of a name',
      gatewayClass + gateway() + proxyService + kong() + kong({ name: 'twin' }),
      /^the controllers kong\/kong and kong\/twin are both called/,
    ],
    [
      'an old controller',
      gatewayClass + gateway() + proxyService + kong({ image: 'kong/kubernetes-ingress-controller:2.9.3' }),
      /^version 2\.9\.3 /,
    ],
    [
      'a refused Gateway',
      gatewayClass + gateway('{name: a, port: 80, protocol: TCP, hostname: x.io}') + proxyService + kong(),
      /^the API server refuses the Gateway: /,
    ],
    [
      'a port as text',
      gatewayClass + gateway('{name: a, port: "80", protocol: HTTP}') + proxyService + kong(),
      /^the Gateway is not known in full: /,
    ],
  ];
  test.each(table)('%s', (_, manifests, reason) => {
    const status = gatewayOf(viewOf(manifests));
    expect(status.unverified).toMatch(reason);
    for (const each of status.listeners) {
      expect(each.conditions).toBeNull();
      expect(each.unverified).toBe(status.unverified);
    }
  });

  test('a port that no publish Service has fails for certain, although the listens are unknown', () => {
    const listeners = '{name: http, port: 80, protocol: HTTP}, {name: tcp, port: 9000, protocol: TCP}';
    const status = gatewayOf(viewOf(gatewayClass + gateway(listeners) + proxyService + kong({ proxy: null })));
    expect(status.listeners.map(({ certainlyUnavailable }) => certainlyUnavailable)).toEqual([false, true]);
  });

  test('a Secret that nobody shows is taken to be there, and that is said', () => {
    const https = '{name: s, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}';
    const status = gatewayOf(viewOf(gatewayClass + gateway(https) + proxyService + kong()));
    expect(line(status.listeners[0]?.conditions ?? undefined)).toBe(fine);
    expect(status.unverified).toBe('Secret infra/cert is not in this repository; assumed to exist');
  });
});

describe('a class without the annotation', () => {
  test.each([
    ['is no cause where a name is misspelt', managed.replace('gateway-controller', 'gateway-controler') + gateway()],
    ['is no cause where the Gateway cannot be read', managed + gateway('{name: a, port: "80", protocol: HTTP}')],
  ])('%s', (_, manifests) => {
    const status = gatewayOf(viewOf(manifests));
    expect(status).toMatchObject({ withoutStatus: null, controller: null, services: null, managedFaults: [] });
    expect(status.unverified).not.toBeNull();
  });
});

describe('who implements a class', () => {
  const named = (name: string, more = '') => gatewayClass.replace('konghq.com/kic-gateway-controller', name + more);
  const table: readonly [string, string][] = [
    ['konghq.com/kic-gateway-controller', 'kic'],
    ['konghq.com/gateway-operator', 'operator'],
    ['konghq.com/kic-gateway-controler', 'unknown'],
    ['gateway-operator.konghq.com/gateway-operator', 'unknown'],
  ];
  test.each(table)('%s: %s', (name, implementation) => {
    expect(gatewayOf(viewOf(named(name) + gateway())).implementation).toBe(implementation);
  });

  test('a class of another vendor is left alone', () => {
    const status = gatewayOf(viewOf(managed.replace('konghq.com/kic-gateway-controller', 'istio.io/c') + gateway()));
    expect(status).toMatchObject({ implementation: 'other', unverified: null, withoutStatus: null });
    expect(status.listeners[0]).toMatchObject({ conditions: null, unverified: null });
  });

  test('a name of its own that a controller of the tree has', () => {
    const own = kong({ args: '"--gateway-api-controller-name", example.com/edge' });
    const status = gatewayOf(viewOf(named('example.com/edge') + gateway() + proxyService + own));
    expect(status).toMatchObject({ implementation: 'kic', controller: { id: 'kong/kong' } });
  });

  test('parameters of the operator tell its class whatever its name', () => {
    const parameters = '\n  parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: x}';
    const block = managed.replace(
      'spec: {controllerName: konghq.com/kic-gateway-controller}',
      `spec:\n  controllerName: konghq.com/mine${parameters}`,
    );
    expect(gatewayOf(viewOf(block + gateway())).implementation).toBe('operator');
  });
});
