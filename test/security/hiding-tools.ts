import type { Hiding } from './hiding.ts';
import type { Contents } from '../review/memory-tree.ts';
import { application, gatewayClass, sound, wrong } from './hiding.ts';

const kustomization = 'edge/kustomization.yaml';
const built: Contents = {
  'class.yaml': gatewayClass,
  'edge/gateway.yaml': sound,
  [kustomization]: 'resources: [gateway.yaml]\n',
};

/** What a kustomization says besides, and files beside it. */
const saying = (what: string, why: string, more: string, seen: readonly string[], files: Contents = {}): Hiding => ({
  what,
  why,
  seen,
  base: built,
  head: { ...built, [kustomization]: `resources: [gateway.yaml]\n${more}`, ...files },
});

const twiceByPatch = `[{ op: copy, from: /spec/listeners/0, path: /spec/listeners/- }]`;
const transformer = `apiVersion: builtin
kind: PatchTransformer
metadata: { name: a }
target: { kind: Gateway }
patch: '${twiceByPatch}'
`;
const notFollowed = 'what is not followed of a build was told, and did not count';
const notBuilt = [`${kustomization}: kustomization-does-not-build`];
const unopened = 'what could not be opened counted for both trees, so that the fault was there before';

/** By what kustomize does besides. */
export const hiddenByKustomize: readonly Hiding[] = [
  saying('a field that kustomize does not know', unopened, 'resourcez: [a]\n', notBuilt),
  saying('a kind that kustomize does not build', unopened, 'kind: Other\n', notBuilt),
  saying(
    'a second kustomization file beside',
    'only the first was looked for when a build was taken over',
    '',
    ['edge/kustomization.yml: kustomization-does-not-build'],
    {
      'edge/kustomization.yml': 'resources: [gateway.yaml]\n',
    },
  ),
  saying(
    'a transformer in the kustomization',
    notFollowed,
    `transformers:\n  - |\n    ${transformer.trimEnd().replaceAll('\n', '\n    ')}\n`,
    [`${kustomization}: not read`],
  ),
  saying(
    'a transformer in a file',
    notFollowed,
    'transformers: [a.yaml]\n',
    [`${kustomization}: not read`, 'edge/a.yaml: not read'],
    { 'edge/a.yaml': transformer },
  ),
  saying('a generator', notFollowed, 'generators: [a.yaml]\n', [`${kustomization}: not read`], {
    'edge/a.yaml':
      'apiVersion: a/v1\nkind: A\nmetadata: { name: a, annotations: { config.kubernetes.io/function: "exec: { path: ./a }" } }\n',
  }),
  saying(
    'variables',
    notFollowed,
    'vars: [{ name: A, objref: { apiVersion: v1, kind: ConfigMap, name: a } }]\nconfigurations: [a.yaml]\n',
    [`${kustomization}: not read`],
    { 'edge/a.yaml': 'varReference: [{ path: spec/listeners/protocol, kind: Gateway }]\n' },
  ),
  saying('a schema of its own', notFollowed, 'openapi: { path: a.json }\n', [`${kustomization}: not read`], {
    'edge/a.json': '{}',
  }),
  {
    ...saying(
      'a patch that says of the whole object that it replaces it',
      'it did here, and does nothing in kustomize',
      '',
      ['edge/gateway.yaml: object-rejected'],
    ),
    head: {
      ...built,
      'edge/gateway.yaml': wrong,
      'edge/patch.yaml': `$patch: replace\n${sound}`,
      [kustomization]: 'resources: [gateway.yaml]\npatches: [{ path: patch.yaml }]\n',
    },
  },
  {
    ...saying('an address', notFollowed, '', [`${kustomization}: not read`]),
    head: { ...built, [kustomization]: 'resources: [gateway.yaml, https://example.com/crds.yaml]\n' },
  },
  {
    what: 'what a transformer that was there before does now',
    why: notFollowed,
    seen: ['edge/a.yaml: not read'],
    base: {
      ...built,
      [kustomization]: 'resources: [gateway.yaml]\ntransformers: [a.yaml]\n',
      'edge/a.yaml': transformer.replace('/listeners/-', '/other'),
    },
    head: {
      ...built,
      [kustomization]: 'resources: [gateway.yaml]\ntransformers: [a.yaml]\n',
      'edge/a.yaml': transformer,
    },
  },
];

const deployed: Contents = { 'class.yaml': gatewayClass, 'edge/gateway.yaml': sound, 'app.yaml': application('edge') };
const overridden = 'such a file was no part of the Application';
const generated = (templatePatch: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: edge }
spec:
  generators: [{ list: { elements: [{ path: edge }] } }]
  template:
    metadata: { name: edge }
    spec:
      source: { repoURL: https://github.com/acme/gitops, path: '{{path}}' }
      destination: { namespace: kong }
${templatePatch}`;

/** By what Argo CD does besides. */
export const hiddenByArgoCd: readonly Hiding[] = [
  {
    what: 'a mark for Argo CD that is taken out',
    why: 'the file counted as applied before',
    seen: ['edge/other.yaml: object-rejected'],
    base: { ...deployed, 'edge/other.yaml': `${wrong.replace('edge', 'other')}# +argocd:skip-file-rendering\n` },
    head: { ...deployed, 'edge/other.yaml': wrong.replace('edge', 'other') },
  },
  {
    what: 'a patch in .argocd-source.yaml',
    why: overridden,
    seen: ['edge/.argocd-source.yaml: object-rejected'],
    base: { ...deployed, [kustomization]: 'resources: [gateway.yaml]\n' },
    head: {
      ...deployed,
      [kustomization]: 'resources: [gateway.yaml]\n',
      'edge/.argocd-source.yaml': `kustomize:\n  commonLabels: { a: b c }\n`,
    },
  },
  {
    what: 'the same in the file of one Application',
    why: overridden,
    seen: ['edge/below/other.yaml: object-rejected'],
    base: { ...deployed, 'edge/below/other.yaml': sound.replace('edge', 'other') },
    head: {
      ...deployed,
      'edge/below/other.yaml': wrong.replace('edge', 'other'),
      'edge/.argocd-source-edge.yaml': 'directory: { recurse: true }\n',
    },
  },
  {
    what: 'a plugin that renders the directory from now on',
    why: 'what is not run was told, and did not count',
    seen: ['app.yaml: not read'],
    base: deployed,
    head: { ...deployed, 'app.yaml': application('edge', ', plugin: { name: a }') },
  },
  {
    what: 'values for Jsonnet',
    why: 'as above',
    seen: ['app.yaml: not read'],
    base: deployed,
    head: {
      ...deployed,
      'app.yaml': application('edge', ', directory: { jsonnet: { tlas: [{ name: a, value: b }] } }'),
    },
  },
  {
    what: 'a templatePatch',
    why: 'as above',
    seen: ['app.yaml: not read'],
    base: { ...deployed, 'app.yaml': generated('') },
    head: { ...deployed, 'app.yaml': generated('  templatePatch: |\n    spec: { source: { path: docs } }\n') },
  },
];

/** And what is none: nobody is told that something was not read. */
export const plain: readonly Hiding[] = [
  saying('a label', '', 'labels: [{ pairs: { a: b } }]\n', []),
  {
    ...saying('mended', '', '', []),
    base: { ...built, [kustomization]: 'resources: [gateway.yaml]\nresourcez: [a]\n' },
  },
  {
    ...saying('a released bundle by its address', '', '', []),
    head: {
      ...built,
      [kustomization]:
        'resources: [gateway.yaml, https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.3.0/standard-install.yaml]\n',
    },
  },
  {
    what: 'an object beside a transformer',
    why: '',
    seen: [],
    base: {
      ...built,
      [kustomization]: 'resources: [gateway.yaml]\ntransformers: [a.yaml]\n',
      'edge/a.yaml': transformer,
    },
    head: {
      ...built,
      [kustomization]: 'resources: [gateway.yaml, b.yaml]\ntransformers: [a.yaml]\n',
      'edge/a.yaml': transformer,
      'edge/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n',
    },
  },
  ...[
    'kubectl get gateway edge -o yaml',
    'kubectl wait --for delete gateway/edge',
    'kubectl delete ns gateway',
    'kubectl create namespace kong --dry-run=client -o yaml | kubectl apply -f -',
    'kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v1.19.0/cert-manager.yaml',
    'kustomize build edge | kubectl apply -f -',
    'kubectl patch gateway edge --dry-run=server -p {}',
    'kubectl delete gateways.networking.istio.io edge',
  ].map((command) => ({
    ...saying(`the command ${command}`, '', '', []),
    head: { ...built, 'deploy.sh': `#!/bin/sh\n${command}\n` },
  })),
];
