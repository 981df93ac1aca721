import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

/** Clusters that share a base, each with a Kong that listens on 80 and 443. */
function overlays(listener: string, names: readonly string[]): Files {
  const kong =
    'resources: [../../base]\nhelmCharts: [{name: kong, repo: "https://charts.konghq.com", version: 3.1.0, releaseName: kong, namespace: kong}]\n';
  return {
    'base/kustomization.yaml': 'resources: [edge.yaml]\n',
    'base/edge.yaml': `${gatewayClass()}---\n${gateway(['http HTTP 80', listener])}`,
    ...Object.fromEntries(names.map((name) => [`clusters/${name}/kustomization.yaml`, kong])),
  };
}

const sound = 'tls HTTPS 443 tls: {certificateRefs: [{name: edge}]}';

describe('a fault in a file that clusters share is one finding', () => {
  test.each<[name: string, base: Files | null, head: Files, expected: readonly string[]]>([
    ['in all of them', null, overlays('db TCP 5432', ['a', 'b', 'c']), ['existing in a b c']],
    [
      'that a change introduces in all of them',
      overlays(sound, ['a', 'b']),
      overlays('db TCP 5432', ['a', 'b']),
      ['introduced in a b'],
    ],
    [
      'apart from the cluster that a change adds',
      overlays('db TCP 5432', ['a', 'b']),
      overlays('db TCP 5432', ['a', 'b', 'c']),
      ['existing in a b', 'introduced in c'],
    ],
    [
      'that a change mends in all of them',
      overlays('db TCP 5432', ['a', 'b']),
      overlays(sound, ['a', 'b']),
      ['fixed in a b'],
    ],
  ])('%s', (_, base, head, expected) => {
    const { findings } = reviewFiles(head, base);
    const ofListener = findings.filter(({ rule }) => rule === 'listener-protocol-unsupported');
    expect(ofListener.map(({ status, clusters }) => `${status} in ${clusters.join(' ')}`).toSorted()).toEqual(expected);
  });

  test('with the values of each cluster beside it', () => {
    const [finding] = reviewFiles(overlays('db TCP 5432', ['a', 'b'])).findings;
    expect(finding?.related.map(({ at }) => at.path)).toEqual([
      'clusters/a/kustomization.yaml',
      'clusters/b/kustomization.yaml',
    ]);
  });

  test('each file of its own by itself', () => {
    const broken = { 'a/gateway.yaml': `${gateway()}  x: [\n`, 'b/gateway.yaml': `${gateway()}  x: [\n` };
    const { findings } = reviewFiles(broken);
    expect(findings.map(({ rule, at, clusters }) => [rule, at.path, clusters])).toEqual([
      ['yaml-syntax', 'a/gateway.yaml', []],
      ['yaml-syntax', 'b/gateway.yaml', []],
    ]);
  });
});
