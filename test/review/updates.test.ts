import { expect, test } from 'vitest';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { manifest } from '../manifests/gateway-api.ts';

const route = (spec: object): string =>
  manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop', 'shop', { parentRefs: [{ name: 'edge' }], ...spec });
const gateway = (...listeners: readonly object[]): string =>
  manifest('gateway.networking.k8s.io/v1', 'Gateway', 'edge', 'kong', { gatewayClassName: 'kong', listeners });
const wrong = { name: 'a', port: 70_000, protocol: 'HTTP' };
const right = { name: 'b', port: 80, protocol: 'HTTP' };

/** What a change of one file comes to: `existing: a new cluster refuses …`. */
function outcomes(base: string, head: string): readonly string[] {
  const config = {
    '.github/portcullis.yml': 'clusters: [{name: c, paths: ["**"], controllers: [{name: kong, version: 3.5.0}]}]\n',
  };
  return reviewFiles({ ...config, 'a.yaml': head }, { ...config, 'a.yaml': base }, ['object-rejected']).findings.map(
    ({ status, outcome }) => `${status}: ${outcome?.sentence}`,
  );
}

const stands = (what: string): string =>
  `existing: a new cluster refuses ${what}; where it exists, Kubernetes 1.30 and later let this stand until it changes`;

test('what was wrong before stands until it changes', () => {
  const hostname = { hostnames: ['A'] };
  expect(outcomes(route(hostname), route({ ...hostname, rules: [{}] }))).toEqual([stands('HTTPRoute shop/shop')]);
  expect(outcomes(gateway(wrong), gateway(wrong, right))).toEqual([stands('Gateway kong/edge')]);
});

test('a list without keys is one value: whatever changes in it is refused', () => {
  expect(outcomes(route({ hostnames: ['A'] }), route({ hostnames: ['A', 'b'] }))).toEqual([
    'existing: the API server refuses HTTPRoute shop/shop',
  ]);
});

test('what is wrong anew is refused, and so is all of a new object', () => {
  expect(outcomes(gateway(right), gateway(right, wrong))).toEqual([
    'introduced: the API server refuses Gateway kong/edge',
  ]);
  expect(outcomes('', gateway(wrong))).toEqual(['introduced: the API server refuses Gateway kong/edge']);
});

test('a field that may not change', () => {
  const plugin = (name: string): string =>
    manifest('configuration.konghq.com/v1', 'KongPlugin', 'a', 'shop').replace('spec: {}', `plugin: ${name}`);
  expect(outcomes(plugin('cors'), plugin('cors'))).toEqual([]);
  expect(outcomes('', plugin('acl'))).toEqual([]);
  expect(outcomes(plugin('cors'), plugin('acl'))).toEqual(['introduced: the API server refuses KongPlugin shop/a']);
  // Without a plugin the first one was refused: it is not there to be updated.
  expect(outcomes(plugin('cors').replace('plugin: cors', 'disabled: true'), plugin('acl'))).toEqual([
    'fixed: the API server refuses KongPlugin shop/a',
  ]);
});
