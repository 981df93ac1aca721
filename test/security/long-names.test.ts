import { expect, test } from 'vitest';
import { messageInClusters } from '../../src/report/clusters.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import type { ComparedStates } from '../../src/report/compared-states.ts';
import { reviewTrees } from '../review/memory-tree.ts';

/** Each `<name>` is a place whose text a message quotes. */
const tree = {
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kong, namespace: argocd }
spec:
  destination: { server: 'https://<server>', namespace: <namespace> }
  source:
    repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: <revision>
    helm:
      releaseName: <release>
      valueFiles: [<file>]
      values: 'proxy: { stream: [{ containerPort: 9000, servicePort: 9000, protocol: <protocol> }] }'
`,
  'edge.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: 'true' } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: <gateway>, namespace: kong }
spec:
  gatewayClassName: kong
  listeners:
    - { name: <listener>, port: 9000, protocol: HTTP, hostname: <host>, <field>: a }
    - { name: other, port: 9001, protocol: <kind> }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: <route>, namespace: kong }
spec:
  parentRefs: [{ name: <parent>, sectionName: <section> }]
  hostnames: [<hostname>]
  rules: [{ backendRefs: [{ name: <service>, namespace: <other>, port: 80 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: controller, namespace: kong }
spec: { template: { spec: { containers: [{ name: a, image: 'kong/kubernetes-ingress-controller:<tag>' }] } } }
`,
  'suppressed.yaml': '# portcullis-ignore <rule>: <reason>\na: b\n',
};

const places = [
  ...new Set(
    [
      ...Object.values(tree)
        .join('')
        .matchAll(/<(\w+)>/g),
    ].map(([, place = '']) => place),
  ),
];

/** The tree with a very long text at one of the places. */
function withLong(long: string | null): Record<string, string> {
  const fill = (_: string, place: string): string => (place === long ? 'q'.repeat(10_000) : `x${place}`);
  return Object.fromEntries(Object.entries(tree).map(([path, text]) => [path, text.replaceAll(/<(\w+)>/g, fill)]));
}

const states: ComparedStates = {
  comparison: 'exact',
  base: { commit: null, ref: 'base' },
  head: { commit: null, ref: 'head' },
  notMerged: null,
};

test.each(places)('no message quotes the whole of a very long %s', async (place) => {
  const review = await reviewTrees(withLong(place), withLong(null));
  const told = [
    ...review.findings.flatMap((finding) => [messageInClusters(finding, review), ...finding.related.map(textOf)]),
    ...review.unverified.flatMap(({ about, reason }) => [about, reason]),
    ...review.unread.map(({ reason }) => reason),
    markdownReport(review, { states, lineOf: () => undefined, compared: true }).replaceAll(/^```[^]*?^```/gm, ''),
  ];
  expect(told.filter((text) => /q{257}/.test(text))).toEqual([]);
});

const textOf = ({ message }: { readonly message: string }): string => message;
