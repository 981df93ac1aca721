import type { Files } from '../../src/review/in-memory.ts';

/** A pull request that did harm once. */
export interface Attack {
  /** What the change brings. */
  readonly what: string;
  /** Why that did harm. */
  readonly why: string;
  readonly files: Files;
  /** What must be seen: rules of findings by path, or that a path was not read. */
  readonly seen: readonly string[];
}

const gatewayClass = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong }
spec: { controllerName: konghq.com/kic-gateway-controller }
`;

/** A Gateway with a hostname; the listener stands twice, so that there is something to see. */
const gateway = (hostname: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
spec:
  gatewayClassName: kong
  listeners:
    - { name: http, port: 80, protocol: HTTP, hostname: '${hostname}' }
    - { name: http, port: 80, protocol: HTTP, hostname: '${hostname}' }
`;

const argoCd = (kind: string, spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata: { name: edge }\nspec:\n${spec}`;

const chart = (helm: string, repository = 'https://charts.konghq.com'): string =>
  `source: { repoURL: '${repository}', chart: kong, targetRevision: 2.38.0, helm: { ${helm} } }\n`;

const many = 20_000;
const sound = { 'class.yaml': gatewayClass, 'twice.yaml': gateway('a.example.com') };
/** What stands beside an attack is found all the same. */
const twice = ['twice.yaml: object-rejected'];

/** Time: each of these took minutes or hours, and everybody else waited. */
export const slowAttacks: readonly Attack[] = [
  {
    what: 'blanks behind the opening of a placeholder in an ApplicationSet',
    why: 'the pattern of placeholders tried every way to part the blanks: cubic',
    files: {
      ...sound,
      'set.yaml': argoCd(
        'ApplicationSet',
        `  generators: [{ list: { elements: [{ a: b }] } }]\n  template:\n    metadata: { name: kong }\n    spec:\n      destination: { server: '{{${' '.repeat(many)}{' }\n      ${chart('releaseName: kong')}`,
      ),
    },
    seen: twice,
  },
  {
    what: 'repeated openings of variables in a hostname',
    why: 'the search began at each of them and ran to the end of the text: quadratic',
    files: { ...sound, 'gateway.yaml': gateway('${'.repeat(many)) },
    seen: twice,
  },
  {
    what: 'repeated openings of vault paths in a hostname',
    why: 'as above',
    files: { ...sound, 'gateway.yaml': gateway('<path:'.repeat(many)) },
    seen: twice,
  },
  {
    what: 'defaults within defaults of a Flux substitution that are never closed',
    why: 'as above',
    files: {
      ...sound,
      'flux.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: edge, namespace: flux-system }\nspec:\n  path: ./edge\n  sourceRef: { kind: GitRepository, name: flux-system }\n  postBuild: { substitute: { A: b } }\n',
      'edge/gateway.yaml': gateway('${A-'.repeat(many)),
    },
    seen: twice,
  },
  {
    what: 'a chart template of line breaks',
    why: 'a pattern for lines began at each of them and ran over all that follow: quadratic',
    files: {
      ...sound,
      'chart/Chart.yaml': 'apiVersion: v2\nname: own\nversion: 1.0.0\n',
      'chart/templates/a.yaml': `{{ if .Values.a }}${'\n'.repeat(many)}{{ end }}`,
      'app.yaml': argoCd(
        'Application',
        '  destination: { namespace: kong }\n  source: { repoURL: https://git.example.com/a, path: chart }\n',
      ),
    },
    seen: twice,
  },
  {
    what: 'slashes within the URL of a repository',
    why: 'the pattern for slashes at the end began at each of them: quadratic',
    files: {
      ...sound,
      'app.yaml': argoCd(
        'Application',
        `  destination: { namespace: kong }\n  ${chart('releaseName: kong', `https://charts.konghq.com${'/'.repeat(many)}x`)}`,
      ),
    },
    seen: twice,
  },
  {
    what: 'slashes in the reference of a values file',
    why: 'two parts of the pattern could have each of them: quadratic',
    files: {
      ...sound,
      'app.yaml': argoCd(
        'Application',
        `  destination: { namespace: kong }\n  ${chart(`valueFiles: ['$a${'/'.repeat(many)}']`)}`,
      ),
    },
    seen: twice,
  },
  {
    what: 'comment marks between a key and the value that it lacks',
    why: 'a comment was one part or many of a pattern: exponential',
    files: {
      ...sound,
      'broken.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nspec: "a" ${'# '.repeat(2_000)}\n  b: [\n`,
    },
    seen: twice,
  },
  {
    what: 'names of a megabyte',
    why: 'each finding, fingerprint and line of a report held them whole: seconds and gigabytes',
    files: {
      ...sound,
      'gateway.yaml': Array.from({ length: 20 }, (_, index) =>
        gateway('a.example.com').replace('name: edge', `name: ${index}${'a'.repeat(50_000)}`),
      ).join('---\n'),
    },
    seen: [...twice, 'gateway.yaml: object-rejected'],
  },
];
