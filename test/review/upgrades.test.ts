import { describe, expect, test } from 'vitest';
import { upgradeSentence } from '../../src/report/upgrade-sentence.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import type { Upgrade } from '../../src/review/upgrades.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';

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

  test.each([
    ['env: {}\n', 'env: {}\ningressController:\n  image:\n    tag: "3.5"\n', false],
    ['env: {}\n', 'env: {}\ningressController:\n  image: {}\n', true],
    ['env: {}\n', 'env: {}\ningressController:\n  image:\n    tag: "3.5"\n    repository: acme/kic\n', true],
  ])('is the version alone where its map comes with it: %j', (before, after, more) => {
    expect(upgradeOf(tree('3.3.0', before), tree('3.4.1', after))?.changesMore).toBe(more);
  });

  test('is not certain where a branch brings the definitions of Gateway API', () => {
    const files = (ref: string): Files => ({
      ...tree('3.4.1', 'env: {}\n'),
      'kustomization.yaml': `resources:\n  - https://github.com/kubernetes-sigs/gateway-api/config/crd?ref=${ref}\n  - class.yaml\n`,
    });
    const upgrade = upgradeOf(files('v1.2.0'), files('main'));
    expect(upgrade && upgradeSentence(upgrade)).toContain('Gateway API 1.2.0 standard → no stated version: ');
    expect(upgrade && upgradeSentence(upgrade)).toContain(
      'not certain, because which version of Gateway API comes is not told',
    );
  });

  describe('of objects that the API server has something against', () => {
    const operator = (tag: string): Files => ({
      'helmfile.yaml': helmfile('1.0.0').replace('kong/kong', 'kong/kong-operator'),
      'values.yaml': `image:\n  tag: "${tag}"\n`,
      'edge.yaml': `apiVersion: gateway-operator.konghq.com/v2beta1
kind: GatewayConfiguration
metadata:
  name: edge
  namespace: kong
spec:
  dataPlaneOptions:
    network:
      services:
        ingress:
          ports: []
`,
    });

    test.each(['1.6.2', '3.0.0'])('is not that they are taken by definitions that nobody knows: %s', (tag) => {
      const { findings, upgrades } = reviewFiles(operator(tag), operator('2.0.5'));
      expect(findings.filter(({ status }) => status === 'fixed')).toEqual([]);
      expect(upgrades[0]?.differences.filter(({ area }) => area === 'object')).toEqual([]);
      expect(upgrades[0] && upgradeSentence(upgrades[0])).toContain(
        'not judged: 1 object that the API server has something against',
      );
    });
  });

  test.each([
    ['HTTP', []],
    ['TLS', ['serves TLS listeners', 'takes two TLS listeners on one port for a conflict']],
    ['TCP', ['serves TCP and UDP listeners']],
  ])('is not what an operator does with listeners that nobody has: %s', (protocol, expected) => {
    const files = (tag: string): Files => ({
      'helmfile.yaml': helmfile('1.0.0').replace('kong/kong', 'kong/kong-operator'),
      'values.yaml': `image:\n  tag: "${tag}"\n`,
      'class.yaml': tree('1.0.0', '')['class.yaml']?.replace('kic-gateway-controller', 'gateway-operator') ?? '',
      'gateway.yaml': gateway([`edge ${protocol} 8443`]),
    });
    const does = upgradeOf(files('2.0.5'), files('2.3.0'))?.behaviours.map((each) => each.does) ?? [];
    expect(does.filter((text) => / (?:TLS|TCP) /.test(text))).toEqual(expected);
    expect(does.filter((text) => text.includes('parametersRef') || text.includes('ReferenceGrants'))).toEqual([]);
  });

  test('is not certain of a release of Kong that nobody has read', () => {
    const upgrade = upgradeOf(tree('3.4.1', 'image:\n  tag: "3.9"\n'), tree('3.4.1', 'image:\n  tag: "7.0"\n'));
    expect(upgrade && upgradeSentence(upgrade)).toContain('not certain, because Kong 7.0 is not a release known here');
  });

  test('is not certain where a version is not stated', () => {
    const upgrade = upgradeOf(tree('3.4.1', 'env: {}\n'), tree(null, 'env: {}\n'));
    expect(upgrade && upgradeSentence(upgrade)).toContain(
      "kong/kong 3.4.1 → no stated version: the repository has no listener or route of Kong's in this cluster; no difference seen in Service ports and listens; not certain, because which version of kong/kong comes is not told",
    );
  });

  test('is held against what the chart gives Kong by itself', () => {
    const own = 'env:\n  plugins: bundled,own\n';
    const found = upgradeOf(tree('2.30.0', 'env: {}\n'), tree('2.31.0', own))?.differences;
    expect(found?.filter(({ area }) => area === 'kong')).toMatchObject([
      { field: 'KONG_PLUGINS', before: 'bundled', after: 'bundled,own' },
    ]);
  });

  test('is what load balancers take a port for', () => {
    const found = upgradeOf(tree('2.14.0', 'env: {}\n'), tree('2.15.3', 'env: {}\n'))?.differences ?? [];
    expect(found.filter(({ area }) => area === 'service')).toMatchObject([
      { field: 'port 80/TCP', before: 'kong-proxy to 8000, appProtocol http', after: 'kong-proxy to 8000' },
      { field: 'port 443/TCP', before: 'kong-proxy-tls to 8443, appProtocol https', after: 'kong-proxy-tls to 8443' },
    ]);
  });

  test('is no image where values that are not here may name it', () => {
    const elsewhere = (version: string): Files => {
      const files = tree(version, 'env: {}\n');
      return { ...files, 'helmfile.yaml': `${files['helmfile.yaml']}      - https://example.com/values.yaml\n` };
    };
    const upgrade = upgradeOf(elsewhere('2.36.0'), elsewhere('2.47.0'));
    expect(upgrade?.moves.map(({ name }) => name)).toEqual(['kong/kong']);
    expect(upgrade?.behaviours).toEqual([]);
    expect(upgrade && upgradeSentence(upgrade)).not.toContain('image');
  });

  test.each<[from: string, to: string, moves: readonly string[]]>([
    ['3.8', '3.9', ['3.8 → 3.9']],
    ['3.8', '', []],
    ['', '3.8', []],
  ])('of values that nothing installs is the one that they name alone: %j → %j', (from, to, moves) => {
    const values = (tag: string): Files => ({
      'class.yaml': gatewayClass(),
      'values.yaml': `ingressController: {installCRDs: false}\n${tag === '' ? '' : `image: {tag: "${tag}"}\n`}`,
    });
    const told = upgradeOf(values(from), values(to))?.moves ?? [];
    expect(told.map((move) => `${move.from} → ${move.to}`)).toEqual(moves);
  });

  test('is named by the tags where one release is built again', () => {
    const values = (tag: string): string => `image:\n  repository: kong/kong-gateway\n  tag: ${tag}\n`;
    const upgrade = upgradeOf(tree('3.4.1', values('3.4.3.10')), tree('3.4.1', values('3.4.3.11')));
    expect(upgrade?.moves).toMatchObject([{ name: 'Kong', from: '3.4.3.10', to: '3.4.3.11' }]);
  });

  test.each([
    ['3.1.4', '3.1.4@sha256:bbbbbbbbbbbbbbbbbbbb', '3.1.4 → 3.1.4@sha256:bbbbbbbbbbbb'],
    [
      '3.1.4@sha256:aaaaaaaaaaaaaaaaaaaa',
      '3.1.4@sha256:bbbbbbbbbbbbbbbbbbbb',
      '3.1.4@sha256:aaaaaaaaaaaa → 3.1.4@sha256:bbbbbbbbbbbb',
    ],
    ['3.1.4', '3.1.4-ubi', '3.1.4 → 3.1.4-ubi'],
    ['3.1.4@sha256:aaaaaaaaaaaaaaaaaaaa', '3.5.13@sha256:bbbbbbbbbbbbbbbbbbbb', '3.1.4 → 3.5.13'],
  ])('is told of an image that is pinned or built again: %s', (before, after, expected) => {
    const files = (tag: string): Files =>
      tree('3.4.1', `ingressController:\n  image:\n    unifiedRepoTag: kong/kubernetes-ingress-controller:${tag}\n`);
    const upgrade = upgradeOf(files(before), files(after));
    expect(upgrade?.moves.map(({ from, to }) => `${from} → ${to}`)).toEqual([expected]);
    expect(upgrade?.notJudged).toEqual([]);
    expect(upgrade?.behaviours.length === 0).toBe(!expected.includes('3.5.13'));
  });

  test.each([
    ['1.3.1', '2.11'],
    ['3.4', '3.99'],
  ])('is not what a controller does of which nobody has read: %s to %s', (before, after) => {
    const values = (tag: string): string => `ingressController:\n  image:\n    tag: "${tag}"\n`;
    const upgrade = upgradeOf(tree('2.23.0', values(before)), tree('2.23.0', values(after)));
    expect(upgrade?.behaviours).toEqual([]);
    expect(upgrade?.differences.filter(({ area }) => area === 'feature-gate')).toEqual([]);
    expect(upgrade && upgradeSentence(upgrade)).toContain('; not certain, because ');
  });

  test('is another chart in the place of one', () => {
    const ingress = (version: string): Files => {
      const files = tree(version, 'gateway: {}\n');
      return { ...files, 'helmfile.yaml': (files['helmfile.yaml'] ?? '').replace('kong/kong', 'kong/ingress') };
    };
    const upgrade = upgradeOf(tree('2.23.0', 'env: {}\n'), ingress('0.12.0'));
    expect(upgrade && upgradeSentence(upgrade)).toMatch(/^kong\/kong 2\.23\.0 → kong\/ingress 0\.12\.0: /);
    expect(upgrade?.notJudged).toEqual([]);
    expect(upgrade?.differences.map(({ about, after }) => `${about}: ${after === null ? 'gone' : 'there'}`)).toEqual(
      expect.arrayContaining([
        'Service kong/kong-kong-proxy: gone',
        'Service kong/kong-gateway-proxy: there',
        'Kong kong/kong-kong: gone',
        'Kong kong/kong-gateway: there',
      ]),
    );
    expect(upgrade && upgradeSentence(upgrade)).not.toContain('listens unchanged');
    const unknown = upgradeOf(tree('2.23.0', 'env: {}\n'), ingress('0.99.0'));
    expect(unknown && upgradeSentence(unknown)).toContain('not certain, because kong/ingress 0.99.0 is newer');
  });

  test('leaves Ingresses open, and says so', () => {
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
spec:
  ingressClassName: kong
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: shop, port: { number: 80 } } }
`;
    const files = (version: string): Files => ({ ...tree(version, 'env: {}\n'), 'ingress.yaml': ingress });
    const upgrade = upgradeOf(files('3.3.0'), files('3.4.1'));
    expect(upgrade && upgradeSentence(upgrade)).toContain('; not judged: 1 Ingress as Kong gets it.');
  });

  test.each([
    [{ same: 2, changed: 0, notJudged: 0 }, '2 listeners keep their status'],
    [{ same: 2, changed: 0, notJudged: 3 }, '2 listeners keep their status'],
    [{ same: 2, changed: 1, notJudged: 0 }, '2 of 3 listeners keep their status; 1 listener changes'],
    [{ same: 0, changed: 1, notJudged: 3 }, '0 of 1 judged listener keep their status; 1 listener changes'],
    [{ same: 0, changed: 0, notJudged: 3 }, 'listens unchanged'],
  ])('is not said to be lost where nobody could judge it: %j', (listeners, expected) => {
    const upgrade = upgradeOf(tree('3.3.0', 'env: {}\n'), tree('3.4.1', 'env: {}\n'));
    const [, ...rest] = (upgrade === undefined ? '' : upgradeSentence({ ...upgrade, listeners })).split(': ');
    expect(rest.join(': ')).toMatch(new RegExp(`^(?:Service ports and )?${expected}`));
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
