import { describe, expect, test } from 'vitest';
import { upgradeSentence } from '../../src/report/upgrade-sentence.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import type { Upgrade } from '../../src/review/upgrades.ts';

const helmfile = (version: string | null): string => `repositories:
  - name: kong
    url: https://charts.konghq.com
releases:
  - name: kong
    namespace: kong
    chart: kong/kong
${version === null ? '' : `    version: ${version}\n`}    values:
      - values.yaml
`;

const tree = (version: string | null, values: string): Files => ({
  'helmfile.yaml': helmfile(version),
  'values.yaml': values,
  'class.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
spec:
  controllerName: konghq.com/kic-gateway-controller
`,
});

const kustomization = (...bundles: readonly string[]): string =>
  `resources:\n${bundles.map((each) => `  - https://github.com/kubernetes-sigs/gateway-api/releases/download/v${each}-install.yaml\n`).join('')}`;

function upgradeOf(base: Files, head: Files): Upgrade | undefined {
  return reviewFiles(head, base).upgrades[0];
}

describe('what a version changes', () => {
  test('is nothing where none moves', () => {
    expect(upgradeOf(tree('3.4.1', 'env: {}\n'), tree('3.4.1', 'env:\n  log_level: debug\n'))).toBeUndefined();
  });

  test('is told apart from a setting that the same change takes away', () => {
    const upgrade = upgradeOf(tree('3.4.0', 'proxy:\n  nodePort: 1\n'), tree('3.4.1', 'env: {}\n'));
    expect(upgrade).toMatchObject({ differences: [], changesMore: true });
  });

  test('is a setting that the chart begins to read', () => {
    const values = 'proxy:\n  addresses: [0.0.0.0]\n';
    const differences = upgradeOf(tree('2.33.3', values), tree('2.34.0', values))?.differences ?? [];
    expect(differences.filter(({ area }) => area === 'values')).toMatchObject([
      { field: 'proxy.addresses', before: 'not read by the chart', after: 'read by the chart', effect: 'mends' },
    ]);
  });

  test('is no Service where Helm refuses the values: what is there stays', () => {
    const values = 'image:\n  tag: 3.4.0.0-x_y\n  effectiveSemver: 3.4.0\n';
    const broken = 'image:\n  tag: nightly\n';
    const upgrade = upgradeOf(tree('3.4.0', values), tree('3.4.1', broken));
    expect(upgrade?.differences.map(({ area }) => area)).toEqual(['values']);
    expect(upgrade?.notJudged).toMatchObject([{ what: 'release', count: 1 }]);
  });

  test('is not certain where a version is not stated', () => {
    const upgrade = upgradeOf(tree('3.4.1', 'env: {}\n'), tree(null, 'env: {}\n'));
    expect(upgrade && upgradeSentence(upgrade)).toContain(
      'kong/kong 3.4.1 → no stated version: the repository has no listener or route of this cluster; no difference seen in Service ports and listens; not certain, because which version of kong/kong comes is not told',
    );
  });

  test.each([
    ['a bundle that comes', [], ['1.3.0/standard'], null],
    ['a bundle that comes beside another', ['1.3.0/standard'], ['1.3.0/standard', '1.4.0/experimental'], null],
    [
      'a release that takes the place of another',
      ['1.3.0/standard'],
      ['1.4.0/standard'],
      '1.3.0 standard → 1.4.0 standard',
    ],
    ['a channel', ['1.3.0/standard'], ['1.3.0/experimental'], '1.3.0 standard → 1.3.0 experimental'],
  ])('of Gateway API: %s', (_, before, after, expected) => {
    const withBundles = (bundles: readonly string[]): Files => ({
      ...tree('3.4.1', 'env: {}\n'),
      'kustomization.yaml': `${kustomization(...bundles)}  - class.yaml\n`,
    });
    const moves = upgradeOf(withBundles(before), withBundles(after))?.moves ?? [];
    expect(moves.map(({ from, to }) => `${from} → ${to}`)).toEqual(expected === null ? [] : [expected]);
  });
});
