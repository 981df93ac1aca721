import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { httpGateway } from '../manifests/gateway-api.ts';

test('a build that fails beside a Gateway is told', () => {
  const { unread, faults } = discoverClusters(
    sourcesOf({ 'edge/gw.yaml': httpGateway('edge'), 'edge/kustomization.yaml': 'resources: [gw.yaml, nope.yaml]\n' }),
    defaultConfig,
  );
  expect(faults).toMatchObject([{ kind: 'kustomization', fault: 'missing', path: 'edge/kustomization.yaml' }]);
  expect(unread).toEqual([]);
});

test('a build that may not take in a Gateway is told', () => {
  const { unread } = discoverClusters(
    sourcesOf({ 'k/gw.yaml': httpGateway('edge'), 'k/prod/kustomization.yaml': 'resources: [../gw.yaml]\n' }),
    defaultConfig,
  );
  expect(unread.map(({ path }) => path)).toContain('k/prod/kustomization.yaml');
});
