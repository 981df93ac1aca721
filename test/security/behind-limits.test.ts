import { expect, test } from 'vitest';
import { selfDeploying } from '../../src/gitops/discover/cycles.ts';
import { missingPaths } from '../../src/gitops/tree/missing-paths.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const kustomization = (resources: readonly string[]): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [${resources.join(', ')}]\n`;

const gatewayClass =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: kong }\nspec: { controllerName: konghq.com/kic-gateway-controller }\n';

test('what is wrong anew is seen behind whatever was wrong before', () => {
  const listeners = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => `    - { name: l${index}, port: ${70_000 + index}, protocol: HTTP }\n`,
    ).join('');
  const gateway = (count: number): string =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge }\nspec:\n  gatewayClassName: kong\n  listeners:\n${listeners(count)}`;
  const files = (count: number): Record<string, string> => ({
    'class.yaml': gatewayClass,
    'gateway.yaml': gateway(count),
  });
  const { findings } = reviewFiles(files(41), files(40));
  const introduced = findings.filter(({ status, rule }) => status === 'introduced' && rule === 'object-rejected');
  expect(introduced).toHaveLength(1);
});

test('that paths are not looked for is said with the file that names them', () => {
  const { isMissing, cut } = missingPaths(sourcesOf({ 'a.yaml': 'a: b\n' }), () => false);
  for (let index = 0; index < 2000; index += 1) expect(isMissing(`gone/${index}.yaml`, 'a.yaml')).toBe(true);
  expect(cut()).toBeNull();
  expect(isMissing('gone.yaml', 'b.yaml')).toBe(false);
  expect(cut()).toMatchObject({ path: 'b.yaml' });
});

test('and in the report', () => {
  const { unverified } = reviewFiles({
    'sound/kong.yaml': gatewayClass,
    'other.yaml': gatewayClass.replace('name: kong', 'name: other'),
    'sound/kustomization.yaml': kustomization(['kong.yaml']),
    ...Object.fromEntries(
      Array.from({ length: 2100 }, (_, index) => [
        `k/${index}/kustomization.yaml`,
        kustomization(['../../sound', 'gone.yaml']),
      ]),
    ),
  });
  expect(unverified.map(({ reason }) => reason)).toContain('more than 2000 paths are named that are not there');
});

test('that a search for objects that deploy each other ended is known', () => {
  const chain = Array.from({ length: 1600 }, (_, index) => ({ by: `d${index}/a.yaml`, directory: `d${index + 1}` }));
  expect(selfDeploying(chain.slice(0, 100)).isCut).toBe(false);
  expect(selfDeploying(chain).isCut).toBe(true);
});
