import type { Contents } from '../review/memory-tree.ts';
import { application, gatewayClass, sound, wrong, type Hiding } from './hiding.ts';

const other = wrong.replace('name: edge', 'name: other');
const base64 = Buffer.from(other).toString('base64');
const plain: Contents = { 'class.yaml': gatewayClass, 'edge/gateway.yaml': sound };
const notRead = (path: string): readonly string[] => [`${path}: not read`];

/** A change that brings files. */
const bringing = (what: string, why: string, path: string, files: Contents, base: Contents = {}): Hiding => ({
  what,
  why,
  seen: notRead(path),
  base: { ...plain, ...base },
  head: { ...plain, ...base, ...files },
});

const never = 'no such file was ever fetched';
const lists = (depth: number): string =>
  depth === 0
    ? JSON.stringify({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'other' } })
    : `{"apiVersion": "v1", "kind": "List", "items": [${lists(depth - 1)}]}`;

const generated = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: edge }
spec:
  generators: [{ git: { repoURL: https://github.com/acme/gitops, files: [{ path: 'a/*' }] } }]
  template:
    metadata: { name: edge }
    spec:
      source: { repoURL: https://github.com/acme/gitops, path: '{{path}}' }
      destination: { namespace: kong }
`;

/** By a name or a form by which it is applied and not read. */
export const hiddenOtherwise: readonly Hiding[] = [
  bringing('a program that a script applies', never, 'edge/a.go', {
    'edge/a.go': other,
    'deploy.sh': 'kubectl apply -f edge/a.go\n',
  }),
  bringing('a picture that a Makefile applies', never, 'edge/a.png', {
    'edge/a.png': other,
    Makefile: 'deploy:\n\tkubectl apply \\\n\t  -f edge/a.png\n',
  }),
  bringing('data that a workflow applies', never, 'edge/a.dat', {
    'edge/a.dat': other,
    '.github/workflows/a.yml': 'on: push\njobs: { a: { runs-on: a, steps: [{ run: kubectl apply -f edge/a.dat }] } }\n',
  }),
  bringing('data that Terraform reads', never, 'edge/a.dat', {
    'edge/a.dat': other,
    'main.tf': 'resource "kubectl_manifest" "a" {\n  yaml_body = file("edge/a.dat")\n}\n',
  }),
  ...[
    "kubectl patch gateway edge --type=json -p '[]'",
    'kubectl -n kong delete kongplugins.configuration.konghq.com key-auth',
    'oc annotate httproute/edge konghq.com/plugins-',
    'kubectl apply -f https://example.com/kong/other.yaml',
    'kubectl apply -k github.com/acme/kong//edge?ref=main',
    'curl -s https://example.com/gateway.yaml | sed s/80/81/ | kubectl apply -f -',
    "sed 's/80/9999/' edge/gateway.yaml | kubectl apply -f -",
    'envsubst < edge/gateway.yaml | kubectl apply -f -',
  ].map((command) =>
    bringing(`the command ${command}`, 'what commands do beside applying files was not told', 'deploy.sh', {
      'deploy.sh': `#!/bin/sh\n${command}\n`,
    }),
  ),
  bringing('a command in a workflow', 'as above', '.github/workflows/a.yml', {
    '.github/workflows/a.yml': 'on: push\njobs: { a: { runs-on: a, steps: [{ run: kubectl delete gateway edge }] } }\n',
  }),
  bringing('a name that ends with a blank', never, 'edge/a.yaml ', { 'edge/a.yaml ': other }),
  bringing('base64 in a script', 'nobody decoded it', 'deploy.sh', {
    'deploy.sh': `echo ${base64} | base64 -d | kubectl apply -f -\n`,
  }),
  bringing('base64 in a Secret that values come from', 'as above', 'a.yaml', {
    'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: kong }\ndata:\n  values.yaml: ${base64}\n`,
  }),
  bringing(
    'a text that a kustomization makes values of',
    'what a build uses counted as deployed',
    'edge/a.txt',
    {
      'edge/a.txt': `extraDeploy:\n  - ${other.trimEnd().replaceAll('\n', '\n    ')}\n`,
    },
    {
      'edge/a.txt': 'a: b\n',
      'edge/kustomization.yaml':
        'resources: [gateway.yaml]\nconfigMapGenerator: [{ name: a, files: [values.yaml=a.txt] }]\n',
    },
  ),
  bringing('lists in lists, deeper than anybody writes', 'the innermost were dropped', 'edge/a.json', {
    'edge/a.json': lists(6),
  }),
  bringing('a kind that SOPS encrypted', 'it was an object of no kind that is read', 'edge/a.yaml', {
    'edge/a.yaml':
      'apiVersion: ENC[AES256_GCM,data:a,type:str]\nkind: ENC[AES256_GCM,data:b,type:str]\nmetadata: { name: a }\nsops: { mac: a }\n',
  }),
  bringing(
    'a link to a text',
    'what it leads to is read by nobody where it stands',
    'edge/a.yaml',
    { 'edge/a.yaml': { kind: 'symlink', to: '../a.txt' } },
    { 'a.txt': other },
  ),
  bringing(
    'values of a chart in a kustomization',
    'kustomizations were thought to state no objects',
    'k/kustomization.yaml',
    {
      'k/kustomization.yaml': `helmCharts:\n  - name: redis\n    repo: https://example.com\n    valuesInline:\n      extra:\n        - ${other.trimEnd().replaceAll('\n', '\n          ')}\n`,
    },
  ),
  bringing('a policy that changes Gateways', 'what it makes of them was not looked at', 'a.yaml', {
    'a.yaml':
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: a }\nspec: { rules: [{ name: a, match: { any: [{ resources: { kinds: [Gateway] } }] }, mutate: { patchStrategicMerge: { spec: { listeners: [] } } } }] }\n',
  }),
  bringing(
    'a file of an ApplicationSet that is called like no YAML',
    never,
    'a/b.conf',
    { 'a/b.conf': 'path: docs\n' },
    { 'set.yaml': generated },
  ),
  bringing(
    'a packed chart that a chart takes in',
    never,
    'chart/charts/a-1.0.0.tgz',
    { 'chart/charts/a-1.0.0.tgz': Buffer.from([0x1f, 0x8b, 8, 0]) },
    {
      'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'app.yaml': application('chart'),
      'kong.yaml': '# kong\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: kong }\n',
    },
  ),
];

const repository = (more = ''): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec:
  url: ssh://git@github.com/acme/gitops
  interval: 1m
${more}`;
const flux = (more = ''): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: edge, namespace: flux-system }
spec:
  path: ./edge
  prune: true
  interval: 1m
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;
const applied: Contents = { ...plain, 'edge/gateway.yaml': wrong, 'source.yaml': repository(), 'flux.yaml': flux() };
const filledIn = sound.replace(
  '{ name: http, port: 80, protocol: HTTP }',
  'name: http\n      port: ${PORT:=80}\n      protocol: ${A:=HTTP}',
);
const fromMap = flux('  postBuild: { substituteFrom: [{ kind: ConfigMap, name: v, optional: true }] }\n');
const before = 'the tree before counted as applied';

/** By what keeps Flux from applying what is there, and does no more. */
export const hiddenByFlux: readonly Hiding[] = [
  {
    what: 'a Kustomization that was suspended',
    why: before,
    seen: notRead('flux.yaml'),
    base: { ...applied, 'flux.yaml': flux('  suspend: true\n') },
    head: applied,
  },
  {
    what: 'a GitRepository that left the file out',
    why: before,
    seen: ['source.yaml: object-rejected'],
    base: { ...applied, 'source.yaml': repository('  ignore: /edge/gateway.yaml\n') },
    head: applied,
  },
  {
    what: 'a .sourceignore that did',
    why: before,
    seen: ['edge/gateway.yaml: object-rejected'],
    base: { ...applied, 'edge/.sourceignore': 'gateway.yaml\n' },
    head: applied,
  },
  {
    what: 'one that did by a pattern that is not followed',
    why: before,
    seen: notRead('edge/.sourceignore'),
    base: { ...applied, 'edge/.sourceignore': '[g]ateway.yaml\n!gateway.yaml\n' },
    head: { ...applied, 'edge/.sourceignore': '[a]ateway.yaml\n!gateway.yaml\n' },
  },
  ...['docs', '.hidden', 'archive', 'testdata', 'generated', 'node_modules/a'].map((folder): Hiding => {
    const base = { ...plain, 'prod/a/flux.yaml': flux().replace('./edge', './prod/a'), 'source.yaml': repository() };
    return {
      what: `the folder ${folder} below what it builds`,
      why: 'the folder said that nobody deploys it, and Flux takes in every manifest',
      seen: [`prod/a/${folder}/gateway.yaml: object-rejected`],
      base,
      head: { ...base, [`prod/a/${folder}/gateway.yaml`]: other },
    };
  }),
  {
    what: 'a GitRepository that puts another one over it',
    why: 'it was not looked at',
    seen: notRead('source.yaml'),
    base: applied,
    head: { ...applied, 'source.yaml': repository('  include: [{ repository: { name: a }, toPath: edge }]\n') },
  },
  {
    what: 'a patch of an old version of Kustomizations',
    why: 'as above',
    seen: notRead('flux.yaml'),
    base: applied,
    head: {
      ...applied,
      'flux.yaml': flux('  patchesJson6902: [{ target: { kind: Gateway }, patch: [{ op: remove, path: /spec }] }]\n'),
    },
  },
  {
    what: 'a variable with line breaks',
    why: 'it was one value, and Flux puts it into the text of the YAML',
    seen: notRead('flux.yaml'),
    base: { ...applied, 'edge/gateway.yaml': filledIn },
    head: {
      ...applied,
      'edge/gateway.yaml': filledIn,
      'flux.yaml': flux('  postBuild: { substitute: { A: "HTTP\\n  - { name: http, port: 80, protocol: HTTP }" } }\n'),
    },
  },
  {
    what: 'a ConfigMap of one letter that variables come from',
    why: 'names of one letter were not looked for',
    seen: ['a.yaml: object-rejected'],
    base: { ...applied, 'edge/gateway.yaml': filledIn, 'flux.yaml': fromMap },
    head: {
      ...applied,
      'edge/gateway.yaml': filledIn,
      'flux.yaml': fromMap,
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: v, namespace: flux-system }\ndata: { PORT: "0" }\n',
    },
  },
];
