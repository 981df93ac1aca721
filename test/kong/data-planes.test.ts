import { describe, expect, test } from 'vitest';
import { gatewayClass } from '../manifests/gateway-api.ts';
import { kongDeployment, proxyService } from '../manifests/kong.ts';
import { gatewayOf, infraGateway, viewOf } from './cluster-view.ts';

const admin = (name: string, app: string) => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: kong}
spec: {clusterIP: None, selector: {app: ${app}}, ports: [{name: kong-admin-tls, port: 8444}]}
`;
const apart = (controller: string) =>
  kongDeployment({ name: 'kic', proxy: null, controller }) + kongDeployment({ name: 'gateway', controller: null });

/** The data planes of the one controller, or why the Gateway cannot be judged. */
function found(manifests: string): string {
  const view = viewOf(gatewayClass() + infraGateway() + proxyService + manifests);
  const proxies = view.controllers[0]?.proxies.map(({ id }) => id) ?? [];
  return proxies.length > 0 ? proxies.join(' ') : (gatewayOf(view).unverified ?? 'nothing');
}

describe('the data planes of a controller', () => {
  const service = '{name: CONTROLLER_KONG_ADMIN_SVC, value: kong/admin}';
  const url = (host: string) => `{name: CONTROLLER_KONG_ADMIN_URL, value: "${host}"}`;
  const table: readonly [string, string, string][] = [
    ['in its own pod', kongDeployment(), 'kong/kong'],
    ['at localhost', kongDeployment({ controller: url('https://localhost:8444') }), 'kong/kong'],
    ['behind the Admin API Service', apart(service) + admin('admin', 'gateway'), 'kong/gateway'],
    ['behind the host of a URL', apart(url('http://admin.kong.svc:8001')) + admin('admin', 'gateway'), 'kong/gateway'],
    ['behind a bare host', apart(url('http://admin:8001')) + admin('admin', 'gateway'), 'kong/gateway'],
    [
      'an Admin API elsewhere',
      apart(service),
      "Kong's listens are not in the repository: the Admin API Service kong/admin is not in the repository",
    ],
    [
      'an Admin API of others',
      apart(service) + admin('admin', 'other'),
      "Kong's listens are not in the repository: no Kong behind the Admin API Service kong/admin is in the repository",
    ],
    [
      'not in its own pod',
      apart(''),
      "Kong's listens are not in the repository: the controller expects Kong in its own pod, and the pod runs none that is in the repository",
    ],
  ];
  test.each(table)('%s', (_, manifests, expected) => {
    expect(found(manifests)).toBe(expected);
  });
});

test('data planes that listen differently stop the controller', () => {
  const stream = '        env: [{name: KONG_STREAM_LISTEN, value: "0.0.0.0:9000"}]';
  const twins =
    kongDeployment({
      name: 'kic',
      proxy: null,
      controller: '{name: CONTROLLER_KONG_ADMIN_URL, value: "http://a:8001,http://b:8001"}',
    }) +
    kongDeployment({ name: 'one', controller: null }) +
    kongDeployment({ name: 'two', controller: null, proxy: stream });
  const view = viewOf(gatewayClass() + infraGateway() + proxyService + twins + admin('a', 'one') + admin('b', 'two'));
  expect(gatewayOf(view).unverified).toBe(
    'the data planes kong/one and kong/two listen differently, which stops the controller',
  );
});

test('a control plane answers with its own listens, whatever its data planes have', () => {
  const control = `        env: [{name: KONG_ROLE, value: control_plane}, {name: KONG_PROXY_LISTEN, value: "off"}]`;
  const status = gatewayOf(viewOf(gatewayClass() + infraGateway() + proxyService + kongDeployment({ proxy: control })));
  expect(status.controller?.proxies[0]?.role).toBe('control_plane');
  expect(status.listeners[0]?.conditions?.Accepted).toMatchObject({ status: 'False', reason: 'UnsupportedProtocol' });
});

describe('Services', () => {
  test('one without a namespace is meant when no other could be', () => {
    const bare = proxyService.replace(', namespace: kong', '');
    const status = gatewayOf(viewOf(gatewayClass() + infraGateway() + bare + kongDeployment()));
    expect(status.services?.map(({ name, namespace }) => [name, namespace])).toEqual([['proxy', null]]);
  });

  test('a UDP publish Service is read behind the first', () => {
    const udp = proxyService.replace('name: proxy', 'name: udp');
    const controller = '{name: CONTROLLER_PUBLISH_SERVICE_UDP, value: kong/udp}';
    const status = gatewayOf(
      viewOf(gatewayClass() + infraGateway() + udp + proxyService + kongDeployment({ controller })),
    );
    expect(status.services?.map(({ name }) => name)).toEqual(['proxy', 'udp']);
  });

  test('those in front of Kong say who publishes them', () => {
    const internal = proxyService.replace('name: proxy', 'name: internal');
    const { proxyServices } = viewOf(gatewayClass() + proxyService + internal + kongDeployment());
    expect(
      proxyServices.map(({ service, proxy, publishedBy }) => [service.name, proxy.id, publishedBy.length]),
    ).toEqual([
      ['proxy', 'kong/kong', 1],
      ['internal', 'kong/kong', 0],
    ]);
  });
});
