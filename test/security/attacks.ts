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
const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(', ');

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
  {
    what: 'repeated openings of expressions in a word of a script and of a values file',
    why: 'each opening was looked for to the end of the text: quadratic',
    files: {
      ...sound,
      'deploy.sh': `helm upgrade --install kong kong/kong -n kong -f "${'{{'.repeat(many)}"\n`,
      'app.yaml': argoCd(
        'Application',
        `  destination: { namespace: kong }\n  ${chart(`valueFiles: ['${'{{'.repeat(many)}']`)}`,
      ),
    },
    seen: twice,
  },
  {
    what: 'heredocs of HCL that are opened and never closed',
    why: 'the whole file was blanked before each of them: quadratic',
    files: {
      ...sound,
      'main.tf': `resource "helm_release" "kong" {\n  repository = "https://charts.konghq.com"\n  chart = "kong"\n  values = [${Array.from({ length: many / 10 }, (_, index) => `<<E${index}\n`).join('')}]\n}\n`,
    },
    seen: twice,
  },
  {
    what: 'thousands of feature gates',
    why: 'each was a finding with a suggestion of its own: minutes',
    files: {
      ...sound,
      'app.yaml': argoCd(
        'Application',
        `  destination: { namespace: kong }\n  ${chart(`releaseName: kong, values: 'ingressController: { env: { feature_gates: "${Array.from({ length: many / 10 }, (_, index) => `Gate${index}=true`).join(',')}" } }'`)}`,
      ),
    },
    seen: [...twice, 'app.yaml: feature-gate-removed'],
  },
  {
    what: 'many findings that each want a suggestion',
    why: 'each proof was a whole look at the repository, however large: minutes',
    files: {
      ...sound,
      'app.yaml': argoCd('Application', `  destination: { namespace: kong }\n  ${chart('releaseName: kong')}`),
      'gateway.yaml': Array.from({ length: 100 }, (_, index) =>
        gateway('a.example.com')
          .replace('name: edge', `name: g${index}`)
          .replaceAll('port: 80', `port: ${9000 + index}`),
      ).join('---\n'),
    },
    seen: [...twice, 'gateway.yaml: object-rejected'],
  },
  {
    what: 'kustomizations of which each takes in the one before it by name',
    why: 'passes over all of them until nothing grew: quadratic',
    files: {
      ...sound,
      ...Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [
          `k/${String(500 - index).padStart(4, '0')}/kustomization.yaml`,
          `resources: [${index === 0 ? '../../twice.yaml' : `../${String(501 - index).padStart(4, '0')}`}]\n`,
        ]),
      ),
    },
    seen: ['k/0064/kustomization.yaml: not read'],
  },
  {
    what: 'thousands of entries of a stream listen',
    why: 'each was compared with all the others: quadratic',
    files: {
      ...sound,
      'app.yaml': argoCd(
        'Application',
        `  destination: { namespace: kong }\n  ${chart(`releaseName: kong, values: 'env: { stream_listen: "${Array.from({ length: many / 10 }, (_, index) => `0.0.0.0:${10_000 + index}`).join(', ')}" }'`)}`,
      ),
    },
    seen: twice,
  },
  {
    what: 'a plugin whose configuration is wide, and one whose is deep',
    why: 'every unknown field was a fault with a nearest name: the product of both',
    files: {
      ...sound,
      'plugins.yaml': [
        `{ ${Array.from({ length: many / 20 }, (_, index) => `k${index}: 1`).join(', ')} }`,
        `${'{ a: '.repeat(90)}1${' }'.repeat(90)}`,
      ]
        .map(
          (config, index) =>
            `apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: { name: p${index}, namespace: kong }\nplugin: request-transformer\nconfig: ${config}\n`,
        )
        .join('---\n'),
    },
    seen: twice,
  },
  {
    what: 'routes of 16 hostnames and 16 rules of 8 matches under a Gateway of 64 listeners',
    why: 'each part was held against each of the others',
    files: {
      ...sound,
      'edge.yaml': gateway('a.example.com')
        .replace('name: edge', 'name: wide')
        .replace(
          /^ {4}- (?:.|\n)*/m,
          Array.from(
            { length: 64 },
            (_, index) => `    - { name: l${index}, port: 80, protocol: HTTP, hostname: '*.h${index}.example.com' }\n`,
          ).join(''),
        ),
      'routes.yaml': Array.from(
        { length: 16 },
        (_, index) =>
          `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${index} }\nspec: { parentRefs: [{ name: wide }], hostnames: [${Array.from({ length: 16 }, (_each, host) => `r${index}.h${host}.example.com`).join(', ')}], rules: [${Array.from({ length: 16 }, (_each, rule) => `{ matches: [${Array.from({ length: 8 }, (_match, match) => `{ path: { type: PathPrefix, value: /${rule}/${match} } }`).join(', ')}] }`).join(', ')}] }\n`,
      ).join('---\n'),
    },
    seen: twice,
  },
  {
    what: 'a certificate of many openings',
    why: 'from each opening the rest of the text was read: quadratic',
    files: {
      ...sound,
      'secret.yaml': `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: { name: tls }\nstringData: { tls.key: a, tls.crt: "${'-----BEGIN A-----\\n'.repeat(many / 4)}" }\n`,
      'tls.yaml': gateway('a.example.com')
        .replace('name: edge', 'name: tls')
        .replaceAll('protocol: HTTP,', 'protocol: HTTPS, tls: { certificateRefs: [{ name: tls }] },'),
    },
    seen: [...twice, 'tls.yaml: object-rejected'],
  },
  {
    what: 'expressions of kustomize with repetitions in repetitions, for many objects',
    why: 'the own matcher kept a set of states for each character',
    files: {
      ...sound,
      'k/kustomization.yaml': `resources: [all.yaml]\npatches:\n${Array.from({ length: 50 }, (_, index) => `  - { target: { name: '((a?){9}){9}${index}' }, patch: '[]' }\n`).join('')}`,
      'k/all.yaml': `${gateway('a.example.com')}---\n${Array.from({ length: 200 }, (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${'a'.repeat(200)}${index} }\n`).join('---\n')}`,
    },
    seen: [...twice, 'k/all.yaml: object-rejected'],
  },
  {
    what: 'thousands of references of routes to what is not there',
    why: 'the HTML report took time with the square of its length',
    files: {
      ...sound,
      'routes.yaml': Array.from(
        { length: 30 },
        (_, index) =>
          `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${index} }\nspec: { parentRefs: [${Array.from({ length: 32 }, (_each, parent) => `{ name: edge, sectionName: s${parent} }`).join(', ')}] }\n`,
      ).join('---\n'),
    },
    seen: twice,
  },
  {
    what: 'a JSON patch of very many operations',
    why: 'each copied the map that it changed: quadratic',
    files: {
      ...sound,
      'k/kustomization.yaml': 'resources: [gateway.yaml]\npatches: [{ target: { kind: Gateway }, path: patch.json }]\n',
      'k/gateway.yaml': gateway('a.example.com'),
      'k/patch.json': JSON.stringify(
        Array.from({ length: many / 4 }, (_, index) => ({ op: 'add', path: `/metadata/x${index}`, value: 'a' })),
      ),
    },
    seen: [...twice, 'k/patch.json: not read'],
  },
  {
    what: 'a long variable of Flux in many places, and many times in one',
    why: 'all of them were filled in: gigabytes, and a text that no engine can hold',
    files: {
      ...sound,
      'flux.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: edge, namespace: flux-system }\nspec:\n  path: ./edge\n  sourceRef: { kind: GitRepository, name: flux-system }\n  postBuild: { substitute: { A: '${'x'.repeat(many * 10)}' } }\n`,
      'edge/gateway.yaml': [1, many].map((count) => gateway('${A}'.repeat(count))).join('---\n'),
    },
    seen: twice,
  },
  {
    what: 'long elements of an ApplicationSet, many times in its template',
    why: 'each of 500 Applications got all of them: gigabytes',
    files: {
      ...sound,
      'set.yaml': argoCd(
        'ApplicationSet',
        `  generators: [{ matrix: { generators: [{ list: { elements: [{ a: '${'x'.repeat(many / 5)}' }] } }, { list: { elements: [${times(500, (index) => `{ b: b${index} }`)}] } }] } }]
  template:
    metadata: { name: 'kong-{{b}}', annotations: { a: '${'{{a}}'.repeat(1000)}' } }
    spec:
      destination: { server: 'https://{{b}}' }
      ${chart('releaseName: kong')}`,
      ),
    },
    seen: [...twice, 'set.yaml: not read'],
  },
  {
    what: 'an ApplicationSet of a great many keys, and as many places for them',
    why: 'each turn had a map of its own of all of them, and each Application a template of its own',
    files: {
      ...sound,
      'set.yaml': argoCd(
        'ApplicationSet',
        `  generators: [{ matrix: { generators: [{ list: { elements: [{ ${times(9000, (index) => `k${index}: a`)} }] } }, { list: { elements: [${times(600, (index) => `{ b: b${index} }`)}] } }] } }]
  template:
    metadata: { name: 'kong-{{b}}' }
    spec:
      destination: { server: 'https://{{b}}' }
      ${chart('releaseName: kong')}`,
      ),
    },
    seen: [...twice, 'set.yaml: not read'],
  },
  {
    what: 'a long namePrefix at each of sixty levels of kustomizations',
    why: 'every name that an object had is remembered, and each is longer than the last: minutes',
    files: {
      ...sound,
      'k/0/gateway.yaml': gateway('a.example.com'),
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `k/${index}/kustomization.yaml`,
          `resources: [${index === 0 ? 'gateway.yaml' : `../${index - 1}`}]\nnamePrefix: '${'p'.repeat(many * 2)}'\n`,
        ]),
      ),
    },
    seen: twice,
  },
  {
    what: 'replacements that each double what the last one made',
    why: 'the text of one field grew to the power of two',
    files: {
      ...sound,
      'k/gateway.yaml': gateway('a.example.com').replace('name: edge', "name: edge, annotations: { x: 'a-b' }"),
      'k/kustomization.yaml': `resources: [gateway.yaml]\nreplacements: [${times(40, () => "{ source: { kind: Gateway, fieldPath: metadata.annotations.x }, targets: [{ select: { kind: Gateway }, fieldPaths: [metadata.annotations.x], options: { delimiter: '-', index: -1 } }] }")}]\n`,
    },
    seen: [...twice, 'k/kustomization.yaml: not read'],
  },
  ...['||', '>1 ', '1.x,'].map((part) => ({
    what: `a version of very many "${part}"`,
    why: 'parsing a range takes time with the square of its length, and it was done for each release',
    files: {
      ...sound,
      'app.yaml': argoCd('Application', `  ${chart('releaseName: kong').replace('2.38.0', `'${part.repeat(many)}'`)}`),
      'flux.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: kong, namespace: kong }\nspec: { url: oci://ghcr.io/kong/kong, ref: { semver: '${part.repeat(many)}' } }\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: kong, namespace: kong }\nspec: { chartRef: { kind: OCIRepository, name: kong } }\n`,
      'chart/Chart.yaml': `apiVersion: v2\nname: edge\nversion: 1.0.0\ndependencies: [{ name: kong, repository: 'https://charts.konghq.com', version: '${part.repeat(many)}' }]\n`,
    },
    seen: twice,
  })),
  {
    what: 'thousands of ReferenceGrants in one namespace, and routes that ask for one',
    why: 'each route looked through all of them, and at every text in them',
    files: {
      ...sound,
      'grants.yaml': Array.from(
        { length: 1000 },
        (_, index) =>
          `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: g${index}, namespace: apps }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: n${index} }], to: [{ group: '', kind: Service }] }\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${index} }\nspec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: s, namespace: apps, port: 80 }] }] }\n`,
      ).join('---\n'),
    },
    seen: twice,
  },
  {
    what: 'components that each take in the one before them twice',
    why: 'each was built as often as there are ways to it: two to the power of their number',
    files: {
      ...sound,
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `c/${index}/kustomization.yaml`,
          `kind: Component\ncomponents: [${index === 0 ? '' : `../${index - 1}, ../${index - 1}`}]\ncommonAnnotations: { a${index}: b }\n`,
        ]),
      ),
      'k/kustomization.yaml': 'resources: [gateway.yaml]\ncomponents: [../c/59]\n',
      'k/gateway.yaml': gateway('a.example.com'),
    },
    seen: [...twice, 'c/1/kustomization.yaml: not read'],
  },
  {
    what: 'a thousand labels with fields of their own, for many objects',
    why: 'each copied the map of those before it, in each object: the square of their number',
    files: {
      ...sound,
      'k/kustomization.yaml': `resources: [gateway.yaml]\nlabels: [${times(1000, (index) => `{ pairs: { a${index}: b }, fields: [{ path: spec/x${index}, create: true }] }`)}]\n`,
      'k/gateway.yaml': Array.from({ length: 300 }, (_, index) =>
        gateway('a.example.com').replace('name: edge', `name: g${index}`),
      ).join('---\n'),
    },
    seen: [...twice, 'k/kustomization.yaml: not read'],
  },
  {
    what: 'Applications that each deploy the directory in which all of them stand',
    why: 'each led to all of them again: minutes for two hundred kilobytes',
    files: {
      ...sound,
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [
          `apps/a${index}.yaml`,
          argoCd(
            'Application',
            `  destination: { namespace: kong }\n  source: { repoURL: https://git.example.com/a, path: apps }\n`,
          ).replace('name: edge', `name: a${index}`),
        ]),
      ),
    },
    seen: twice,
  },
  {
    what: 'a definition with hundreds of rules of loops in loops, and many objects with long lists',
    why: 'rules had a budget of their own, by which translating objects and looking for patterns cost nothing',
    files: {
      ...sound,
      'crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gateways.gateway.networking.k8s.io, annotations: { gateway.networking.k8s.io/bundle-version: v1.3.0 } }
spec:
  group: gateway.networking.k8s.io
  names: { kind: Gateway, plural: gateways }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations: [${times(300, (index) => `{ rule: 'self.listeners.all(a, self.listeners.all(b, a.name != b.name || a.port != ${index}))', message: m${index} }`)}]
              properties:
                gatewayClassName: { type: string }
                listeners: { type: array, items: { type: object, properties: { name: { type: string }, port: { type: integer }, protocol: { type: string }, hostname: { type: string } } } }
`,
      'many.yaml': Array.from(
        { length: 40 },
        (_, index) =>
          `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: g${index} }\nspec: { gatewayClassName: kong, listeners: [${times(40, (at) => `{ name: l${at}, port: 1000, protocol: HTTP }`)}] }\n`,
      ).join('---\n'),
    },
    seen: ['class.yaml: gateway-class-not-unmanaged', 'Gateway g1 and 39 more: not verified'],
  },
  {
    what: 'an ApplicationSet of three hundred turns over a directory with Gateways',
    why: 'each suggestion was held against all that is wrong after it, and each cluster joined to those before it',
    files: {
      ...sound,
      'set.yaml': argoCd(
        'ApplicationSet',
        `  generators: [{ matrix: { generators: [{ list: { elements: [${times(20, (index) => `{ a: b${index} }`)}] } }, { list: { elements: [${times(15, (index) => `{ c: d${index} }`)}] } }] } }]\n  template:\n    metadata: { name: 'x-{{a}}-{{c}}' }\n    spec: { destination: { server: 'https://{{a}}{{c}}' }, source: { repoURL: https://git.example.com/a, path: k } }\n`,
      ),
      'k/gateway.yaml': Array.from({ length: 10 }, (_, index) =>
        gateway('a.example.com').replace('name: edge', `name: g${index}`),
      ).join('---\n'),
    },
    seen: [...twice, 'k/gateway.yaml: object-rejected'],
  },
  {
    what: 'a generator that takes in a thousand empty files, and another behind them',
    why: 'the first thousand files were looked at, and nobody was told of the rest',
    files: {
      ...sound,
      ...Object.fromEntries(Array.from({ length: 1100 }, (_, index) => [`in/${1000 + index}.json`, '[]'])),
      'in/9999.json': '[{ "a": "b" }]',
      'set.yaml': argoCd(
        'ApplicationSet',
        `  generators: [{ git: { repoURL: https://git.example.com/a, files: [{ path: in/*.json }] } }]\n  template:\n    metadata: { name: 'x-{{a}}' }\n    spec: { destination: { server: 'https://{{a}}' }, source: { repoURL: https://git.example.com/a, path: k } }\n`,
      ),
      'k/gateway.yaml': gateway('a.example.com').replace('name: edge', 'name: other'),
    },
    seen: [...twice, 'k/gateway.yaml: object-rejected'],
  },
];
