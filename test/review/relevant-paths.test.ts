import { expect, test } from 'vitest';
import { isRelevantPath } from '../../src/review/relevant-paths.ts';

test.each([
  ['apps/kong/values.yaml', true],
  ['kustomization.yml', true],
  ['Kustomization', true],
  ['chart/Chart.lock', true],
  ['charts/kong/.argocd-source-kong.yaml', true],
  ['helmfile.yaml.gotmpl', true],
  ['infra/kong.tf', true],
  ['Makefile', true],
  ['deploy/install.sh', true],
  ['manifests/gateway.json', true],
  ['package-lock.json', false],
  ['logo.png', false],
  ['src/main.go', false],
  ['yaml', false],
])('%s is wanted: %s', (path, wanted) => {
  expect(isRelevantPath(path)).toBe(wanted);
});
