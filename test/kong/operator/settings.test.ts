import { describe, expect, test } from 'vitest';
import type { Controller } from '../../../src/kong/model/model.ts';
import { viewOf } from '../cluster-view.ts';
import { operator } from './operator-cluster.ts';

function read(release: string, container: string): Controller {
  const [only] = viewOf(operator(release, container)).controllers;
  if (only === undefined) throw new Error('expected an operator');
  return only;
}

const env = (...pairs: readonly string[]): string =>
  `env: [${pairs.map((pair) => `{name: ${pair.split('=')[0]}, value: "${pair.split('=')[1]}"}`).join(', ')}]`;

describe('the name of Kong Operator', () => {
  test.each([
    ['2.2.3', '', 'konghq.com/gateway-operator'],
    ['2.2.3', 'args: ["--controller-name=a.x/b"]', 'a.x/b'],
    ['2.2.3', 'args: [-controller-name, a.x/b]', 'a.x/b'],
    ['2.2.3', env('KONG_CONTROLLER_NAME=a.x/last'), 'a.x/last'],
    ['2.2.3', env('KONG_CONTROLLER_NAME=a.x/last', 'GATEWAY_OPERATOR_CONTROLLER_NAME=a.x/old'), 'a.x/old'],
    ['2.2.3', env('GATEWAY_OPERATOR_CONTROLLER_NAME=a.x/old', 'KONG_OPERATOR_CONTROLLER_NAME=a.x/new'), 'a.x/new'],
    ['2.2.3', `args: ["--controller-name=a.x/flag"], ${env('KONG_OPERATOR_CONTROLLER_NAME=a.x/new')}`, 'a.x/flag'],
    ['1.6.2', env('KONG_OPERATOR_CONTROLLER_NAME=a.x/new'), 'konghq.com/gateway-operator'],
    ['2.2.3', env('CONTROLLER_GATEWAY_API_CONTROLLER_NAME=a.x/kic'), 'konghq.com/gateway-operator'],
  ])('%s: %s', (release, container, expected) => {
    expect(read(release, container).controllerName).toMatchObject({ value: expected });
  });
});

describe('an operator that does not start', () => {
  test.each([
    ['2.2.3', 'args: ["--secret-label-selektor=x"]', 'unknown-flag', '--secret-label-selector'],
    ['1.6.2', 'args: ["--watch-namespaces=x"]', 'unknown-flag', null],
    ['2.2.3', 'args: ["--publish-service=kong/proxy"]', 'unknown-flag', null],
    ['2.2.3', 'args: ["--enable-controller-gateway=yes"]', 'malformed-value', null],
    ['2.2.3', env('KONG_OPERATOR_APISERVER_QPS=many'), 'malformed-value', null],
    ['2.2.3', 'args: ["--controller-name"]', 'value-missing', null],
    ['2.2.3', 'args: ["---x"]', 'flag-syntax', null],
  ])('%s: %s', (release, container, cause, likely) => {
    expect(read(release, container).startFailures).toMatchObject([{ cause, likely }]);
  });

  test.each([
    ['2.3.0', 'args: ["--a-flag-of-tomorrow"]'],
    ['2.2.3', 'args: [word, "--no-such-flag"]'],
    ['2.2.3', 'args: ["--enable-controller-gateway", "false"]'],
    ['2.2.3', 'args: ["--zap-log-level=debug", "--logging-mode=development"]'],
    ['nightly', 'args: ["--no-such-flag"]'],
  ])('%s: not with %s', (release, container) => {
    expect(read(release, container).startFailures).toEqual([]);
  });
});

describe('the charts of Kong Operator', () => {
  const release = (chart: string, version: string, values: object): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ko, namespace: argocd}
spec:
  project: default
  source:
    repoURL: https://charts.konghq.com
    chart: ${chart}
    targetRevision: ${version}
    helm: {valuesObject: ${JSON.stringify(values)}}
  destination: {server: https://kubernetes.default.svc, namespace: kong-system}
`;
  const view = (...of: Parameters<typeof release>) => viewOf(release(...of));

  test.each([
    ['kong-operator', '1.3.1', {}, '2.2.2'],
    ['kong-operator', '1.2.0', {}, '2.1.0'],
    ['kong-operator', '1.0.0', {}, '2.0'],
    ['kong-operator', '1.3.1', { image: { tag: '2.2.3' } }, '2.2.3'],
    ['kong-operator', '1.3.1', { image: { tag: 'nightly', effectiveSemver: '2.3.0' } }, '2.3.0'],
    ['gateway-operator', '0.6.1', {}, '1.6'],
  ])('%s %s with %j is the operator %s', (chart, version, values, expected) => {
    expect(view(chart, version, values).controllers).toMatchObject([
      { kind: 'operator', version: { value: expected } },
    ]);
  });

  test.each([
    ['kong-operator', { env: { controller_name: 'a.x/b' } }, 'a.x/b'],
    ['kong-operator', { customEnv: { kong_controller_name: 'a.x/b' } }, 'a.x/b'],
    ['kong-operator', { args: ['--controller-name=a.x/b'], env: { controller_name: 'a.x/c' } }, 'a.x/b'],
    ['kong-operator', { env: { 'controller-name': 'a.x/b' } }, 'konghq.com/gateway-operator'],
  ])('%s with %j is called %s', (chart, values, expected) => {
    expect(view(chart, '1.3.1', values).controllers).toMatchObject([{ controllerName: { value: expected } }]);
  });

  test('the older one writes the older prefix', () => {
    expect(view('gateway-operator', '0.6.1', { env: { controller_name: 'a.x/b' } }).controllers).toMatchObject([
      { id: 'kong-system/ko-gateway-operator-controller-manager', controllerName: { value: 'a.x/b' } },
    ]);
  });

  test('settings of their own may not stand below env', () => {
    const [only] = view('kong-operator', '1.3.1', { env: { enable_controlplane_config_dump: true } }).releases;
    expect(only?.renderFailure?.reason).toBe(
      'env.enable_controlplane_config_dump may not be set; set enableControlplaneConfigDump instead',
    );
    const [other] = view('kong-operator', '1.3.1', {
      global: { certificateAuthority: { secret: { namespace: 'x' } } },
    }).releases;
    expect(other?.renderFailure?.reason).toContain('certificateAuthority.secret.name is not');
  });

  test('what they never hand on is told', () => {
    const values = {
      env: { 'secret-label-selector': 'x' },
      customEnv: { CONTROLLER_LOG_LEVEL: 'x' },
      proxy: { type: 'x' },
    };
    const [only] = view('kong-operator', '1.3.1', values).releases;
    expect(only?.withoutEffect.map(({ key }) => key).toSorted()).toEqual([
      'customEnv.CONTROLLER_LOG_LEVEL',
      'env.secret-label-selector',
      'proxy',
    ]);
  });
});
