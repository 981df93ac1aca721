import type { Contents } from '../review/memory-tree.ts';

/** A pull request that brought a fault past the review once. */
export interface Hiding {
  /** What hides the fault. */
  readonly what: string;
  /** Why that worked. */
  readonly why: string;
  readonly base: Contents;
  readonly head: Contents;
  /** What must be seen: rules of findings by path, or that a path was not read. */
  readonly seen: readonly string[];
}

export const gatewayClass = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong }
spec: { controllerName: konghq.com/kic-gateway-controller }
`;

const listener = '    - { name: http, port: 80, protocol: HTTP }';

/** The lines of a Gateway without what says that it is one. */
const rest = `metadata: { name: edge }
spec:
  gatewayClassName: kong
  listeners:
`;
const group = 'gateway.networking.k8s.io/v1';
const stated = `apiVersion: ${group}\nkind: Gateway\n${rest}`;
export const sound = `${stated}${listener}\n`;
/** The listener stands twice: the API server refuses that. */
const twice = `${listener}\n${listener}\n`;
export const wrong = `${stated}${twice}`;

const said = (apiVersion: string, kind: string): string =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\n---\napiVersion: ${apiVersion}\n${kind}\n${rest}${twice}`;

export const application = (path: string, more = ''): string =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: edge }
spec:
  source: { repoURL: https://github.com/acme/gitops, path: ${path}${more} }
  destination: { namespace: kong }
`;

const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const rejected = ['edge/gateway.yaml: object-rejected'];
const notRead = ['edge/gateway.yaml: not read'];

type Row = readonly [what: string, why: string, seen: readonly string[], text: string | Uint8Array];

const breakAt = (character: string): string => `${stated}${listener} # sound${character}${listener}\n`;

const texts: readonly Row[] = [
  ['a line separator within a comment', 'Go begins a line there, the parser did not', notRead, breakAt('\u2028')],
  ['a paragraph separator within a comment', 'as above', notRead, breakAt('\u2029')],
  ['a next line within a comment', 'as above', notRead, breakAt('\u0085')],
  ['a lone carriage return within a comment', 'as above', notRead, breakAt('\r')],
  ['carriage returns for all line feeds', 'as above', notRead, wrong.replaceAll('\n', '\r')],
  [
    'a byte that is no UTF-8, in a comment',
    'such a file was skipped, and kubectl puts U+FFFD in its place',
    notRead,
    Buffer.concat([Buffer.from(`${wrong}# `), Buffer.from([0xff, 0x0a])]),
  ],
  ['UTF-16', 'such a file was skipped, and kubectl and kustomize read it', notRead, utf16(wrong)],
  [
    'what looks like a pointer of Git LFS',
    'such a file was skipped',
    notRead,
    `version https://git-lfs.github.com/spec/: a\n---\n${wrong}`,
  ],
  [
    'a byte order mark behind ---',
    'it was a part of the first key, and kubectl and kustomize drop it',
    notRead,
    `---\n\ufeff${wrong}`,
  ],
  ['a file larger than any that is read', 'such a file was skipped', notRead, `${wrong}${'# \n'.repeat(1_500_000)}`],
  ['a kind in base64', 'it was read as it stands', rejected, said(group, 'kind: !!binary R2F0ZXdheQ==')],
  [
    'an apiVersion in base64',
    'as above, and no search for bytes found it',
    rejected,
    said('!!binary Z2F0ZXdheS5uZXR3b3JraW5nLms4cy5pby92MQ==', 'kind: Gateway'),
  ],
  [
    'letters of apiVersion as escapes',
    'no search for bytes found it',
    rejected,
    said('"gateway.\\u006eetworking.k8s.io/v1"', 'kind: Gateway'),
  ],
  ['a kind with a tag', 'the search for kinds saw the CronJob alone', rejected, said(group, 'kind: !!str Gateway')],
  ['a kind with an anchor', 'as above', rejected, said(group, 'kind: &a Gateway')],
  ['a kind with an escape', 'as above', rejected, said(group, 'kind: "Gate\\x77ay"')],
  ['a kind in a folded scalar', 'as above', rejected, said(group, 'kind: >-\n  Gateway')],
  ['a kind as an explicit key', 'as above', rejected, said(group, '? kind\n: Gateway')],
  ['a kind on the next line', 'as above', rejected, said(group, 'kind:\n  Gateway')],
  ['a key with an escape', 'as above', rejected, said(group, '"k\\x69nd": Gateway')],
  ['an indented document', 'as above', rejected, said(group, 'kind: Gateway').replace(/^(?!---)/gm, '  ')],
  [
    'a GatewayList of items without kind',
    'the items were no objects',
    rejected,
    `apiVersion: ${group}\nkind: GatewayList\nitems:\n  - ${`${rest}${twice}`.trimEnd().replaceAll('\n', '\n    ')}\n`,
  ],
  [
    'the mark of SOPS',
    'what is encrypted was not judged, and nothing is encrypted',
    rejected,
    `${wrong}sops: { mac: a }\n`,
  ],
  [
    'labels and annotations of Helm',
    'the object was taken for a part of a chart',
    rejected,
    wrong.replace(
      '{ name: edge }',
      '{ name: edge, annotations: { helm.sh/hook: test, meta.helm.sh/release-name: a } }',
    ),
  ],
];

/** By what the file itself says; the change brings it where nothing else stands. */
export const hiddenInText: readonly Hiding[] = texts.map(([what, why, seen, text]) => ({
  what,
  why,
  seen,
  base: { 'class.yaml': gatewayClass },
  head: { 'class.yaml': gatewayClass, 'edge/gateway.yaml': text },
}));

const byHand: Contents = { 'class.yaml': gatewayClass, 'edge/gateway.yaml': sound };

/** A change that brings the fault and something beside it. */
const beside = (what: string, why: string, more: Contents, seen = notRead): Hiding => ({
  what,
  why,
  seen,
  base: byHand,
  head: { ...byHand, 'edge/gateway.yaml': wrong, ...more },
});

const json = JSON.stringify({
  apiVersion: group,
  kind: 'Gateway',
  metadata: { name: 'edge' },
  spec: { gatewayClassName: 'kong', listeners: [1, 2].map(() => ({ name: 'http', port: 80, protocol: 'HTTP' })) },
});

/** A file that the change adds under a name; a tool deploys its folder where there is one. */
const added = (path: string, why: string, seen: string): Hiding => {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const more = folder === '' ? {} : { 'app.yaml': application(folder) };
  const base = { 'class.yaml': gatewayClass, ...more };
  const text = path.endsWith('.json') ? json : wrong;
  return { what: `the name ${path}`, why, seen: [`${path}: ${seen}`], base, head: { ...base, [path]: text } };
};

const large = `${wrong}${'# \n'.repeat(1_500_000)}`;

/** A file that is too large to be read, in a folder where no manifest stands, and what deploys it. */
const brought = (what: string, why: string, path: string, deploys: Contents): Hiding => ({
  what: `a file too large to read that ${what} brings`,
  why,
  seen: [`${path}: not read`],
  base: { 'k/class.yaml': gatewayClass, 'k/kustomization.yaml': 'resources: [class.yaml]\n' },
  head: {
    'k/class.yaml': gatewayClass,
    'k/kustomization.yaml': 'resources: [class.yaml]\n',
    ...deploys,
    [path]: large,
  },
});

const script = (command: string): Contents => ({ 'deploy.sh': `#!/bin/sh\n${command}\n` });

/** What a deployment applies and nobody can read fails the check: GitHub takes a neutral one for passed. */
export const largeFiles: readonly Hiding[] = [
  brought(
    'a kustomization under a name without an ending',
    'only files that are called as manifests are were accounted for',
    'new/manifest',
    {
      'k/kustomization.yaml': 'resources: [class.yaml, ../new]\n',
      'new/kustomization.yaml': 'resources: [manifest]\n',
    },
  ),
  brought('a kustomization as a patch', 'as above', 'new/patch.txt', {
    'k/kustomization.yaml': 'resources: [class.yaml]\npatches: [{ path: ../new/patch.txt }]\n',
  }),
  brought('an ApplicationSet for every folder', 'the check was neutral: nothing named the folder', 'new/a.yaml', {
    'k/set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: edge }
spec:
  generators: [{ git: { repoURL: 'https://github.com/acme/gitops', directories: [{ path: '*' }] } }]
  template:
    metadata: { name: '{{path.basename}}' }
    spec: { source: { repoURL: 'https://github.com/acme/gitops', path: '{{path}}' }, destination: { namespace: kong } }
`,
  }),
  brought('Flux takes in with the whole repository', 'as above', 'new/a.yaml', {
    'k/flux.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: edge, namespace: flux-system }
spec: { path: ./, prune: true, interval: 1m, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  }),
  brought(
    'one new kustomization',
    'the kustomization reached nothing that was known, so nobody built it',
    'new/manifest',
    {
      'new/kustomization.yaml': 'resources: [manifest]\n',
    },
  ),
  brought('a script', 'what scripts apply was not looked for', 'new/manifest', script('kubectl apply -f new/manifest')),
  brought('a script with its folder', 'as above', 'new/a.yaml', script('kubectl apply \\\n  -n kong -f ./new/')),
  brought('a script with the whole repository', 'as above', 'new/a.yaml', script('kubectl apply -R -f .')),
];

const sources = (count: number, path: string): string =>
  Array(count).fill(`{ repoURL: 'https://github.com/acme/gitops', path: ${path} }`).join(', ');

/** A build that ends at a limit of ours brings no objects, and the check passed. */
export const behindLimits: readonly Hiding[] = [
  {
    what: 'a namePrefix longer than any name',
    why: 'what could not be built was told and did not count',
    seen: ['k/kustomization.yaml: not read'],
    base: { 'k/gateway.yaml': sound, 'k/kustomization.yaml': 'resources: [gateway.yaml]\n' },
    head: {
      'k/gateway.yaml': wrong,
      'k/kustomization.yaml': `resources: [gateway.yaml]\nnamePrefix: ${'p'.repeat(2_000)}\n`,
    },
  },
  {
    what: 'more sources of an Application than anybody has',
    why: 'the last of them were not looked at, without a word',
    seen: ['app.yaml: not read'],
    base: { 'docs/gateway.yaml': sound },
    head: {
      'docs/gateway.yaml': wrong,
      'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: edge, namespace: argocd }
spec:
  destination: { server: https://kubernetes.default.svc, namespace: kong }
  sources: [${sources(64, 'other')}, ${sources(1, 'docs')}]
`,
    },
  },
  {
    what: 'a script with more heredocs than anybody has',
    why: '`check` told it and did not count it',
    seen: ['deploy.sh: not read'],
    base: { 'edge.yaml': sound },
    head: { 'edge.yaml': sound, 'deploy.sh': `kubectl apply -f - <<EOF\n${wrong}EOF\n`.repeat(201) },
  },
];

const deployed = 'the folder said that nobody deploys it, and an Application does';

/** By where the file stands, or by what stands beside it. */
export const hiddenByPlace: readonly Hiding[] = [
  beside('an empty Chart.yaml at the root', 'all below counted as a chart', { 'Chart.yaml': '' }),
  beside('a Chart.yaml beside', 'as above', { 'edge/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n' }),
  beside('an empty kustomization above', 'it decided about all below', { 'kustomization.yaml': '' }, rejected),
  beside('an empty kustomization beside', 'as above', { 'edge/kustomization.yaml': 'resources: []\n' }),
  beside(
    'a kustomization elsewhere that names it in a comment',
    'each word of a kustomization was a path that it takes in',
    { 'other/kustomization.yaml': '# ../edge/gateway.yaml\nresources: []\n' },
    rejected,
  ),
  beside('a component of nobody that names it', 'what a kustomization names was deployed', {
    'other/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [../edge/gateway.yaml]\n',
  }),
  beside('a kustomization that names it as a patch', 'as above', {
    'other/kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: ../edge/gateway.yaml }]\n',
    'other/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  }),
  beside('a kustomization that puts it into a ConfigMap', 'as above', {
    'other/kustomization.yaml': 'configMapGenerator: [{ name: a, files: [../edge/gateway.yaml] }]\n',
  }),
  beside('an Application that leaves it out', 'its folder counted as deployed', {
    'app.yaml': application('edge', ", directory: { exclude: '*' }"),
  }),
  beside('a Chart.yaml, and the mark of a test', 'tests of charts are of no concern', {
    'edge/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    'edge/gateway.yaml': wrong.replace('{ name: edge }', '{ name: edge, annotations: { helm.sh/hook: test } }'),
  }),
  beside('a name that the API server makes up', 'an object without a name was none', {
    'edge/gateway.yaml': wrong.replace('name: edge', 'generateName: edge-'),
  }),
  beside('such a name in a list', 'only whole documents were looked at', {
    'edge/gateway.yaml': `apiVersion: v1\nkind: List\nitems:\n  - ${wrong.replace('name: edge', 'generateName: edge-').trimEnd().replaceAll('\n', '\n    ')}\n`,
  }),
  beside('a link in its place', 'links were skipped', { 'edge/gateway.yaml': { kind: 'symlink', to: '../a.txt' } }),
  ...largeFiles,
  added('package.json', 'no such file was ever fetched', 'object-rejected'),
  added('pnpm-lock.yaml', 'as above', 'object-rejected'),
  added('tsconfig.json', 'as above', 'object-rejected'),
  added('helmfile.yaml', 'only helmfile was thought to read it', 'not read'),
  added('edge/kustomization.yaml', 'only kustomize was thought to read it', 'not read'),
  added('gateway.jsonc', 'no such file was ever fetched', 'not read'),
  ...['docs', 'archive', 'generated', 'testdata', '.hidden', 'test', 'node_modules/a', '.terraform'].map((folder) =>
    added(`${folder}/gateway.yaml`, deployed, 'object-rejected'),
  ),
  added('examples/gateway.yaml', `${deployed}, to where the GatewayClass is`, 'object-rejected'),
];
