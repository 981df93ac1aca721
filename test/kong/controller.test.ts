import { describe, expect, test } from 'vitest';
import type { Controller } from '../../src/kong/model/model.ts';
import { kongDeployment, type KongDeploymentShape } from '../manifests/kong.ts';
import { viewOf } from './cluster-view.ts';

function controller(shape: KongDeploymentShape): Controller {
  const [found] = viewOf(kongDeployment(shape)).controllers;
  if (found === undefined) throw new Error('expected a controller');
  return found;
}

describe('flags over environment over defaults', () => {
  const env = '{name: CONTROLLER_GATEWAY_API_CONTROLLER_NAME, value: a.io/env}';
  const table: readonly [string, KongDeploymentShape, string, string][] = [
    ['the default', {}, 'defaulted', 'konghq.com/kic-gateway-controller'],
    ['the environment', { controller: env }, 'known', 'a.io/env'],
    ['a flag', { controller: env, args: '--gateway-api-controller-name=a.io/flag' }, 'known', 'a.io/flag'],
    ['a flag and its value apart', { args: '--gateway-api-controller-name, a.io/flag' }, 'known', 'a.io/flag'],
    [
      'the last flag',
      { args: '--gateway-api-controller-name=a.io/one, --gateway-api-controller-name=a.io/two' },
      'known',
      'a.io/two',
    ],
    [
      'a switch takes no value',
      { args: '--update-status, --gateway-api-controller-name=a.io/flag' },
      'known',
      'a.io/flag',
    ],
  ];
  test.each(table)('%s', (_, shape, certainty, value) => {
    expect(controller(shape).controllerName).toMatchObject({ certainty, value });
  });

  test('a variable from a Secret is unknown', () => {
    const secret = '{name: CONTROLLER_GATEWAY_API_CONTROLLER_NAME, valueFrom: {secretKeyRef: {name: s, key: k}}}';
    expect(controller({ controller: secret }).controllerName).toMatchObject({ certainty: 'unknown' });
  });
});

describe('settings with which it does not start', () => {
  const table: readonly [KongDeploymentShape, string][] = [
    [
      { publish: 'proxy' },
      'CONTROLLER_PUBLISH_SERVICE is "proxy", but must be a namespace and a name like kong/kong-proxy',
    ],
    [
      { args: '--gateway-api-controller-name=kong' },
      '--gateway-api-controller-name is "kong", but must be a domain and a path like konghq.com/kic-gateway-controller',
    ],
    [
      { args: '--gateway-to-reconcile=a/b/c' },
      '--gateway-to-reconcile is "a/b/c", but must be a namespace and a name like kong/kong-proxy',
    ],
    [
      { args: '--feature-gates=GatewayAlpha' },
      '--feature-gates is "GatewayAlpha", but must be pairs like GatewayAlpha=true, and "GatewayAlpha" is none',
    ],
    [{ args: '--feature-gates=FillIDs=false' }, '--feature-gates turns FillIDs off, which KongCustomEntity needs'],
    [
      { args: '--enable-controller-gwapi-gateway=no' },
      '--enable-controller-gwapi-gateway is "no", but must be true or false',
    ],
    [
      { args: '--publish-service-udp=x, --publish-service-udp=kong/udp' },
      '--publish-service-udp is "x", but must be a namespace and a name like kong/kong-proxy',
    ],
  ];
  test.each(table)('%j', (shape, reason) => {
    expect(controller(shape).startFailures[0]?.reason ?? null).toBe(reason);
  });
});

describe('feature gates by version', () => {
  const table: readonly [string, string, string | null | undefined][] = [
    ['2.12.0', 'Gateway=true', undefined],
    ['3.0.0', 'Gateway=true', '3.0'],
    ['3.5.3', 'Gateway=false', '3.0'],
    ['3.5.3', 'GatewayAlpha=true', undefined],
    ['3.1.0', 'FallbackConfiguration=true', null],
    ['3.4.2', 'CombinedServicesFromDifferentHTTPRoutes=true', undefined],
    ['3.5.0', 'CombinedServicesFromDifferentHTTPRoutes=true', '3.5'],
    ['3.5.0', 'toString=true', null],
    ['latest', 'Gateway=true', undefined],
    ['latest', 'Nonsense=true', null],
  ];
  test.each(table)('%s %s', (version, gates, removedIn) => {
    const { unknownGates, startFailures } = controller({
      image: `kong/kubernetes-ingress-controller:${version}`,
      args: `"--feature-gates=${gates}"`,
    });
    expect(unknownGates.map((gate) => gate.removedIn)).toEqual(removedIn === undefined ? [] : [removedIn]);
    expect(startFailures.length === 0).toBe(removedIn === undefined);
  });
});

test('of a list of very many feature gates a hundred are looked at, and the last of them says how many are not', () => {
  const gates = Array.from({ length: 250 }, (_, index) => `Gate${index}=true`).join(',');
  const { unknownGates } = controller({
    image: 'kong/kubernetes-ingress-controller:3.5.3',
    args: `"--feature-gates=${gates}"`,
  });
  expect(unknownGates.map(({ further }) => further)).toEqual([...Array<number>(99).fill(0), 150]);
});

describe('the version', () => {
  test.each([
    ['3.5.3', 'known', '3.5.3'],
    ['3.4-ubuntu', 'known', '3.4'],
    ['v2.12.0@sha256:00', 'known', '2.12.0'],
    ['latest', 'defaulted', '3.5'],
    ['sha-4696d9e', 'defaulted', '3.5'],
  ])('%s', (tag, certainty, value) => {
    const view = viewOf(kongDeployment({ image: `kong/kubernetes-ingress-controller:${tag}` }));
    expect(view.controllers[0]?.version).toMatchObject({ certainty, value });
    expect(view.unverified.length).toBe(certainty === 'defaulted' ? 1 : 0);
  });
});

test('watched namespaces add up over flags', () => {
  const { watchNamespaces } = controller({ args: '--watch-namespace=a, "--watch-namespace=b,c"' });
  expect(watchNamespaces).toMatchObject({ value: ['a', 'b', 'c'] });
});
