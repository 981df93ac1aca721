import type { Contents } from '../review/memory-tree.ts';
import { gatewayClass, sound, type Hiding } from './hiding.ts';

const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: a, namespace: default, annotations: { konghq.com/plugins: key-auth } }
spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: svc, port: 80 }] }] }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: svc, namespace: default }
spec: { ports: [{ port: 80 }], selector: { a: b } }
`;
const keyAuth = `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: { name: key-auth, namespace: default }
plugin: key-auth
`;
const served: Contents = {
  'class.yaml': gatewayClass,
  'edge/gateway.yaml': sound.replace('name: edge', 'name: edge, namespace: default'),
  'edge/route.yaml': route,
  'edge/service.yaml': service,
  'edge/auth.yaml': keyAuth,
};
const others = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a }
spec: { source: { repoURL: https://github.com/other/a, path: a }, destination: { namespace: default } }
`;
const thing = (name: string): string =>
  `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: ${name}, namespace: default }\n`;

const names: Readonly<Record<string, string>> = {
  'edge/service.yaml': 'Service default/svc',
  'edge/auth.yaml': 'KongPlugin default/key-auth',
  'edge/gateway.yaml': 'Gateway default/edge',
};

/** A change that takes a file away and brings something beside. */
const without = (path: string, what: string, more: Contents): Hiding => ({
  what: `${path} is taken away, and ${what}`,
  why: 'what is not seen may bring the object, so that no rule said that it is missing',
  seen: [`${names[path]}: no longer verified`],
  base: served,
  head: { ...Object.fromEntries(Object.entries(served).filter(([each]) => each !== path)), ...more },
});

/** Behind something else that may bring what a change takes away. */
export const hiddenBehindDoubt: readonly Hiding[] = [
  ...['edge/service.yaml', 'edge/auth.yaml', 'edge/gateway.yaml'].map((path) =>
    without(path, 'an Application of another repository is added', { 'a.yaml': others }),
  ),
  without('edge/service.yaml', 'an object of an unknown kind is added', { 'edge/a.yaml': thing('svc') }),
  without('edge/auth.yaml', 'an object of an unknown kind is added', { 'edge/a.yaml': thing('key-auth') }),
  without('edge/service.yaml', 'put where nobody deploys it', { 'docs/service.yaml': service }),
];

const consumer = `apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: { name: a, namespace: default, annotations: { kubernetes.io/ingress.class: kong } }
username: a
credentials: [a-key]
`;
const key = `apiVersion: v1
kind: Secret
metadata: { name: a-key, namespace: default, labels: { konghq.com/credential: key-auth } }
stringData: { key: a }
`;
const makers = [
  [
    'a SealedSecret',
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: a-key, namespace: default }\n',
  ],
  [
    'an ExternalSecret',
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: a, namespace: default }\nspec: { target: { name: a-key } }\n',
  ],
] as const;

/** What is moved to where it is deployed all the same is quiet. */
export const moved: readonly Hiding[] = [
  without('edge/service.yaml', 'moved', { 'edge/other.yaml': service, 'a.yaml': others }),
  ...makers.map(([kind, maker]) => ({
    what: `a Secret that ${kind} makes now`,
    why: '',
    seen: [],
    base: { ...served, 'edge/consumer.yaml': consumer, 'edge/key.yaml': key },
    head: { ...served, 'edge/consumer.yaml': consumer, 'edge/key.yaml': maker, 'a.yaml': others },
  })),
];
