import { describe, expect, test } from 'vitest';
import { gateway, kongValues, manifest, tell } from './tell.ts';

const url = 'https://github.com/acme/gitops';

function set(
  generators: readonly object[],
  template: { source: object; destination: object; name: string },
  goTemplate = false,
): string {
  const { name, ...spec } = template;
  return manifest('argoproj.io/v1alpha1', 'ApplicationSet', 'edge', 'argocd', {
    goTemplate,
    generators,
    template: { metadata: { name }, spec },
  });
}

const trees = {
  'clusters/prod/gateway.yaml': gateway('edge'),
  'clusters/staging/gateway.yaml': gateway('edge'),
  'clusters/prod/config.json': '{"cluster": {"name": "production"}}',
};
const both = [
  'cluster prod',
  '  Gateway edge/edge from clusters/prod/gateway.yaml',
  'cluster staging',
  '  Gateway edge/edge from clusters/staging/gateway.yaml',
];

describe('generators that the tree answers', () => {
  const classic = {
    name: '{{path.basename}}',
    source: { repoURL: url, path: '{{path}}' },
    destination: { name: '{{path.basename}}', namespace: 'edge' },
  };
  const go = {
    name: '{{ .path.basename }}',
    source: { repoURL: url, path: '{{.path.path}}' },
    destination: { name: '{{index .path.segments 1}}', namespace: 'edge' },
  };
  const list = {
    name: 'edge-{{env}}',
    source: { repoURL: url, path: 'clusters/{{env}}' },
    destination: { name: '{{env}}', namespace: 'edge' },
  };
  const elements = { list: { elements: [{ env: 'prod' }, { env: 'staging' }] } };

  test.each([
    ['git directories', [{ git: { directories: [{ path: 'clusters/*' }] } }], classic, false],
    ['git directories with Go templates', [{ git: { directories: [{ path: 'clusters/*' }] } }], go, true],
    ['a list', [elements], list, false],
    ['a matrix', [{ matrix: { generators: [elements, { list: { elements: [{ x: 1 }] } }] } }], list, false],
    [
      'a merge',
      [{ merge: { mergeKeys: ['env'], generators: [elements, { list: { elements: [{ env: 'prod', x: 1 }] } }] } }],
      list,
      false,
    ],
  ])('%s', (_, generators, template, goTemplate) => {
    expect(tell({ 'set.yaml': set(generators, template, goTemplate), ...trees })).toEqual(both);
  });

  test('git files give their content', () => {
    const template = {
      name: 'edge',
      source: { repoURL: url, path: '{{path}}' },
      destination: { name: '{{cluster.name}}', namespace: 'edge' },
    };
    expect(
      tell({ 'set.yaml': set([{ git: { files: [{ path: 'clusters/**/config.json' }] } }], template), ...trees }),
    ).toEqual([
      'cluster production',
      '  Gateway edge/edge from clusters/prod/gateway.yaml',
      'cluster staging',
      '  Gateway edge from clusters/staging/gateway.yaml',
    ]);
  });

  test('excluded directories are applied by somebody else', () => {
    const directories = [{ path: 'clusters/*' }, { path: 'clusters/staging', exclude: true }];
    expect(tell({ 'set.yaml': set([{ git: { directories } }], classic), ...trees })).toEqual([
      ...both.slice(0, 3),
      '  Gateway edge from clusters/staging/gateway.yaml',
    ]);
  });
});

test('a generator that asks a cluster stands for all it would find', () => {
  const source = {
    chart: 'kong',
    repoURL: 'https://charts.konghq.com',
    targetRevision: '3.4.1',
    helm: { releaseName: 'kong', valuesObject: { env: { region: '{{metadata.labels.region}}' } } },
  };
  const files = {
    'set.yaml': set([{ clusters: {} }], {
      name: 'kong-{{name}}',
      source,
      destination: { server: '{{server}}', namespace: 'edge' },
    }),
  };
  expect(tell(files)).toEqual([
    'cluster edge',
    '  release edge/kong of kong/kong 3.4.1 by argo-cd: inline values of Argo CD Application edge',
    '  unverified Argo CD ApplicationSet edge: its clusters generator asks for what is not in the tree',
  ]);
});

test('a block of values with a placeholder is read after it was filled in', () => {
  const source = {
    chart: 'kong',
    repoURL: 'https://charts.konghq.com',
    targetRevision: '3.4.1',
    helm: { values: `${kongValues}env: {a: {{x}}}\n` },
  };
  const files = {
    'set.yaml': set([{ list: { elements: [{ x: '1' }] } }], {
      name: 'kong',
      source,
      destination: { namespace: 'edge' },
    }),
  };
  expect(tell(files)).toEqual([
    'cluster default',
    '  release edge/kong of kong/kong 3.4.1 by argo-cd: inline values of Argo CD Application kong',
  ]);
});

test('a giant list is cut, and that is said', () => {
  const elements = Array.from({ length: 2000 }, (_, i) => ({ env: `e${i}` }));
  const template = {
    name: '{{env}}',
    source: { repoURL: url, path: 'clusters/prod' },
    destination: { name: '{{env}}', namespace: 'edge' },
  };
  const lines = tell({ 'set.yaml': set([{ list: { elements } }], template), ...trees });
  expect(lines.filter((line) => line.startsWith('cluster'))).toHaveLength(501);
  expect(lines.filter((line) => line.includes('generates more than 500'))).toHaveLength(1);
});

describe('what a generator makes of a tree', () => {
  const files = {
    'base/gateway.yaml': gateway('edge'),
    'apps/Blue_+Green/config_a.yaml': 'color: blue\n',
    'apps/v1.2/config.b.yaml': 'color: red\n',
    'apps/.hidden/config.yaml': 'color: none\n',
  };

  /** Clusters that a template names by an expression, and what is not known of them. */
  function named(generator: object, expression: string, goTemplate = false): string[] {
    const template = {
      name: `edge-${expression}`,
      source: { repoURL: url, path: 'base' },
      destination: { name: expression },
    };
    return tell({ 'set.yaml': set([generator], template, goTemplate), ...files }).flatMap((line) =>
      line.includes(' Gateway ') ? [] : [line.trim()],
    );
  }

  const directories = [{ path: 'apps/*' }];
  const twoFiles = [{ path: 'apps/*/config*.yaml' }, { path: 'apps/.hidden/*', exclude: true }];
  const elements = [
    { env: 'prod', tier: 1 },
    { env: 'staging', tier: 2 },
  ];

  test.each<[name: string, generator: object, expression: string, expected: readonly string[]]>([
    [
      'directories, but none with a dot in front',
      { git: { directories } },
      '{{path.basename}}',
      ['Blue_+Green', 'v1.2'],
    ],
    [
      'the name of a directory as DNS takes it',
      { git: { directories } },
      '{{path.basenameNormalized}}',
      ['blue--green', 'v1.2'],
    ],
    ['a segment of a path', { git: { directories } }, '{{path[1]}}', ['Blue_+Green', 'v1.2']],
    [
      'a path under a prefix',
      { git: { directories, pathParamPrefix: 'my' } },
      '{{my.path.basename}}',
      ['Blue_+Green', 'v1.2'],
    ],
    ['the name of a file', { git: { files: twoFiles } }, '{{path.filename}}', ['config.b.yaml', 'config_a.yaml']],
    [
      'the name of a file as DNS takes it',
      { git: { files: twoFiles } },
      '{{path.filenameNormalized}}',
      ['config-a.yaml', 'config.b.yaml'],
    ],
    [
      'the name of a file under a prefix',
      { git: { files: twoFiles, pathParamPrefix: 'my' } },
      '{{my.path.filename}}',
      ['config.b.yaml', 'config_a.yaml'],
    ],
    ['what a file holds', { git: { files: twoFiles } }, '{{color}}', ['blue', 'red']],
    ['values beside a generator', { git: { directories, values: { env: 'x' } } }, '{{values.env}}', ['x']],
    [
      'values with parameters in them',
      { git: { directories, values: { env: 'x-{{path.basename}}' } } },
      '{{values.env}}',
      ['x-Blue_+Green', 'x-v1.2'],
    ],
    [
      'only what a selector takes',
      { list: { elements }, selector: { matchLabels: { tier: '2' } } },
      '{{env}}',
      ['staging'],
    ],
    [
      'a matrix of what selectors take',
      {
        matrix: {
          generators: [{ list: { elements }, selector: { matchLabels: { env: 'prod' } } }, { git: { directories } }],
        },
      },
      '{{env}}-{{path[1]}}',
      ['prod-Blue_+Green', 'prod-v1.2'],
    ],
  ])('%s', (_, generator, expression, expected) => {
    expect(named(generator, expression)).toEqual(expected.map((name) => `cluster ${name}`));
  });

  test('a segment of a path in a Go template', () => {
    expect(named({ git: { directories } }, '{{index .path.segments 1}}', true)).toEqual([
      'cluster Blue_+Green',
      'cluster v1.2',
    ]);
  });

  test.each<[name: string, generator: object, reason: string]>([
    [
      'a selector with expressions',
      { list: { elements }, selector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
      'its generator has a selector with expressions',
    ],
    [
      'a list that a template makes',
      { list: { elements: [], elementsYaml: '{{ .list | toJson }}' } },
      'the elements of its list are made by a template',
    ],
    [
      'a generator that asks a cluster, whatever the selector',
      { clusters: {}, selector: { matchLabels: { env: 'prod' } } },
      'its clusters generator asks for what is not in the tree',
    ],
  ])('is not known of %s', (_, generator, reason) => {
    expect(named(generator, '{{env}}')).toEqual(['cluster edge', `unverified Argo CD ApplicationSet edge: ${reason}`]);
  });

  test('nothing is deployed where a selector takes nothing', () => {
    expect(named({ list: { elements }, selector: { matchLabels: { zone: 'a' } } }, '{{env}}')).toEqual([
      'cluster default',
    ]);
  });
});
