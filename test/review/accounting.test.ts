import { describe, expect, test } from 'vitest';
import { configPath, defaultConfig } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { streams } from '../manifests/kong.ts';
import { latin1, reviewTrees, unreadable, type Content, type Contents } from './memory-tree.ts';

/** A cluster that works, by hand and by Argo CD. */
const base: Contents = {
  'prod/class.yaml': gatewayClass(),
  'prod/kong.yaml': kongApplication(streams('9901')),
  'prod/gateway.yaml': gateway(['tcp TCP 9901']),
};

describe('a file that could not be read', () => {
  test.each(unreadable)('for %s, where base saw a Gateway, fails the check', async (_, content, cause) => {
    const { unread, findings, accounted, relevant } = await reviewTrees(
      { ...base, 'prod/gateway.yaml': content },
      base,
    );
    expect(unread).toMatchObject([{ path: 'prod/gateway.yaml', cause, effect: 'failure' }]);
    expect(accounted).toEqual({ deployed: 2, ofNoConcern: 0, notRead: 1 });
    expect({ findings, relevant }).toEqual({ findings: [], relevant: true });
  });

  test.each(unreadable)('for %s, new beside manifests, fails the check', async (_, content, cause) => {
    const { unread } = await reviewTrees({ ...base, 'prod/edge.yaml': content }, base);
    expect(unread).toMatchObject([{ path: 'prod/edge.yaml', cause, effect: 'failure' }]);
  });

  test.each(unreadable)('for %s, is told of a tree as it stands', async (_, content, cause) => {
    const { unread } = await reviewTrees({ ...base, 'prod/edge.yaml': content });
    expect(unread).toMatchObject([{ path: 'prod/edge.yaml', cause, effect: 'failure' }]);
  });

  test.each(unreadable)('for %s, mends nothing', async (_, content) => {
    const wrong = { ...base, 'prod/gateway.yaml': gateway(['tcp TCP 9999']) };
    for (const path of ['prod/gateway.yaml', 'prod/kong.yaml']) {
      const { findings } = await reviewTrees({ ...wrong, [path]: content }, wrong);
      expect(findings.filter(({ status }) => status === 'fixed')).toEqual([]);
    }
  });

  test('hides whether a controller is in the repository', async () => {
    const { 'prod/kong.yaml': _, ...rest } = base;
    const { clusters } = await reviewTrees({ ...rest, 'prod/kong.yaml': latin1 });
    const doubts = clusters.flatMap(({ gateways }) => gateways.map(({ unverified }) => unverified));
    expect(doubts).toEqual([
      'whether a Kong ingress controller with controller name "konghq.com/kic-gateway-controller" is in the repository is not known: prod/kong.yaml was not read',
    ]);
  });
});

describe('what a path ends as', () => {
  const link = (to: string): Content => ({ kind: 'symlink', to });
  const listed = (paths: readonly string[]): string => `resources: [${paths.join(', ')}]\n`;
  const app = (path: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: edge}\nspec:\n  source: {repoURL: https://github.com/acme/gitops, path: ${path}}\n  destination: {namespace: kong}\n`;
  const edge = gateway(['tcp TCP 9901'], { name: 'other' });
  const grafana = (values: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: grafana}\nspec:\n  source: {repoURL: https://charts.example.com, chart: grafana, targetRevision: 8.0.0, helm: {valuesObject: {${values}}}}\n  destination: {namespace: grafana}\n`;

  test.each<[name: string, change: Contents, path: string, ends: string]>([
    ['a manifest', { 'prod/edge.yaml': edge }, 'prod/edge.yaml', 'deployed'],
    ['words about Kong', { 'README.md': '# Kong' }, 'README.md', 'of no concern'],
    ['a workflow', { '.github/workflows/ci.yaml': 'on: push\n' }, '.github/workflows/ci.yaml', 'of no concern'],
    ['code', { 'main.go': 'package kong' }, 'main.go', 'of no concern'],
    [
      'a ConfigMap',
      { 'prod/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' },
      'prod/cm.yaml',
      'of no concern',
    ],
    ['an image', { 'logo.png': Buffer.from([0x89, 0x50, 0xff]) }, 'logo.png', 'of no concern'],
    ['an image over the limit', { 'logo.png': { size: 3e6 } }, 'logo.png', 'of no concern'],
    ['a link to words', { 'AGENTS.md': { kind: 'symlink' } }, 'AGENTS.md', 'of no concern'],
    ['a link beside manifests', { 'prod/more': { kind: 'symlink' } }, 'prod/more', 'failure'],
    [
      'a link that leads nowhere',
      { 'prod/more.yaml': { kind: 'symlink', to: 'none.yaml' } },
      'prod/more.yaml',
      'failure',
    ],
    [
      'a link out of the tree',
      { 'prod/more.yaml': { kind: 'symlink', to: '../../a.yaml' } },
      'prod/more.yaml',
      'failure',
    ],
    ['a link to itself', { 'prod/more.yaml': { kind: 'symlink', to: 'more.yaml' } }, 'prod/more.yaml', 'failure'],
    ['a link to what is deployed', { 'prod/gw.yaml': link('gateway.yaml') }, 'prod/gw.yaml', 'of no concern'],
    ['a link to a folder that is deployed', { staging: link('prod') }, 'staging', 'of no concern'],
    ['a link to its own folder', { 'prod/prod': link('.') }, 'prod/prod', 'of no concern'],
    [
      'a link by way of another',
      { 'prod/gw.yaml': link('../all/gateway.yaml'), all: link('prod') },
      'prod/gw.yaml',
      'of no concern',
    ],
    [
      'a link to a script',
      { 'prod/run.yaml': link('../run.sh'), 'run.sh': 'echo\n' },
      'prod/run.yaml',
      'of no concern',
    ],
    [
      'a link to what nothing deploys',
      { 'prod/gw.yaml': link('../docs/a.yaml'), 'docs/a.yaml': edge },
      'prod/gw.yaml',
      'failure',
    ],
    ['a submodule', { 'themes/plain': { kind: 'submodule' } }, 'themes/plain', 'neutral'],
    ['a folder that cannot be listed', { staging: { kind: 'directory' } }, 'staging', 'failure'],
    ['data over the limit', { 'api/openapi.json': { size: 3e6 } }, 'api/openapi.json', 'neutral'],
    ['YAML apart from manifests', { 'tools/data/words.yaml': { size: 3e6 } }, 'tools/data/words.yaml', 'neutral'],
    ['a name that is not UTF-8', { 'prod/caf\uFFFD.yaml': edge }, 'prod/caf\uFFFD.yaml', 'failure'],
    ['an example in the documentation', { 'docs/edge.yaml': edge }, 'docs/edge.yaml', 'neutral'],
    ['an archive', { 'archive/edge.yaml': edge }, 'archive/edge.yaml', 'neutral'],
    ['a test', { 'tests/edge.yaml': edge }, 'tests/edge.yaml', 'neutral'],
    ['a sample', { 'config/samples/edge.yaml': edge }, 'config/samples/edge.yaml', 'neutral'],
    ['a test that is a stage', { 'clusters/test/edge.yaml': edge }, 'clusters/test/edge.yaml', 'deployed'],
    ['a hidden folder', { '.deploy/edge.yaml': edge }, '.deploy/edge.yaml', 'neutral'],
    [
      'a hidden folder that is deployed',
      { '.deploy/edge.yaml': edge, 'prod/a.yaml': app('.deploy') },
      '.deploy/edge.yaml',
      'deployed',
    ],
    [
      'a template of a chart',
      { 'web/Chart.yaml': 'name: web\nversion: 1.0.0\n', 'web/templates/edge.yaml': edge },
      'web/templates/edge.yaml',
      'neutral',
    ],
    [
      'a manifest that a kustomization leaves out',
      { 'prod/kustomization.yaml': listed(['class.yaml', 'kong.yaml', 'gateway.yaml']), 'prod/edge.yaml': edge },
      'prod/edge.yaml',
      'neutral',
    ],
    [
      'an Application whose Ingress goes through Kong',
      { 'prod/grafana.yaml': grafana('ingress: {ingressClassName: kong, annotations: {konghq.com/plugins: cors}}') },
      'prod/grafana.yaml',
      'of no concern',
    ],
    [
      'an Application of a chart that may have Kong inside',
      { 'prod/platform.yaml': grafana('kong: {enabled: true}') },
      'prod/platform.yaml',
      'neutral',
    ],
    [
      'a name that is seldom a manifest',
      {
        'prod/package.json': JSON.stringify({
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          metadata: { name: 'b' },
          spec: { gatewayClassName: 'kong', listeners: [] },
        }),
      },
      'prod/package.json',
      'deployed',
    ],
  ])('%s', async (_, change, path, ends) => {
    const { unread, accounted } = await reviewTrees({ ...base, ...change }, base);
    const effect = unread.find((entry) => entry.path === path)?.effect;
    expect(effect ?? ((accounted?.deployed ?? 0) > Object.keys(base).length ? 'deployed' : 'of no concern')).toBe(ends);
  });

  test.each<[name: string, head: Contents, path: string]>([
    ['an empty Chart.yaml at the root', { ...base, 'Chart.yaml': '' }, 'prod/gateway.yaml'],
    ['an empty kustomization above', { ...base, 'prod/kustomization.yaml': '' }, 'prod/gateway.yaml'],
    [
      'a mention elsewhere',
      { ...base, 'lib/kustomization.yaml': 'kind: Component\ncommonAnnotations: {see: ../prod/gateway.yaml}\n' },
      'prod/gateway.yaml',
    ],
  ])('of an object that base saw and %s hides: not read', async (_, head, path) => {
    const { unread, findings } = await reviewTrees(head, base);
    expect(unread).toContainEqual(expect.objectContaining({ path, effect: 'failure' }));
    expect(findings.filter(({ status }) => status === 'fixed')).toEqual([]);
  });

  test('of an object in a folder that was a stage: not read', async () => {
    const before = { 'test/gateway.yaml': gateway(['tcp TCP 9901']), 'test/class.yaml': gatewayClass() };
    const { unread, findings } = await reviewTrees(before, { ...before, 'prod/notes.md': '' });
    expect(unread).toMatchObject([
      { path: 'test/class.yaml', effect: 'failure' },
      { path: 'test/gateway.yaml', effect: 'failure' },
    ]);
    expect(findings).toEqual([]);
  });

  test('of an object that a kustomization takes in no more: no concern', async () => {
    const all = ['class.yaml', 'kong.yaml', 'gateway.yaml'];
    const before = { ...base, 'prod/kustomization.yaml': listed(all) };
    const { unread } = await reviewTrees({ ...before, 'prod/kustomization.yaml': listed(all.slice(0, 2)) }, before);
    expect(unread).toEqual([]);
  });

  test('of an object that base saw where a link to another one is now: not read', async () => {
    const before = { ...base, 'staging/edge.yaml': edge };
    const { unread } = await reviewTrees({ ...before, 'prod/gateway.yaml': link('../staging/edge.yaml') }, before);
    expect(unread).toMatchObject([{ path: 'prod/gateway.yaml', cause: 'symlink', effect: 'failure' }]);
  });

  test('of a file behind a folder that became a link: not read', async () => {
    const { 'prod/gateway.yaml': _g, 'prod/kong.yaml': _k, 'prod/class.yaml': _c, ...rest } = base;
    const { unread } = await reviewTrees({ ...rest, prod: { kind: 'symlink' } }, base);
    expect(unread).toMatchObject([{ path: 'prod', cause: 'symlink', effect: 'failure' }]);
  });

  const chart = { 'web/Chart.yaml': 'name: web\nversion: 1.0.0\n' };
  const templated = kongApplication(streams('9901')).replace('name: kong', 'name: {{ .Values.name }}');

  test('of an Application of Kong in a template that only Helm can render: not read, and counted in a tree', async () => {
    const change = { ...base, ...chart, 'web/templates/kong.yaml': templated };
    const { unread } = await reviewTrees(change, base);
    expect(unread).toMatchObject([{ path: 'web/templates/kong.yaml', cause: 'template', effect: 'neutral' }]);
    const { unread: ofTree } = await reviewTrees(change);
    expect(ofTree).toEqual([
      {
        path: 'web',
        cause: 'template',
        reason: 'is a chart that is not rendered; it holds 1 file that names Gateway API or Kong',
        effect: 'none',
      },
    ]);
  });

  test.each<[name: string, text: string, change: Contents, path: string, ends: string]>([
    [
      'a folder that it names',
      "clusters: [{name: prod, paths: ['docs/**']}]",
      { 'docs/edge.yaml': edge },
      'docs/edge.yaml',
      'deployed',
    ],
    ['everything', "clusters: [{name: prod, paths: ['**']}]", { 'docs/edge.yaml': edge }, 'docs/edge.yaml', 'neutral'],
    ['what it excludes', "exclude: ['old/**']", { 'old/edge.yaml': edge }, 'old/edge.yaml', 'of no concern'],
  ])('by the configuration, %s', async (_, text, change, path, ends) => {
    const found = await reviewTrees({ ...base, ...change }, base, readConfig(configPath, text, []).config);
    const effect = found.unread.find((entry) => entry.path === path)?.effect;
    expect(effect ?? (found.accounted?.deployed === 4 ? 'deployed' : 'of no concern')).toBe(ends);
  });

  test('of a listener whose values can no longer be known: told', async () => {
    const late = kongApplication(streams('9901')).replace('9901', '{{ .Values.port }}');
    const { noLongerVerified } = await reviewTrees({ ...base, 'prod/kong.yaml': late }, base);
    expect(noLongerVerified).toMatchObject([{ cluster: 'default', about: 'listener tcp of Gateway kong/edge' }]);
  });

  test.each(['fail', 'neutral', 'pass'] as const)('is decided by unread: %s', async (unread) => {
    const change = { ...base, 'prod/edge.yaml': latin1, 'api/openapi.json': { size: 3e6 } };
    const found = await reviewTrees(change, base, { ...defaultConfig, unread });
    const effect = { fail: 'failure', neutral: 'neutral', pass: 'success' }[unread];
    expect(found.unread.map((entry) => entry.effect)).toEqual([effect, effect]);
  });

  test.each(['auto', 'fail', 'neutral', 'pass'] as const)(
    'fails nothing with failOn: never, unread: %s',
    async (unread) => {
      const change = { ...base, 'prod/edge.yaml': latin1 };
      const config = { ...defaultConfig, unread, failOn: 'never' } as const;
      const effect = unread === 'pass' ? 'success' : 'neutral';
      expect((await reviewTrees(change, base, config)).unread).toMatchObject([{ effect }]);
      expect((await reviewTrees(change, null, config)).unread).toMatchObject([{ effect }]);
    },
  );
});

const spec = 'spec: {gatewayClassName: kong, listeners: [{name: lost, port: 9999, protocol: TCP}]}';
const metadata = 'metadata: {name: hidden, namespace: kong}';
const group = 'gateway.networking.k8s.io/v1';

describe('a changed file is read whatever its bytes look like', () => {
  test.each<[name: string, text: string]>([
    ['a tag', `apiVersion: ${group}\nkind: !!str Gateway\n${metadata}\n${spec}\n`],
    ['an anchor', `kind: &kind Gateway\napiVersion: ${group}\n${metadata}\n${spec}\n`],
    ['an escape', `apiVersion: "gateway\\x2enetworking.k8s.io/v1"\nkind: "G\\x61teway"\n${metadata}\n${spec}\n`],
    ['a folded scalar', `apiVersion: ${group}\nkind: >-\n  Gateway\n${metadata}\n${spec}\n`],
    ['an explicit key', `? kind\n: Gateway\n? apiVersion\n: ${group}\n${metadata}\n${spec}\n`],
    ['the next line', `apiVersion: ${group}\nkind:\n  Gateway\n${metadata}\n${spec}\n`],
    ['a list', `apiVersion: ${group}\nkind: GatewayList\nitems:\n  - ${metadata}\n    ${spec}\n`],
    [
      'labels of Helm',
      `apiVersion: ${group}\nkind: Gateway\nmetadata: {name: hidden, namespace: kong, labels: {helm.sh/chart: kong-3.4.1, app.kubernetes.io/instance: kong}}\n${spec}\n`,
    ],
    [
      'a hook for tests, applied with kubectl',
      `apiVersion: ${group}\nkind: Gateway\nmetadata: {name: hidden, namespace: kong, annotations: {helm.sh/hook: test}}\n${spec}\n`,
    ],
  ])('%s, behind another document', async (_, text) => {
    const other = 'apiVersion: v1\nkind: PriorityLevelConfiguration\nmetadata: {name: a}\n---\n';
    for (const before of ['', other]) {
      const { findings } = await reviewTrees({ ...base, 'prod/z.yaml': before + text }, base);
      expect(findings.map(({ rule, status }) => `${status} ${rule}`)).toContain('introduced listener-port-unavailable');
    }
  });
});
