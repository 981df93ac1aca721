import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';

const tree = (controller: string, kong: string): Files => ({
  'helmfile.yaml': `repositories: [{ name: kong, url: https://charts.konghq.com }]
releases: [{ name: kong, namespace: kong, chart: kong/kong, version: 2.48.0, values: [values.yaml] }]
`,
  'values.yaml': `image: { tag: "${kong}" }
env: { router_flavor: traditional_compatible }
ingressController: { image: { tag: "${controller}" } }
`,
  'gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: "true" } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: kong }
spec: { gatewayClassName: kong, listeners: [{ name: http, port: 80, protocol: HTTP }] }
`,
  'shop.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: kong }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { type: RegularExpression, value: '/(?!admin).*' } }, { headers: [{ name: x.tenant, value: a }] }]
      backendRefs: [{ name: shop, port: 80 }]
---
apiVersion: v1
kind: Service
metadata: { name: shop, namespace: kong }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`,
});

function told(before: Files, after: Files): readonly string[] {
  const [upgrade] = reviewFiles(after, before).upgrades;
  return (upgrade?.differences ?? []).flatMap(({ area, about, after: is }) =>
    area === 'refusal' ? [`${about} ${is}`] : [],
  );
}

describe('what Kong begins to refuse', () => {
  test.each([
    ['where both controllers are read', '3.4', '3.5', '3.9.1', '3.9.1', []],
    ['by another Kong', '3.5', '3.5', '3.6.1', '3.9.1', ['HTTPRoute kong/shop refused by Kong 3.9.1']],
    ['where the former controller is not read', '3.3', '3.5', '3.9.1', '3.9.1', []],
    ['where the later controller is not read', '3.5', '3.3', '3.9.1', '3.9.1', []],
    ['where the former Kong is not known', '3.5', '3.5', '3.12', '3.9.1', []],
  ])('is told %s: controller %s → %s, Kong %s → %s', (_, from, to, was, is, expected) => {
    expect(told(tree(from, was), tree(to, is))).toEqual(expected);
  });
});
