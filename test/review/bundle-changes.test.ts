import { expect, test } from 'vitest';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { manifest } from '../manifests/gateway-api.ts';

const route = (name: string): string =>
  manifest('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', name, 'shop', {
    rules: [{ backendRefs: [{ name: 'db', port: 80 }] }],
  });
const tree = (channel: string, ...routes: readonly string[]) => ({
  'kustomization.yaml': `resources:\n  - https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.3.0/${channel}-install.yaml\n${routes.map((name) => `  - ${name}.yaml\n`).join('')}`,
  ...Object.fromEntries(routes.map((name) => [`${name}.yaml`, route(name)])),
});

test('a bundle that stops serving a kind is one finding, on the line that changes it', () => {
  const { findings } = reviewFiles(tree('standard', 'a', 'b', 'c'), tree('experimental', 'a', 'b', 'c'));
  expect(findings.map(({ rule, at, message }) => [rule, `${at.path}:${at.line}`, message])).toEqual([
    ['kind-not-served', 'kustomization.yaml:2', expect.stringMatching(/refuses TCPRoute shop\/a and 2 more\.$/)],
  ]);
  expect(findings.flatMap(({ related }) => related.map(({ at, message }) => `${at.path} ${message}`))).toEqual([
    'a.yaml TCPRoute shop/a is affected here',
    'b.yaml TCPRoute shop/b is affected too',
    'c.yaml TCPRoute shop/c is affected too',
  ]);
});

test('an object that the change adds is told by itself', () => {
  const { findings } = reviewFiles(tree('standard', 'a', 'b'), tree('standard', 'a'));
  expect(findings.map(({ at, status }) => `${at.path} ${status}`)).toEqual(['a.yaml existing', 'b.yaml introduced']);
});

test('of a release beside one of which nobody tells the version no move is told', () => {
  const both = (release: string) => ({
    'kustomization.yaml': `resources:\n  - https://github.com/kubernetes-sigs/gateway-api/releases/download/${release}/standard-install.yaml\n  - https://github.com/kubernetes-sigs/gateway-api/config/crd?ref=main\n  - a.yaml\n`,
    'a.yaml': route('a'),
  });
  const moves = reviewFiles(both('v1.4.0'), both('v1.3.0')).upgrades.flatMap((upgrade) => upgrade.moves);
  expect(moves.filter(({ from, to }) => from === to)).toEqual([]);
});
