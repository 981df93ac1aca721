import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import type { ComparedStates } from '../../src/report/compared-states.ts';
import { formats } from '../../src/report/format.ts';
import { engine } from '../../src/review/engine.ts';
import type { Files } from '../../src/review/in-memory.ts';
import { ReviewSteps } from '../../src/session/steps.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { packTrees } from '../../src/source/packed-trees.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';

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

/** All that is told of a review, but for the lines of the files that it shows, which end with the screen. */
async function told(base: Files, head: Files): Promise<readonly (readonly [where: string, text: string])[]> {
  const steps = new ReviewSteps(engine, createSourceCache());
  const trees = packTrees([sourcesOf(base), sourcesOf(head)]);
  const asked = { trees, config: defaultConfig, failOn: null, today: null, branch: null, configUsable: true };
  await steps.take('review', asked);
  const files = Object.keys(head).map((path) => ({ path, patch: null }));
  const concluded = await steps.take('conclude', {
    states,
    notes: [],
    offerFixes: true,
    files,
    diffBase: null,
    most: 20,
  });
  const printed = formats.map(async (format) => {
    const shown = { format, states, colour: false, columns: null, version: '0' } as const;
    return [format, JSON.stringify(await steps.take('print', { what: 'review', ...shown }), null, 1)] as const;
  });
  return [['check run', JSON.stringify(concluded)] as const, ...(await Promise.all(printed))].map(([where, text]) => [
    where,
    text.replaceAll(/\\n *\d+ │.*?(?=\\n)/g, ''),
  ]);
}

test.each(places)('nobody is told the whole of a very long %s', async (place) => {
  const all = await told(withLong(null), withLong(place));
  expect(all.filter(([, text]) => /q{101}/.test(text)).map(([where]) => where)).toEqual([]);
});
