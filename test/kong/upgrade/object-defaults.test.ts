import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';

const tree = (bundle: string, retry: string): Files => ({
  'kustomization.yaml': `resources:
  - https://github.com/kubernetes-sigs/gateway-api/releases/download/v${bundle}-install.yaml
  - shop.yaml
`,
  'shop.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: kong }]
  rules: [{ backendRefs: [{ name: cart, port: 80 }]${retry} }]
`,
});

function told(from: string, to: string, retry: string, later = retry): readonly string[] {
  const [upgrade] = reviewFiles(tree(to, later), tree(from, retry)).upgrades;
  return (upgrade?.differences ?? []).flatMap(({ area, about, field, before, after }) =>
    area === 'object-default' ? [`${about} ${field}: ${before} → ${after}`] : [],
  );
}

const [older, newer] = ['1.6.3/experimental', '1.7.0/experimental'] as const;
const attempts = 'HTTPRoute shop/cart spec.rules[0].retry.attempts';

describe('what the API server fills in where an object says nothing', () => {
  test.each([
    ['where it begins', older, newer, ', retry: { codes: [503] }', [`${attempts}: null → 1`]],
    ['where it ceases', newer, older, ', retry: { codes: [503] }', [`${attempts}: 1 → null`]],
    ['not where the object says it', older, newer, ', retry: { codes: [503], attempts: 2 }', []],
    ['not where it says nothing around it', older, newer, '', []],
    [
      'not where the definitions are alike',
      '1.6.0/experimental',
      '1.6.3/experimental',
      ', retry: { codes: [503] }',
      [],
    ],
    ['not in a field that is new', '1.0.0/experimental', '1.1.0/experimental', ', sessionPersistence: {}', []],
    ['not of a release that is not known', older, '1.99.0/experimental', ', retry: { codes: [503] }', []],
  ])('is told %s: %s → %s', (_, from, to, retry, expected) => {
    expect(told(from, to, retry)).toEqual(expected);
  });

  test('is told of what the object says after, though it changes too', () => {
    expect(told(older, newer, '', ', retry: { codes: [503] }')).toEqual([`${attempts}: null → 1`]);
  });
});
