import { expect, test } from 'vitest';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';

const flux = (suspend: boolean): string =>
  manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'edge', 'flux-system', {
    suspend,
    path: './edge',
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
  });

test.each([
  [false, ['Flux Kustomization edge fails with it']],
  [true, []],
])('a Kustomization with suspend: %s fails with what it deploys: %j', (suspend, expected) => {
  const { findings } = reviewFiles({
    'flux.yaml': flux(suspend),
    'edge/kustomization.yaml': 'resources: [gateway.yaml, absent.yaml]\n',
    'edge/gateway.yaml': httpGateway('edge', 'kong'),
  });
  const [fault] = findings.filter(({ rule }) => rule === 'kustomization-does-not-build');
  expect(fault?.related.map(({ message }) => message).filter((message) => message.includes('Flux'))).toEqual(expected);
});
