import { describe, expect, test } from 'vitest';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';
import { kongValues } from '../manifests/kong.ts';
import { describeClusters } from './describe-clusters.ts';

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
  'clusters/prod/gateway.yaml': httpGateway('edge'),
  'clusters/staging/gateway.yaml': httpGateway('edge'),
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
    expect(describeClusters({ 'set.yaml': set(generators, template, goTemplate), ...trees })).toEqual(both);
  });

  test('git files give their content', () => {
    const template = {
      name: 'edge',
      source: { repoURL: url, path: '{{path}}' },
      destination: { name: '{{cluster.name}}', namespace: 'edge' },
    };
    expect(
      describeClusters({
        'set.yaml': set([{ git: { files: [{ path: 'clusters/**/config.json' }] } }], template),
        ...trees,
      }),
    ).toEqual([
      'cluster production',
      '  Gateway edge/edge from clusters/prod/gateway.yaml',
      'cluster staging',
      '  Gateway edge from clusters/staging/gateway.yaml',
    ]);
  });

  test('excluded directories are applied by somebody else', () => {
    const directories = [{ path: 'clusters/*' }, { path: 'clusters/staging', exclude: true }];
    expect(describeClusters({ 'set.yaml': set([{ git: { directories } }], classic), ...trees })).toEqual([
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
  expect(describeClusters(files)).toEqual([
    'cluster edge',
    '  release edge/kong of kong/kong 3.4.1 by argo-cd: inline values of Argo CD Application edge',
    '  unverified Argo CD ApplicationSet edge: its clusters generator asks for what is not in the repository',
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
  expect(describeClusters(files)).toEqual([
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
  const lines = describeClusters({ 'set.yaml': set([{ list: { elements } }], template), ...trees });
  expect(lines.filter((line) => line.startsWith('cluster'))).toHaveLength(1001);
  expect(lines.filter((line) => line.includes('generates more than 1000'))).toHaveLength(1);
});
