import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { gateway, gatewayClass, httpGateway } from '../../manifests/gateway-api.ts';
import { application } from '../../manifests/gitops-tools.ts';
import { testRule } from '../rule-cases.ts';

/** A kustomization beside a Gateway. */
const edge = (kustomization: string, more: Files = {}): Files => ({
  'edge/kustomization.yaml': kustomization,
  'edge/gw.yaml': httpGateway('edge', 'kong'),
  ...more,
});

/** A Component in `c`. */
const component = (body: string, more: Files = {}): Files => ({
  'c/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${body}`,
  ...more,
});

/** A resource with a key that stands twice, and a patch that deletes it: kustomize never comes to that key. */
const twice = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: "1"\n  x: "2"\n';
const deletes = 'patches:\n- patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, $patch: delete}"\n';

testRule('kustomization-does-not-build', {
  valid: {
    'one that builds': edge('resources: [gw.yaml]\n'),
    'a missing file of one that brings nothing of ours': { 'web/kustomization.yaml': 'resources: [nope.yaml]\n' },
    'a key that stands twice in it: the last one counts': edge('resources: [nope.yaml]\nresources: [gw.yaml]\n'),
    'a key that stands twice in an object that a patch deletes': edge(`resources: [gw.yaml, a.yaml]\n${deletes}`, {
      'edge/a.yaml': twice,
    }),
    'one in an object of a base that an overlay deletes': {
      ...edge(`resources: [gw.yaml, ../base]\n${deletes}`),
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': twice,
    },
    'one in a field that a patch replaces': edge(
      'resources: [gw.yaml, a.yaml]\npatchesStrategicMerge:\n- "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {$patch: replace, y: b}}"\n',
      { 'edge/a.yaml': twice },
    ),
    'one in an object for kustomize alone': edge('resources: [gw.yaml, a.yaml]\n', {
      'edge/a.yaml': twice.replace('name: a', 'name: a, annotations: {config.kubernetes.io/local-config: "true"}'),
    }),
    'an annotation that stands twice': edge('resources: [gw.yaml, a.yaml]\n', {
      'edge/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: {x: "1", x: "2"}\n',
    }),
    'annotations that stand twice: they are joined': edge('resources: [gw.yaml, a.yaml]\n', {
      'edge/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: {x: "1"}\n  annotations: {y: "2"}\n',
    }),
    'one that is documentation': {
      'docs/k/kustomization.yaml': 'resources: [gw.yaml, nope.yaml]\n',
      'docs/k/gw.yaml': httpGateway('edge'),
    },
    'a patch whose target a remote base may bring': edge(
      'resources: [gw.yaml, "https://example.com/kong.yaml"]\npatches: [{path: p.yaml}]\n',
      { 'edge/p.yaml': httpGateway('other') },
    ),
    'a patch of a Component whose target a remote base of its includer may bring': edge(
      'resources: [gw.yaml, "https://github.com/a/b//k?ref=x"]\ncomponents: [../c]\n',
      component('patches: [{path: p.yaml}]\n', { 'c/p.yaml': httpGateway('other') }),
    ),
    'a patch of a Component whose target a remote Component before it may bring': edge(
      'resources: [gw.yaml]\ncomponents: ["https://github.com/a/b//k?ref=x", ../c]\n',
      component('patches: [{path: p.yaml}]\n', { 'c/p.yaml': httpGateway('other') }),
    ),
    'a patch of a Component in a Component whose target a remote base may bring': edge(
      'resources: [gw.yaml]\ncomponents: [../d]\n',
      {
        'd/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: ["https://github.com/a/b//k?ref=x"]\ncomponents: [../c]\n',
        ...component('patches: [{path: p.yaml}]\n', { 'c/p.yaml': httpGateway('other') }),
      },
    ),
    'a replacement of a Component whose source a remote base may bring': edge(
      'resources: [gw.yaml, "https://github.com/a/b//k?ref=x"]\ncomponents: [../c]\n',
      component(
        'replacements: [{source: {kind: Service, name: s}, targets: [{select: {kind: Gateway}, fieldPaths: [metadata.name]}]}]\n',
      ),
    ),
    'replicas that a Component sets for what a remote base may bring': edge(
      'resources: [gw.yaml, "https://github.com/a/b//k?ref=x"]\ncomponents: [../c]\n',
      component('replicas: [{name: web, count: 2}]\n'),
    ),
    'a generator of a Component that merges into what a remote base may bring': edge(
      'resources: [gw.yaml, "https://github.com/a/b//k?ref=x"]\ncomponents: [../c]\n',
      component('configMapGenerator: [{name: c, behavior: merge, literals: [a=b]}]\n'),
    ),
    'a JSON patch of annotations that no file has': edge(
      'resources: [gw.yaml]\npatches:\n  - target: {kind: Gateway}\n    patch: |-\n      - {op: add, path: /metadata/annotations/a~1b, value: c}\n',
    ),
    'a patch whose target a generator may bring': edge(
      'resources: [gw.yaml]\ngenerators: [g.yaml]\npatches: [{path: p.yaml}]\n',
      {
        'edge/g.yaml': 'kind: X\n',
        'edge/p.yaml': httpGateway('other'),
      },
    ),
    'a patch whose target a chart may bring': edge(
      'resources: [gw.yaml]\nhelmCharts: [{name: web, repo: "https://example.com"}]\npatches: [{path: p.yaml}]\n',
      { 'edge/p.yaml': httpGateway('other') },
    ),
    'a file outside, which kustomize can be told to read': edge('resources: [../gw.yaml]\n', {
      'gw.yaml': httpGateway('edge'),
    }),
    'a file that git ignores': edge('resources: [gw.yaml]\nsecretGenerator: [{name: s, envs: [secret.env]}]\n', {
      '.gitignore': '*.env\n',
    }),
    'a file with an example beside it': edge('resources: [gw.yaml]\nsecretGenerator: [{name: s, envs: [.env]}]\n', {
      'edge/.env.example': 'A=\n',
    }),
    'a file that a script makes': edge('resources: [gw.yaml, made.yaml]\n', {
      Makefile: 'build:\n\thelm template kong kong/kong > edge/made.yaml\n',
    }),
    'a Component on its own': edge(
      'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{path: nope.yaml}]\n',
    ),
    'the root of another repository that Flux follows': {
      'a/gw.yaml': httpGateway('edge'),
      'b/kustomization.yaml': 'resources: [nope.yaml]\n',
      'docs/b/kustomization.yaml': 'resources: [nope.yaml]\n',
      'flux.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: crds}\nspec: {path: ./, sourceRef: {kind: GitRepository, name: gateway-api}}\n',
    },
    'a field that only kustomize itself refuses, where Flux builds': {
      ...edge('resources: [gw.yaml]\nlabelz: {a: b}\n'),
      'flux.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: edge}\nspec: {path: ./edge, sourceRef: {kind: GitRepository, name: flux-system}}\n',
    },
  },
  invalid: {
    'a key that stands twice in a resource': [
      edge('resources: [gw.yaml, a.yaml]\n', { 'edge/a.yaml': twice }),
      'edge/a.yaml:6 line 6: the key "x" stands twice in one map',
    ],
    'a key that stands twice in what a JSON patch removes, which reads it first': [
      edge(
        'resources: [gw.yaml, a.yaml]\npatchesJson6902:\n- target: {version: v1, kind: ConfigMap, name: a}\n  patch: "- {op: remove, path: /data}"\n',
        { 'edge/a.yaml': twice },
      ),
      'edge/a.yaml:6 line 6: the key "x" stands twice in one map',
    ],
    'two merge keys in one map, even where a patch deletes the object': [
      edge(`resources: [gw.yaml, a.yaml]\n${deletes}`, {
        'edge/a.yaml': twice.replaceAll(/x: "(.)"/g, '<<: {x: "$1"}'),
      }),
      'edge/a.yaml:6 line 6: the key "<<" stands twice in one map',
    ],
    'a Component among the resources': [
      edge('resources:\n  - gw.yaml\n  - ../tls\n', {
        'tls/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nresources: []\n',
      }),
      'edge/kustomization.yaml:3 a Component can only be listed under components',
    ],
    'a missing resource': [
      edge('resources:\n  - gw.yaml\n  - absent.yaml\n'),
      'edge/kustomization.yaml:3 resources of edge/kustomization.yaml names "absent.yaml", which is not in the repository.',
    ],
    'the only resource, called after what is not there': [
      { 'web/kustomization.yaml': 'resources:\n  - kong-gateway.yaml\n' },
      'web/kustomization.yaml:2 names "kong-gateway.yaml"',
    ],
    'two missing resources and a missing patch': [
      edge('resources:\n  - gw.yaml\n  - absent.yaml\n  - ../base\npatches:\n  - path: nope.yaml\n'),
      'edge/kustomization.yaml:3 names "absent.yaml"',
      'edge/kustomization.yaml:4 names "../base"',
      'edge/kustomization.yaml:6 names "nope.yaml"',
    ],
    'a missing resource behind a file outside, which kustomize can be told to read': [
      edge('resources:\n  - ../gw.yaml\n  - absent.yaml\n', { 'gw.yaml': gatewayClass() }),
      'edge/kustomization.yaml:3 names "absent.yaml"',
    ],
    'a resource one letter from one that is there': [
      edge('resources:\n  - gww.yaml\n', { 'edge/gwx.yaml': gatewayClass() }),
      'edge/kustomization.yaml:2 names "gww.yaml", which is not in the repository.',
    ],
    'a missing component': [
      edge('resources: [gw.yaml]\ncomponents:\n  - ../tls\n'),
      'edge/kustomization.yaml:3 components of edge/kustomization.yaml names "../tls"',
    ],
    'a missing patch': [
      edge('resources: [gw.yaml]\npatches:\n  - path: gw.yaml\n  - path: nope.yaml\n'),
      'edge/kustomization.yaml:4 patches of edge/kustomization.yaml names "nope.yaml"',
    ],
    'a missing strategic merge patch': [
      edge('resources: [gw.yaml]\npatchesStrategicMerge:\n  - nope.yaml\n'),
      'edge/kustomization.yaml:3 names "nope.yaml"',
    ],
    'a missing file of a ConfigMap': [
      edge('resources: [gw.yaml]\nconfigMapGenerator:\n  - name: c\n    files:\n      - a=conf/a.ini\n'),
      'edge/kustomization.yaml:5 files of edge/kustomization.yaml names "a=conf/a.ini"',
    ],
    'a missing environment of a Secret': [
      edge('resources: [gw.yaml]\nsecretGenerator:\n  - name: c\n    envs: [secret.env]\n'),
      'edge/kustomization.yaml:4 envs of edge/kustomization.yaml names "secret.env"',
    ],
    'a directory without a kustomization': [
      edge('resources:\n  - gw.yaml\n  - ../base\n', { 'base/deployment.yaml': 'kind: Deployment\n' }),
      'edge/kustomization.yaml:3 names "../base", a directory that holds no kustomization file.',
    ],
    'a patch of a Component without a target': [
      edge(
        'resources: [gw.yaml]\ncomponents: [../c]\n',
        component('patches:\n  - path: p.yaml\n', { 'c/p.yaml': httpGateway('other', 'kong') }),
      ),
      'c/kustomization.yaml:4 no object matches the patch for Gateway kong/other',
    ],
    'a JSON patch of labels that no file has': [
      edge(
        'resources: [gw.yaml]\npatches:\n  - target: {kind: Gateway}\n    patch: |-\n      - {op: add, path: /metadata/labels/a, value: c}\n',
      ),
      'edge/kustomization.yaml:3 JSON patch: add /metadata/labels/a: the path does not exist',
    ],
    'a patch without a target': [
      edge('resources: [gw.yaml]\npatches:\n  - path: p.yaml\n', { 'edge/p.yaml': httpGateway('other', 'kong') }),
      'edge/kustomization.yaml:3 no object matches the patch for Gateway kong/other',
    ],
    'a cycle of two': [
      edge('resources:\n  - gw.yaml\n  - ../base\n', { 'base/kustomization.yaml': 'resources:\n  - ../edge\n' }),
      'edge/kustomization.yaml:3 a cycle',
    ],
    'an object that two files state': [
      edge('resources:\n  - gw.yaml\n  - copy.yaml\n', { 'edge/copy.yaml': httpGateway('edge', 'kong') }),
      'edge/kustomization.yaml:3 Gateway kong/edge is in the build twice, from edge/gw.yaml and edge/copy.yaml',
    ],
    'an object that one file states twice': [
      edge('resources: [gw.yaml]\n', { 'edge/gw.yaml': `${httpGateway('edge')}---\n${httpGateway('edge')}` }),
      'edge/gw.yaml:7 Gateway edge is in the build twice',
    ],
    'an unknown field': [
      edge('resources: [gw.yaml]\nressources: [gw.yaml]\n'),
      'edge/kustomization.yaml:2 unknown field ressources',
    ],
    'a value of another type': [edge('resources: gw.yaml\n'), 'edge/kustomization.yaml:1 resources must be a list'],
    'a base that several overlays take in': [
      {
        ...edge('resources:\n  - gw.yaml\n  - nope.yaml\n'),
        'a/kustomization.yaml': 'namePrefix: a-\nresources: [../edge]\n',
        'b/kustomization.yaml': 'namePrefix: b-\nresources: [../edge]\n',
      },
      'edge/kustomization.yaml:3 names "nope.yaml"',
    ],
  },
});

describe('a kustomization that does not build', () => {
  const broken = edge('resources:\n  - gw.yaml\n  - nope.yaml\n');

  test('is told once, with who fails because of it', () => {
    const { findings, unverified, unread } = reviewFiles({
      ...broken,
      'app.yaml': application('edge', { repoURL: 'https://example.com/acme/gitops', path: 'edge' }),
    });
    expect(
      findings.map(({ rule, related }) => [rule, ...related.map(({ at, message }) => [at.path, message])]),
    ).toEqual([['kustomization-does-not-build', ['app.yaml', 'Argo CD Application edge fails with it']]]);
    expect([...unverified, ...unread]).toEqual([]);
  });

  test('keeps what it hides from counting as fixed', () => {
    const wrong = { 'edge/gw.yaml': gateway(['http HTTP 70000']) };
    const base = { ...edge('resources:\n  - gw.yaml\n'), ...wrong };
    const { findings } = reviewFiles({ ...broken, ...wrong }, base);
    expect(findings.map(({ rule, status }) => `${rule} ${status}`)).toEqual([
      'kustomization-does-not-build introduced',
    ]);
  });

  test('counts where it brought something of ours before', () => {
    const base = edge('resources: [gw.yaml]\n');
    const { findings } = reviewFiles({ 'edge/kustomization.yaml': 'resources: [gw.yaml]\n' }, base);
    expect(findings.map(({ rule, status, at }) => `${rule} ${status} ${at.path}`)).toEqual([
      'kustomization-does-not-build introduced edge/kustomization.yaml',
    ]);
  });

  test('was broken before, too, when only the change brings something of ours', () => {
    const base = { 'web/kustomization.yaml': 'resources: [web.yaml, nope.yaml]\n' };
    const head = {
      'web/kustomization.yaml': 'resources: [web.yaml, nope.yaml, gw.yaml]\n',
      'web/gw.yaml': httpGateway('a'),
    };
    const { findings } = reviewFiles(
      { ...head, 'web/web.yaml': httpGateway('b') },
      { ...base, 'web/web.yaml': 'kind: Deployment\nmetadata: {name: a}\n' },
    );
    expect(findings.map(({ rule, status }) => `${rule} ${status}`)).toEqual(['kustomization-does-not-build existing']);
  });

  test('is a suggestion away from one that does', () => {
    const { findings } = reviewFiles(
      edge('resources:\n  - gateway.yml # the Gateway\n', { 'edge/gateway.yaml': gatewayClass() }),
    );
    expect(findings.map(({ suggestion }) => suggestion?.replacement)).toEqual(['  - gateway.yaml # the Gateway']);
  });

  test('counts everywhere where the configuration says so', () => {
    const files = {
      'web/kustomization.yaml': 'resources: [nope.yaml]\n',
      '.github/portcullis.yml': 'deployments: all\n',
    };
    expect(reviewFiles(files).findings.map(({ at }) => at.path)).toEqual(['web/kustomization.yaml']);
  });
});
