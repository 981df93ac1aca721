import { describe, expect, test } from 'vitest';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';
import { describeClusters } from './describe-clusters.ts';

describe('what a generator makes of a tree', () => {
  const files = {
    'base/gateway.yaml': httpGateway('edge'),
    'apps/Blue_+Green/config_a.yaml': 'color: blue\n',
    'apps/v1.2/config.b.yaml': 'color: red\n',
    'apps/.hidden/config.yaml': 'color: none\n',
  };

  /** Clusters that a template names by an expression, and what is not known of them. */
  function named(generator: object, expression: string, goTemplate = false): string[] {
    const set = manifest('argoproj.io/v1alpha1', 'ApplicationSet', 'edge', 'argocd', {
      goTemplate,
      generators: [generator],
      template: {
        metadata: { name: `edge-${expression}` },
        spec: {
          source: { repoURL: 'https://github.com/acme/gitops', path: 'base' },
          destination: { name: expression },
        },
      },
    });
    return describeClusters({ 'set.yaml': set, ...files }).flatMap((line) =>
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
      'its clusters generator asks for what is not in the repository',
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
