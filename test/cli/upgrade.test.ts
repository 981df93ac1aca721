import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { folderOf, runCli } from './run-cli.ts';
import { soundTree } from './example-tree.ts';

const tree = (values: string, rest: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  'helmfile.yaml': `repositories:
  - name: kong
    url: https://charts.konghq.com
releases:
  - name: kong
    namespace: kong
    chart: kong/kong
    version: 2.47.0
    values:
      - values.yaml
`,
  'values.yaml': values,
  'gateways.yaml': `${soundTree['prod/class.yaml']}---\n${soundTree['prod/gateway.yaml']}`,
  ...rest,
});

const plainTree = tree('env:\n  router_flavor: traditional\n');

describe('upgrade', () => {
  test('says in one sentence that nothing differs', async () => {
    const values = 'env:\n  router_flavor: traditional\ncontainerSecurityContext:\n  runAsGroup: 1000\n';
    const outcome = await runCli(['upgrade', '--chart-version', '3.4.1'], folderOf(tree(values)));
    expect(outcome).toEqual({
      exitCode: 0,
      stdout: `cluster default  kong/kong 2.47.0 → 3.4.1: 1 listener keeps its status; Service ports and listens unchanged; the controller's image goes from 3.4 to 3.5.
  Versions
    kong/kong 2.47.0 → 3.4.1 (release kong in namespace kong, helmfile.yaml:8)
    Kong Ingress Controller 3.4 → 3.5 (kong/kong-kong, the chart brings it)
  What the programs do
    Kong Ingress Controller takes the last of several lists of feature gates instead of merging them: in some patch releases → yes
`,
      stderr: '',
    });
  });

  test('names what would be wrong, and exits with 1', async () => {
    const values = 'ingressController:\n  env:\n    feature_gates: CombinedServicesFromDifferentHTTPRoutes=true\n';
    const { exitCode, stdout } = await runCli(['upgrade', '--chart-version', '3.4.1'], folderOf(tree(values)));
    expect(stdout).toContain('; a controller no longer starts; ');
    expect(stdout).toContain('What would be wrong\n  values.yaml:3  error  feature-gate-removed  ');
    expect(exitCode).toBe(1);
    const lenient = ['upgrade', '--chart-version', '3.4.1', '--fail-on', 'never'];
    expect((await runCli(lenient, folderOf(tree(values)))).exitCode).toBe(0);
  });

  test('counts what it cannot judge in the sentence that says what does not differ', async () => {
    const hidden = { 'charts/app/Chart.yaml': 'name: app\nversion: 1.0.0\n' };
    const template =
      'kind: Gateway\napiVersion: gateway.networking.k8s.io/v1\nmetadata:\n  name: {{ .Release.Name }}\n';
    const files = tree('', { ...hidden, 'charts/app/templates/gateway.yaml': template });
    const { stdout } = await runCli(['upgrade', '--kic', '3.6'], folderOf(files));
    expect(stdout).toContain(
      'Kong Ingress Controller 3.4 → 3.6: 1 listener keeps its status; not certain, because Kong Ingress Controller 3.6 is not a release known here; not judged: 1 file or chart that is not looked at.',
    );
  });

  test('never says that nothing differs where the chart is newer than all that is known', async () => {
    const { stdout } = await runCli(['upgrade', '--chart-version', '3.99.0'], folderOf(plainTree));
    expect(stdout).toContain(
      'no difference seen in Service ports and listens; not certain, because kong/kong 3.99.0 is newer',
    );
    expect(stdout).not.toContain('unchanged');
    // Which image that chart brings nobody knows.
    expect(stdout).not.toContain("the controller's image");
  });

  test('names what may bring what nothing seems to install', async () => {
    const remote = 'github.com/Kong/kubernetes-ingress-controller//config/default?ref=v3.2.0';
    const { exitCode, stderr } = await runCli(
      ['upgrade', '--operator', '2.2'],
      folderOf(tree('', { 'kustomization.yaml': `resources:\n  - ${remote}\n  - gateways.yaml\n` })),
    );
    expect(stderr).toContain(
      `; what is not looked at may bring it: kustomization.yaml: remote resource ${remote} is not fetched.`,
    );
    expect(exitCode).toBe(2);
  });

  test('says so where nothing moves', async () => {
    const { exitCode, stdout } = await runCli(['upgrade', '--chart-version', '2.47.0'], folderOf(plainTree));
    expect(stdout).toBe('Nothing moves: cluster default has that version already, or nothing of the kind.\n');
    expect(exitCode).toBe(0);
  });

  test('keeps an image that the values name, and raises it when it is asked to', async () => {
    const pinned = folderOf(tree("ingressController:\n  image:\n    tag: '3.4.1-debian'\n"));
    const { stdout } = await runCli(['upgrade', '--chart-version', '3.4.1'], pinned);
    expect(stdout).not.toContain("the controller's image");
    const raised = await runCli(['upgrade', '--kic', '3.5.13', '--format', 'json'], pinned);
    expect(JSON.parse(raised.stdout)).toMatchObject({
      upgrades: [
        { moves: [{ program: 'kic', from: '3.4.1', to: '3.5.13', follows: false, path: 'values.yaml', line: 3 }] },
      ],
    });
  });

  test.each([
    [['--chart-version', '3.4.1']],
    [['--kic', '3.0.2', '--kong', '3.4.2', '--gateway-api', '1.5.0/experimental']],
    [['--chart-version', '2.47.0']],
  ])('prints JSON of its schema for %j', async (args) => {
    const schema: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../schema/upgrade.schema.json'), 'utf8'),
    );
    const validate = new Ajv({ allErrors: true }).compile(schema as object);
    const { stdout } = await runCli(['upgrade', ...args, '--format', 'json'], folderOf(plainTree));
    const data: unknown = JSON.parse(stdout);
    expect(validate(data) ? [] : validate.errors).toEqual([]);
  });

  test('prints Markdown that holds nothing of the repository as markup', async () => {
    const files = tree('ingressController:\n  env:\n    "x<b>": y\n');
    const { stdout } = await runCli(['upgrade', '--chart-version', '3.4.1', '--format', 'markdown'], folderOf(files));
    expect(stdout).toContain('In cluster `default`: kong/kong 2.47.0 → 3.4.1: 1 listener keeps its status');
    expect(stdout).not.toContain('<b>');
  });

  test.each([
    [[], 'give one of --chart-version, --kic, --kong, --operator and --gateway-api'],
    [['--chart-version', '^3'], '"^3" is not one version; it should look like 3.4.1.'],
    [
      ['--chart-version', '2.47.9'],
      "none of Kong's charts is known to have version 2.47.9; the nearest are kong/kong 2.47.0",
    ],
    [
      ['--chart-version', '0.24.0'],
      "nothing here installs a chart of Kong's that has a version 0.24.0; what stands here is kong/kong 2.47.0",
    ],
    [['--kic', '2.13'], 'Kong Ingress Controller 2.13 is not known; the nearest are 2.12.8'],
    [
      ['--operator', '2.2'],
      'nothing here installs Kong Operator; what stands here is kong/kong 2.47.0, Kong Ingress Controller 3.4, Kong 3.9.',
    ],
    [['--gateway-api', '1.3.0/experimantal'], '"experimantal" is none; did you mean experimental?'],
    [['--gateway-api', '0.1.7'], 'Gateway API 0.1.7 is not known; the nearest are'],
    [
      ['--kic', '3.5', '--cluster', 'defalt'],
      'there is no cluster "defalt"; did you mean "default"? The clusters are default.',
    ],
    [['--kic', '3.5', '--cluster', 'elsewhere'], 'there is no cluster "elsewhere". The clusters are default.'],
    [['--kic', '3.5', '--format', 'sarif'], '"upgrade" does not print sarif'],
  ])('refuses %j', async (args, problem) => {
    const { exitCode, stdout, stderr } = await runCli(['upgrade', ...args], folderOf(plainTree));
    expect(stderr).toContain(problem);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});
