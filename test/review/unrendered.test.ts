import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { feeds, nested, webChart } from '../manifests/hidden-routes.ts';
import { streams } from '../manifests/kong.ts';
import { latin1, reviewTrees, type Contents } from './memory-tree.ts';
import { outputs } from './outputs.ts';

/** A cluster that works. */
const prod: Contents = {
  'prod/class.yaml': gatewayClass(),
  'prod/kong.yaml': kongApplication(streams('9901')),
  'prod/gateway.yaml': gateway(['tcp TCP 9901']),
};

async function told(before: Contents, after: Contents): Promise<readonly string[]> {
  const { unread, relevant } = await reviewTrees(after, before);
  expect(relevant || unread.length === 0).toBe(true);
  return unread.filter(({ effect }) => effect !== 'none').map(({ path, effect }) => `${path}: ${effect}`);
}

describe('what feeds a template of a route is told', () => {
  test.each(feeds)('where a change touches %s', async (_, tree, path, before, after) => {
    const base = { ...tree, [path]: before };
    expect(await told(base, { ...base, [path]: after })).toEqual([`${path}: neutral`]);
    expect(await told(base, base)).toEqual([]);
  });

  test('where the template goes', async () => {
    const { 'web/templates/route.yaml': _, ...rest } = webChart;
    expect(await told(webChart, rest)).toEqual(['web/templates/route.yaml: neutral']);
  });

  const patch = "kubectl patch gateway edge -p '{}'";
  const script = `kubectl get pods\n${patch}\n`;

  test('and that a script no longer runs a command, or runs another one', async () => {
    const reasons = async (before: string, after: string): Promise<readonly string[]> => {
      const { unread } = await reviewTrees({ ...prod, 'run.sh': after }, { ...prod, 'run.sh': before });
      return unread.map(({ reason }) => reason);
    };
    expect(await reasons(script, 'kubectl get pods\n')).toEqual([
      `no longer runs ${patch}, and what came of that is not followed`,
    ]);
    expect(await reasons(script, `${script}oc delete httproute web\n`)).toEqual([
      'runs oc delete httproute web, and what comes of that is not followed',
    ]);
    expect(await reasons(script, `# a comment\n${script}`)).toEqual([]);
  });

  test('and a script that is moved is not', async () => {
    expect(await told({ ...prod, 'scripts/run.sh': script }, { ...prod, 'hack/run.sh': script })).toEqual([]);
  });

  test.each<[name: string, path: string, after: string]>([
    ['values that no such template reads', 'web/values.yaml', 'image: {tag: b}\nroute: {host: a}\n'],
    ['another template', 'web/templates/deployment.yaml', 'kind: Deployment\nimage: b{{ .Values.image.tag }}\n'],
    ['words', 'web/README.md', '# b\n'],
  ])('and %s is not', async (_, path, after) => {
    const { 'web/hosts.txt': _hosts, ...rest } = webChart;
    const tree = {
      ...rest,
      'web/templates/route.yaml': rest['web/templates/route.yaml']?.replace(/^x:.*\n/m, '') ?? '',
    };
    expect(await told(tree, { ...tree, [path]: after })).toEqual([]);
  });

  test('where a change gives a template the name that Helm reads', async () => {
    const { 'web/templates/route.yaml': template = '', ...rest } = webChart;
    const off = { ...rest, 'web/templates/route.yaml.disabled': template };
    expect(await told(off, { ...webChart, 'web/values.yaml': 'route: {host: b}\n' })).toContain(
      'web/values.yaml: neutral',
    );
  });

  test('and a chart without routes is not', async () => {
    const { 'web/templates/route.yaml': _, ...plain } = webChart;
    expect(await told(plain, { ...plain, 'web/values.yaml': 'image: {tag: b}\n' })).toEqual([]);
  });
});

describe('a Gateway inside something else is told', () => {
  test.each(nested)('for %s that changes, comes or goes', async (_, file) => {
    const base = { ...prod, 'more/a.yaml': file('9901') };
    expect(await told(base, { ...base, 'more/a.yaml': file('9999') })).toEqual(['more/a.yaml: neutral']);
    expect(await told(prod, base)).toEqual(['more/a.yaml: neutral']);
    expect(await told(base, prod)).toEqual(['more/a.yaml: neutral']);
    const other = `${file('9901')}---\nkind: Note\n`;
    expect(await told(base, { ...base, 'more/a.yaml': other })).toEqual([]);
  });

  test('but not in the values of Kong, which applies it as it stands', async () => {
    const values = (port: string): string => {
      const object = gateway([`tcp TCP ${port}`], { name: 'more' })
        .trimEnd()
        .replaceAll('\n', '\n    ');
      return `${streams('9901')}extraObjects:\n  - ${object}\n`;
    };
    const base = { ...prod, 'prod/kong.yaml': kongApplication(values('9901')) };
    const head = { ...prod, 'prod/kong.yaml': kongApplication(values('9999')) };
    expect(await told(base, head)).toEqual([]);
    const { findings } = await reviewTrees(head, base);
    expect(findings.map(({ rule }) => rule)).toContain('listener-port-unavailable');
  });

  test.each<[name: string, text: string]>([
    [
      'a reference',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec:\n  healthChecks:\n  - {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, name: edge, namespace: kong}\n',
    ],
    [
      'a role',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules:\n- {apiGroups: [gateway.networking.k8s.io], resources: [gateways], verbs: [get]}\n',
    ],
    [
      'what was applied before',
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n    last: '${JSON.stringify({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: {} })}'\n`,
    ],
  ])('and %s is none', async (_, text) => {
    expect(await told(prod, { ...prod, 'more/a.yaml': text })).toEqual([]);
  });
});

describe('variables that Flux fills in', () => {
  const kustomization = (kind: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: edge, namespace: flux-system}\nspec:\n  path: ./edge\n  sourceRef: {kind: GitRepository, name: flux-system}\n  postBuild: {substituteFrom: [{kind: ${kind}, name: vars}]}\n`;
  const edge: Contents = {
    'edge/class.yaml': gatewayClass(),
    'edge/kong.yaml': kongApplication(streams('9901')),
    'edge/gateway.yaml': `${gateway([]).trimEnd()}\n    - name: tcp\n      protocol: TCP\n      port: \${PORT}\n`,
  };
  const variables = (kind: string, port: string, more = ''): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: {name: vars, namespace: flux-system}\n${kind === 'Secret' ? 'stringData' : 'data'}:\n  PORT: "${port}"\n${more}`;

  test('are filled in where a ConfigMap of the tree holds them, though nothing in it speaks of Kong', async () => {
    const base = {
      ...edge,
      'flux/edge.yaml': kustomization('ConfigMap'),
      'flux/vars.yaml': variables('ConfigMap', '9901'),
    };
    const review = await reviewTrees({ ...base, 'flux/vars.yaml': variables('ConfigMap', '9999') }, base);
    expect(review.findings.map(({ rule, at }) => `${at.path}:${at.line} ${rule}`)).toEqual([
      'flux/vars.yaml:5 listener-port-unavailable',
    ]);
    expect(review.accounted).toEqual({ deployed: 4, ofNoConcern: 0, notRead: 0 });
  });

  test('are of no concern where only something else takes them', async () => {
    const loki = `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: loki}\nspec:\n  chart: {spec: {chart: loki, sourceRef: {kind: HelmRepository, name: grafana}}}\n  values:\n    gateway:\n      host: \${PORT}\n`;
    const base = {
      ...prod,
      'edge/loki.yaml': loki,
      'flux/edge.yaml': kustomization('Secret'),
      'flux/vars.yaml': variables('Secret', 'a'),
    };
    expect(await told(base, { ...base, 'flux/vars.yaml': variables('Secret', 'b') })).toEqual([]);
  });

  test.each<[name: string, kind: string, more: string]>([
    ['in a Secret', 'Secret', ''],
    ['that are encrypted', 'ConfigMap', 'sops: {mac: a}\n'],
  ])('%s are told', async (_, kind, more) => {
    const base = { ...edge, 'flux/edge.yaml': kustomization(kind), 'flux/vars.yaml': variables(kind, 'a', more) };
    expect(await told(base, { ...base, 'flux/vars.yaml': variables(kind, 'b', more) })).toEqual([
      'flux/vars.yaml: neutral',
    ]);
  });

  test('of what is not applied any more, as its build fails, are not told beside that', async () => {
    const sync = kustomization('Secret').replace('name: edge,', 'name: apps,').replace('./edge', './apps');
    const base = {
      ...edge,
      'flux/apps.yaml': sync.replace(/ {2}postBuild.*\n/, ''),
      'apps/kustomization.yaml': 'resources: [edge.yaml]\n',
      'apps/edge.yaml': kustomization('Secret'),
    };
    const broken = { ...base, 'apps/kustomization.yaml': 'resources: [edge.yaml, gone.yaml]\n' };
    const review = await reviewTrees(broken, base);
    expect(review.findings.map(({ rule }) => rule)).toEqual(['kustomization-does-not-build']);
    expect(await told(base, broken)).toEqual([]);
  });
});

describe('variables of a ConfigMap beside a Secret', () => {
  const vars = (port: string, zone: string, host = 'a'): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: flux-system}\ndata: {PORT: "${port}", ZONE: ${zone}, HOST: ${host}}\n`;
  const kustomization = (zone: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: edge, namespace: flux-system}\nspec:\n  path: ./edge\n  sourceRef: {kind: GitRepository, name: flux-system}\n  postBuild: {substitute: {REGION: ${zone}}, substituteFrom: [{kind: ConfigMap, name: vars}, {kind: Secret, name: secrets}]}\n`;
  const base: Contents = {
    'edge/class.yaml': gatewayClass(),
    'edge/kong.yaml': kongApplication(streams('9901')),
    'edge/gateway.yaml': `${gateway([]).trimEnd()}\n    - name: tcp\n      protocol: TCP\n      port: \${PORT}\n      hostname: \${HOST}.\${DOMAIN}\n`,
    'flux/edge.yaml': kustomization('a'),
    'flux/vars.yaml': vars('9901', 'a'),
  };

  test.each<[name: string, path: string, text: string]>([
    ['that nothing of ours takes', 'flux/vars.yaml', vars('9901', 'b')],
    ['with a comment', 'flux/vars.yaml', `# for all\n${vars('9901', 'a')}`],
    ['of the Kustomization that nothing of ours takes', 'flux/edge.yaml', kustomization('b')],
  ])('%s are of no concern', async (_, path, text) => {
    expect(await told(base, { ...base, [path]: text })).toEqual([]);
  });

  test('that stand beside one that is not known are told', async () => {
    expect(await told(base, { ...base, 'flux/vars.yaml': vars('9901', 'a', 'b') })).toEqual([
      'flux/vars.yaml: neutral',
    ]);
  });
});

describe('a file that kustomize is told to read', () => {
  const built: Contents = {
    'prod/kustomization.yaml': 'resources: [class.yaml, kong.yaml, edge]\npatches: [{path: edge.patch}]\n',
    'prod/class.yaml': gatewayClass(),
    'prod/kong.yaml': kongApplication(streams('9901')),
    'prod/edge': gateway(['tcp TCP 9901']),
    'prod/edge.patch': gateway(['tcp TCP 9901']),
  };

  test.each(['prod/edge.patch', 'prod/edge'])('is read whatever its name: %s', async (path) => {
    const { [path]: _, ...rest } = built;
    const tree =
      path === 'prod/edge'
        ? { ...rest, 'prod/kustomization.yaml': 'resources: [class.yaml, kong.yaml, edge]\n' }
        : rest;
    const base = { ...tree, [path]: gateway(['tcp TCP 9901']) };
    const review = await reviewTrees({ ...base, [path]: gateway(['tcp TCP 9999']) }, base);
    expect(review.findings.map(({ rule, at }) => `${at.path} ${rule}`)).toEqual([`${path} listener-port-unavailable`]);
    expect(review.unread).toEqual([]);
  });

  test('fails the check where it cannot be', async () => {
    const { unread } = await reviewTrees({ ...built, 'prod/edge': { kind: 'symlink' } }, built);
    expect(unread).toContainEqual(expect.objectContaining({ path: 'prod/edge', cause: 'symlink', effect: 'failure' }));
  });
});

describe('a manifest under a name by which nobody applies it is told', () => {
  test.each([
    'prod/gateway.yaml.tmpl',
    'prod/gateway.YAML',
    'prod/gateway.yaml.disabled',
    'prod/gateway.yaml.bak',
    'prod/gateway.yaml~',
    'prod/gateway.txt',
    'prod/gateway.yaml.j2',
    'prod/gateway.yaml.tftpl',
    'prod/gateway',
    'docs/gateway.yaml',
    'archive/gateway.yaml',
  ])('%s', async (path) => {
    const { 'prod/gateway.yaml': text, ...rest } = prod;
    expect(await told(prod, { ...rest, [path]: text ?? '' })).toEqual([`${path}: neutral`]);
  });

  test.each<[project: string, program: string, text: string]>([
    [
      'Pulumi.yaml',
      'index.ts',
      'new CustomResource("a", {apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway"})',
    ],
    [
      'infra/cdk8s.yaml',
      'infra/main.py',
      'ApiObject(self, "a", apiVersion="gateway.networking.k8s.io/v1", kind="Gateway")',
    ],
  ])('a program of %s', async (project, program, text) => {
    const base = { ...prod, [project]: 'name: a\n' };
    expect(await told(base, { ...base, [program]: text })).toEqual([`${program}: neutral`]);
    expect(await told(prod, { ...prod, [program]: text })).toEqual([]);
  });

  test('a manifest of Terraform that only Terraform knows', async () => {
    const text = (port: string): string =>
      `resource "kubernetes_manifest" "a" {\n  manifest = { apiVersion = "gateway.networking.k8s.io/v1", kind = "Gateway", metadata = { name = var.name }, spec = { port = ${port} } }\n}\n`;
    const base = { ...prod, 'main.tf': text('1') };
    expect(await told(base, { ...base, 'main.tf': text('2') })).toEqual(['main.tf: neutral']);
  });
});

describe('an object that a change takes out of a cluster is told', () => {
  const { 'prod/gateway.yaml': text = '', ...rest } = prod;

  test.each<[name: string, base: Contents, head: Contents, expected: readonly string[]]>([
    ['that is deleted', prod, rest, ['Gateway kong/edge prod/gateway.yaml:1 deleted']],
    [
      'whose file is renamed',
      prod,
      { ...rest, 'prod/gateway.yaml.bak': text },
      ['Gateway kong/edge prod/gateway.yaml:1 deleted'],
    ],
    [
      'whose file cannot be read',
      prod,
      { ...prod, 'prod/gateway.yaml': latin1 },
      ['Gateway kong/edge prod/gateway.yaml:1 not-read'],
    ],
    ['that moves to another file', prod, { ...rest, 'prod/other.yaml': text }, []],
    [
      'of which the document goes',
      { ...prod, 'prod/gateway.yaml': `${gateway(['tcp TCP 9901'])}---\n${gateway(['a HTTP 80'], { name: 'two' })}` },
      prod,
      ['Gateway kong/two prod/gateway.yaml:11 not-stated'],
    ],
    [
      'that a kustomization leaves out',
      { ...prod, 'prod/kustomization.yaml': 'resources: [class.yaml, kong.yaml, gateway.yaml]\n' },
      { ...prod, 'prod/kustomization.yaml': 'resources: [class.yaml, kong.yaml]\n' },
      ['Gateway kong/edge prod/gateway.yaml:1 not-stated'],
    ],
  ])('%s', async (_, base, head, expected) => {
    const review = await reviewTrees(head, base);
    expect(review.removed.map(({ about, path, line, cause }) => `${about} ${path}:${line} ${cause}`)).toEqual(expected);
    const shown = await outputs(review, true);
    for (const format of ['text', 'markdown', 'json', 'html', 'github', 'check run'])
      expect(expected.length === 0 || shown.get(format)?.includes('Gateway kong/')).toBe(true);
  });
});
