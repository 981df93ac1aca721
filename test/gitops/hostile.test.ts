import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import { countedSources } from '../counted-sources.ts';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';
import { application } from '../manifests/gitops-tools.ts';
import { describeClusters } from './describe-clusters.ts';

const url = 'https://github.com/acme/gitops';
const here = { server: 'https://kubernetes.default.svc', namespace: 'edge' };

describe('bounds', () => {
  test('a glob that could run for hours is not run', () => {
    const stars = `*${'a*'.repeat(20)}b`;
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`gateways/${'a'.repeat(200)}${i}.yaml`, httpGateway(`g${i}`)]),
    );
    const app = application('kong', { repoURL: url, path: 'gateways', directory: { include: stars } }, here);
    expect(describeClusters({ ...files, 'app.yaml': app })).toEqual([]);
  });

  test('hundreds of Applications that deploy each other are each followed once', () => {
    const count = 300;
    const apps = Array.from(
      { length: count },
      (_, i) => [`apps/a${i}.yaml`, application(`a${i}`, { repoURL: url, path: 'apps' }, here)] as const,
    );
    const files = { ...Object.fromEntries(apps), 'apps/gateway.yaml': httpGateway('edge') };
    const { sources, reads } = countedSources(files);
    const { clusters } = discoverClusters(sources, defaultConfig);
    expect(clusters.flatMap(({ objects }) => objects.map(nameOf))).toEqual(['Gateway edge/edge']);
    // Each of them deploys every file of the directory, and the search for roots reads every file.
    expect(reads()).toBeLessThanOrEqual((count + 1) * (count + 1));
  });

  test.each(['../outside', '/../../outside', 'a/../../b'])('the path %s takes in nothing from outside', (path) => {
    const flux = manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'kong', 'flux-system', {
      path,
      sourceRef: { kind: 'GitRepository' },
    });
    const set = manifest('argoproj.io/v1alpha1', 'ApplicationSet', 'kong', 'argocd', {
      generators: [{ git: { files: [{ path }], directories: [{ path }] } }],
      template: { metadata: { name: 'x' }, spec: { source: { path } } },
    });
    const files = {
      'a.yaml': application('kong', { repoURL: url, path }, here),
      'b.yaml': flux,
      'c.yaml': set,
      'gateway.yaml': httpGateway('edge'),
    };
    expect(describeClusters(files).filter((line) => line.includes('Gateway edge'))).toHaveLength(1);
  });

  test('thousands of directories with one object are told apart, and no file is read again and again', () => {
    const files = Array.from({ length: 3000 }, (_, i) => [`live/c${i}/gateway.yaml`, httpGateway('edge')] as const);
    const shared = Array.from({ length: 300 }, (_, i) => [`live/s${i}.yaml`, httpGateway(`shared${i}`)] as const);
    const { sources, reads } = countedSources(Object.fromEntries([...files, ...shared]));
    expect(discoverClusters(sources, defaultConfig).clusters).toHaveLength(3001);
    expect(reads()).toBeLessThanOrEqual(2 * sources.paths.length);
  });
});

/** Keys and texts that the readers look for, so that random trees reach deep into them. */
const words = [
  'spec',
  'source',
  'sources',
  'helm',
  'values',
  'valuesObject',
  'valueFiles',
  'parameters',
  'name',
  'value',
  'path',
  'chart',
  'repoURL',
  'targetRevision',
  'ref',
  'generators',
  'list',
  'git',
  'matrix',
  'merge',
  'mergeKeys',
  'elements',
  'template',
  'metadata',
  'destination',
  'kustomize',
  'patches',
  'postBuild',
  'substitute',
  'valuesFrom',
  'kind',
  'targetPath',
  'chartRef',
  'sourceRef',
  'resources',
  'helmCharts',
  'releases',
  'environments',
  'repositories',
  'set',
  'proxy',
  'stream',
  'selector',
  'directories',
  'files',
  'dependencies',
  'alias',
] as const;
const texts = [
  'kong',
  'kong/kong',
  'https://charts.konghq.com',
  './a',
  '../a',
  'a',
  '$values/v.yaml',
  '{{path}}',
  '{{ .path.basename }}',
  '${X:=1}',
  '*',
  '',
  'ConfigMap',
  'proxy: {http: {servicePort: 80}}',
  'a.b[3].c',
  '[',
  '- a',
  '3.x',
  'v.yaml',
  'gateway.networking.k8s.io/v1',
  'Gateway',
] as const;

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.constantFrom(...texts),
    fc.constantFrom(...texts),
    fc.constantFrom<unknown>(null, true, 0, 80, -1, 1e9),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...words), tie('json'), { maxKeys: 5 }),
    fc.dictionary(fc.constantFrom(...words), tie('json'), { maxKeys: 5 }),
  ),
}));

const tools = [
  ['argoproj.io/v1alpha1', 'Application'],
  ['argoproj.io/v1alpha1', 'ApplicationSet'],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
  ['source.toolkit.fluxcd.io/v1', 'HelmChart'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['apps/v1', 'Deployment'],
] as const;
const object = fc
  .tuple(fc.constantFrom(...tools), fc.constantFrom('kong', 'a'), json)
  .map(([[apiVersion, kind], name, spec]) => JSON.stringify({ apiVersion, kind, metadata: { name }, spec }));
const anything = json.map((value) => JSON.stringify(value));
const path = fc.constantFrom(
  'a/x.yaml',
  'a/b/y.yaml',
  'kong.yaml',
  'a/kustomization.yaml',
  'kustomization.yaml',
  'helmfile.yaml',
  'a/Chart.yaml',
  'v.yaml',
  'a/values.yaml',
  'a/templates/t.yaml',
  'main.tf',
  'Makefile',
);

test('no tree makes it throw', () => {
  const trees = fc.dictionary(path, fc.oneof(object, object, anything), { maxKeys: 8 });
  fc.assert(
    fc.property(trees, (files) => {
      const { clusters } = discoverClusters(
        sourcesOf({ ...files, 'kong-mark.yaml': httpGateway('kong') }),
        defaultConfig,
      );
      expect(clusters.filter(({ name, evidence }) => name === '' || evidence === '')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('no script or HCL makes it throw or hang', () => {
  const piece = fc.constantFrom(
    'helm ',
    'upgrade ',
    '--install ',
    'kong ',
    'kong/kong ',
    '-f ',
    '"',
    "'",
    '\\\n',
    '\n',
    '=',
    '{',
    '}',
    '[',
    ']',
    '<<EOT\n',
    'EOT\n',
    'resource "helm_release" "x" ',
    'values ',
    'file("v.yaml")',
    '${',
    '# ',
    '--set a[9]=1 ',
    ',',
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => `# kong helm_release\n${pieces.join('')}`);
  fc.assert(
    fc.property(text, text, (script, hcl) => {
      const { unread } = discoverClusters(sourcesOf({ Makefile: script, 'main.tf': hcl }), defaultConfig);
      // What its own program would refuse is said; nothing else is left unread.
      expect(unread.filter(({ path: named }) => named !== 'main.tf' && named !== 'Makefile')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
