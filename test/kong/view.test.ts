import { describe, expect, test } from 'vitest';
import type { ClusterConfig, ControllerConfig } from '../../src/config/config.ts';
import type { Location } from '../../src/source/location.ts';
import { conditionsLine } from './model-shorthand.ts';
import { gatewayClass } from '../manifests/gateway-api.ts';
import { kongDeployment, proxyService } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';

const at: Location = { path: '.github/portcullis.yml', start: 0, end: 1, line: 3, column: 5, endLine: 3, endColumn: 6 };

function config(controller: Partial<ControllerConfig>, version: string | null = null): ClusterConfig {
  const stated: ControllerConfig = {
    name: 'edge',
    at,
    controllerName: null,
    publishService: 'kong/proxy',
    publishServiceUdp: null,
    version: '3.5',
    servicePorts: null,
    proxyListen: null,
    streamListen: null,
    ...controller,
  };
  return {
    name: 'prod',
    paths: ['**'],
    at,
    controllers: [stated],
    gatewayApi: version === null ? null : { version, channel: 'standard' },
    complete: [],
    chartVersions: new Map(),
  };
}

describe('what the configuration states', () => {
  const ports = [{ port: 80, targetPort: 8000, protocol: 'TCP' as const }];
  const listens = { proxyListen: '0.0.0.0:8000', streamListen: 'off' };

  test('a controller, its Service and its listens', () => {
    const view = viewOf(gatewayClass() + infraGateway(), config({ servicePorts: ports, ...listens }));
    const { listeners, controller } = gatewayOf(view);
    expect(controller).toMatchObject({ id: 'edge', at, controllerName: { certainty: 'defaulted' } });
    expect(conditionsLine(listeners[0]?.conditions ?? undefined)).toContain('Programmed=T');
  });

  test('the Service may be in the tree', () => {
    const view = viewOf(gatewayClass() + infraGateway() + proxyService, config(listens));
    expect(conditionsLine(gatewayOf(view).listeners[0]?.conditions ?? undefined)).toContain('Programmed=T');
  });

  test('without listens only missing ports are certain', () => {
    const two = ['http HTTP 80', 'tcp TCP 9000'];
    const { listeners, unverified } = gatewayOf(viewOf(gatewayClass() + infraGateway(two) + proxyService, config({})));
    expect(listeners.map(({ certainlyUnavailable }) => certainlyUnavailable?.lacks)).toEqual([undefined, 'port']);
    expect(unverified).toMatch(/^Kong's listens are not in the repository/);
  });

  test('the version of the Gateway API decides what the API server refuses', () => {
    const bare = gatewayClass() + infraGateway(['{name: s, port: 443, protocol: HTTPS}']) + proxyService;
    expect(gatewayOf(viewOf(bare, config(listens, '1.0.0'))).refusal).toBe('tls is required with protocol HTTPS');
    expect(gatewayOf(viewOf(bare, config(listens, '1.3.0'))).refusal).toBeNull();
  });

  test('a listen that Kong cannot read is a problem of the configuration', () => {
    const view = viewOf(gatewayClass() + infraGateway() + proxyService, config({ proxyListen: '8000' }));
    const owner = { statedBy: 'configuration', workload: { namespace: null, name: 'edge' } };
    expect(view.listenProblems).toMatchObject([{ at, correction: null, owner }]);
  });
});

describe('routes and the gate they need', () => {
  const route = (kind: string, version = 'v1alpha2') => `apiVersion: gateway.networking.k8s.io/${version}
kind: ${kind}
metadata: {name: r, namespace: infra}
spec: {parentRefs: [{name: edge}]}
`;
  const table: readonly [string, string, string, boolean][] = [
    ['TCPRoute', '3.5.3', '', true],
    ['UDPRoute', '3.5.3', '', true],
    ['TLSRoute', '3.5.3', '', true],
    ['TLSRoute', '3.5.3', '--feature-gates=GatewayAlpha=true', false],
    ['GRPCRoute', '3.5.3', '', false],
    ['GRPCRoute', '3.1.0', '', true],
  ];
  test.each(table)('%s with %s %s', (kind, version, args, missing) => {
    const controller = kongDeployment({ image: `kong/kubernetes-ingress-controller:${version}`, args });
    const { routes } = viewOf(gatewayClass() + infraGateway() + proxyService + controller + route(kind));
    expect(routes[0]?.parents[0]?.gateway?.gateway.name.value).toBe('edge');
    expect(routes[0]?.missingGates.map(({ gate }) => gate)).toEqual(missing ? ['GatewayAlpha'] : []);
  });

  test('a Gateway of another namespace is not meant', () => {
    const { routes } = viewOf(
      gatewayClass() + infraGateway() + route('TCPRoute').replace('namespace: infra', 'namespace: apps'),
    );
    expect(routes[0]?.parents[0]?.gateway).toBeNull();
  });
});

describe('several controllers', () => {
  const named = (name: string) => kongDeployment({ name, args: `--gateway-api-controller-name=example.com/${name}` });
  const own = gatewayClass().replace('konghq.com/kic-gateway-controller', 'example.com/b');

  test('a Gateway belongs to the one that its class names', () => {
    expect(gatewayOf(viewOf(own + infraGateway() + proxyService + named('a') + named('b'))).controller?.id).toBe(
      'kong/b',
    );
  });

  test('of two with one name, the one that may reconcile the Gateway', () => {
    const other = '{name: CONTROLLER_GATEWAY_TO_RECONCILE, value: infra/other}';
    const status = gatewayOf(
      viewOf(
        gatewayClass() +
          infraGateway() +
          proxyService +
          kongDeployment() +
          kongDeployment({ name: 'two', controller: other }),
      ),
    );
    expect(status.controller?.id).toBe('kong/kong');
  });

  test('a class knows all that answer to it', () => {
    const view = viewOf(gatewayClass() + kongDeployment() + kongDeployment({ name: 'two' }));
    expect(view.classStatuses[0]?.controllers.map(({ id }) => id)).toEqual(['kong/kong', 'kong/two']);
  });
});
