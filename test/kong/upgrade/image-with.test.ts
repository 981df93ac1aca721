import { expect, test } from 'vitest';
import { imageWith } from '../../../src/kong/upgrade/image-with.ts';

test.each([
  ['kong:3.4', '3.9.1', 'kong:3.9.1'],
  ['kong:3.4-ubuntu', '3.9', 'kong:3.9-ubuntu'],
  ['kong/kong-gateway:3.4.3.5', '3.10.0.1', 'kong/kong-gateway:3.10.0.1'],
  [
    'localhost:5000/kong/kubernetes-ingress-controller:v3.4.0',
    '3.5.13',
    'localhost:5000/kong/kubernetes-ingress-controller:v3.5.13',
  ],
  ['kong/kubernetes-ingress-controller:3.5.0-rc.1', '3.5.0', 'kong/kubernetes-ingress-controller:3.5.0'],
  [`kong:3.4@sha256:${'1'.repeat(64)}`, '3.9', 'kong:3.9'],
  ['kong', '3.9', 'kong:3.9'],
  ['kong:latest', '3.9', 'kong:3.9'],
  ['localhost:5000/kong', '3.9', 'localhost:5000/kong:3.9'],
])('%s with %s is %s', (reference, version, image) => {
  expect(imageWith(reference, version)).toBe(image);
});
