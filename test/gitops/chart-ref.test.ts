import { describe, expect, test } from 'vitest';
import { manifest } from '../manifests/gateway-api.ts';
import { kongRepository } from '../manifests/gitops-tools.ts';
import { describeClusters } from './describe-clusters.ts';

describe('a HelmRelease with chartRef', () => {
  const helmChart = (namespace: string, spec: object = {}): string =>
    manifest('source.toolkit.fluxcd.io/v1', 'HelmChart', 'proxy', namespace, {
      chart: 'kong',
      version: '2.49.0',
      sourceRef: { kind: 'HelmRepository', name: 'kong' },
      ...spec,
    });
  const referring = (chartRef: object): string =>
    manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'edge', { chartRef });

  test.each<[name: string, files: Readonly<Record<string, string>>, expected: readonly string[]]>([
    [
      'to a HelmChart beside it',
      {
        'kong.yaml': referring({ kind: 'HelmChart', name: 'proxy' }),
        'chart.yaml': helmChart('edge', {
          sourceRef: { kind: 'HelmRepository', name: 'kong', namespace: 'flux-system' },
        }),
      },
      ['release edge/kong of kong/kong 2.49.0 by flux: '],
    ],
    [
      'to a HelmChart of another namespace, with the source of that',
      {
        'kong.yaml': referring({ kind: 'HelmChart', name: 'proxy', namespace: 'flux-system' }),
        'chart.yaml': helmChart('flux-system'),
      },
      ['release edge/kong of kong/kong 2.49.0 by flux: '],
    ],
    [
      'to a chart of somebody else',
      {
        'kong.yaml': referring({ kind: 'HelmChart', name: 'proxy' }),
        'chart.yaml': helmChart('edge', { chart: 'nginx' }),
      },
      [],
    ],
    [
      'to a HelmChart that is not in the repository',
      { 'kong.yaml': referring({ kind: 'HelmChart', name: 'kong-proxy' }) },
      ['unverified Flux HelmRelease kong: its chart is HelmChart kong-proxy, which is not in the repository'],
    ],
    [
      'to a chart that is not in the repository, by whose name it is not Kong',
      { 'kong.yaml': referring({ kind: 'HelmChart', name: 'web' }) },
      [],
    ],
  ])('%s', (_, files, expected) => {
    const lines = describeClusters({ 'source.yaml': kongRepository, ...files });
    expect(lines.filter((line) => /release|unverified/.test(line))).toEqual(expected.map((line) => `  ${line}`));
  });

  test.each([
    [{ tag: '0.24.0' }, '0.24.0'],
    [{ semver: '0.x' }, '?'],
  ])('to an OCIRepository with %j', (version, expected) => {
    const files = {
      'oci.yaml': manifest('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'proxy', 'edge', {
        url: 'oci://ghcr.io/kong/charts/ingress',
        ref: version,
      }),
      'kong.yaml': referring({ kind: 'OCIRepository', name: 'proxy' }),
    };
    expect(describeClusters(files)[1]).toBe(`  release edge/kong of kong/ingress ${expected} by flux: `);
  });
});
