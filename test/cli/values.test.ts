import { describe, expect, test } from 'vitest';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { folderOf, runCli } from './run-cli.ts';

const stream =
  'proxy:\n  stream:\n    - { containerPort: 9000, servicePort: 9901, protocol: TCP, parameters: [ssl] }\n';
const files = {
  'values.yaml': stream,
  'more.yaml': 'proxy: { type: NodePort }\n',
  'empty.yaml': '# nothing\n',
  'refused.yaml': 'proxy:\n  stream: 5\n',
  'list.yaml': '- a\n',
  'broken.yaml': 'a: [\n',
  'umbrella/Chart.yaml':
    'apiVersion: v2\nname: edge\nversion: 1.0.0\ndependencies:\n  - { name: kong, version: 3.4.1, repository: https://charts.konghq.com }\n',
  'umbrella/values.yaml': 'kong:\n  proxy: { type: ClusterIP }\n',
  'none/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
};

/** Objects that install Kong, each with a stream port but for those that say nothing of it. */
const helmRelease = (spec: string): string =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: kong, namespace: kong}\nspec:\n  chart: {spec: {chart: kong, version: 3.0.0, sourceRef: {kind: HelmRepository, name: kong}}}\n${spec}`;
const inline = `  values:\n${stream.replaceAll(/^/gm, '    ')}`;
const objects = {
  'docs/release.yaml': helmRelease(inline),
  'application.yaml': kongApplication(stream),
  'from.yaml': helmRelease(`  valuesFrom: [{kind: ConfigMap, name: more}]\n${inline}`),
  'defaults.yaml': helmRelease(''),
  'two.yaml': `${helmRelease(inline)}\n---\n${helmRelease(inline).replace('name: kong,', 'name: other,')}`,
  'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  'Chart.yaml': 'apiVersion: v2\nname: kong\nversion: 3.4.1\n',
  'kustomization.yaml': 'resources: [map.yaml]\n',
};

describe('values', () => {
  test('as a table show what each Service port leads to, and what set it', async () => {
    const { exitCode, stdout, stderr } = await runCli(
      ['values', 'values.yaml', '--chart', 'kong/kong', '--chart-version', '3.4.1'],
      folderOf(files),
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^kong\/kong 3\.4\.1\n\nService kong\/kong-kong-proxy {2}LoadBalancer\n/);
    expect(stdout).toMatch(
      /\n {2}80\/TCP +kong-proxy +→ 8000 +→ proxy listen 0\.0\.0\.0:8000 +default of kong\/kong 3\.4\.1\n/,
    );
    expect(stdout).toMatch(/\n {2}9901\/TCP +\S+ +→ 9000 +→ stream listen 0\.0\.0\.0:9000 ssl +values\.yaml:3\n/);
  });

  test('as JSON are one object for programs; later files win', async () => {
    const argv = [
      'values',
      'values.yaml',
      'more.yaml',
      '--chart',
      'kong/kong',
      '--release',
      'edge',
      '--namespace',
      'net',
      '--format',
      'json',
    ];
    const { stdout } = await runCli(argv, folderOf(files));
    expect(JSON.parse(stdout)).toMatchObject({
      renders: true,
      services: [
        {
          name: 'edge-kong-proxy',
          namespace: 'net',
          type: 'NodePort',
          ports: [{ port: 80 }, { port: 443 }, { port: 9901, targetPort: 9000 }],
        },
      ],
    });
  });

  test('of an empty file are the defaults of the chart', async () => {
    const { stdout } = await runCli(
      ['values', 'empty.yaml', '--chart', 'kong/ingress', '--format', 'json'],
      folderOf(files),
    );
    expect(JSON.parse(stdout)).toMatchObject({ renders: true, services: [{ name: 'kong-gateway-proxy' }] });
  });

  test.each(['docs/release.yaml', 'application.yaml'])('stand in %s, which installs Kong', async (file) => {
    const { stdout } = await runCli(['values', file, '--chart', 'kong/kong'], folderOf(objects));
    expect(stdout).toMatch(new RegExp(`9901/TCP .* ${file}:\\d+\\n`));
  });

  test.each([
    ['from.yaml', 'the values of HelmRelease in from.yaml are not known in full: values come from ConfigMap more'],
    ['defaults.yaml', 'HelmRelease in defaults.yaml states no values'],
    ['two.yaml', 'two.yaml holds several releases of Kong'],
    ['map.yaml', "map.yaml holds ConfigMap, in which no values of Kong's chart stand"],
    ['Chart.yaml', 'Chart.yaml holds the metadata of a chart'],
    ['kustomization.yaml', 'kustomization.yaml holds a kustomization'],
  ])('of %s are refused in one sentence', async (file, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(['values', file, '--chart', 'kong/kong'], folderOf(objects));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`portcullis: ${sentence}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each(['text', 'json'])('that Helm refuses end with 1, as %s', async (format) => {
    const argv = ['values', 'refused.yaml', '--chart', 'kong/kong', '--format', format];
    const { exitCode, stdout } = await runCli(argv, folderOf(files));
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringContaining('proxy.stream is the number 5'),
    });
  });

  test('of an umbrella chart come on top of its own', async () => {
    const folder = folderOf({ ...files, 'top.yaml': 'kong:\n  proxy: { http: { servicePort: 8080 } }\n' });
    const { stdout } = await runCli(['values', 'top.yaml', '--chart', './umbrella', '--format', 'json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({
      services: [{ type: 'ClusterIP', ports: [{ port: 8080 }, { port: 443 }] }],
    });
  });

  test.each([
    [
      'a file that does not exist',
      ['no.yaml', '--chart', 'kong/kong'],
      /^portcullis: no\.yaml cannot be read: no such file or directory\n$/,
    ],
    ['a file that is not YAML', ['broken.yaml', '--chart', 'kong/kong'], /^portcullis: broken\.yaml:\d+:\d+: .+\n$/],
    [
      'a file that holds no map',
      ['list.yaml', '--chart', 'kong/kong'],
      /^portcullis: list\.yaml does not hold a map, as a values file must\n$/,
    ],
    [
      'a chart that does not exist',
      ['values.yaml', '--chart', 'bitnami/kong'],
      /^portcullis: the chart must be kong\/kong, kong\/ingress or a directory, and "bitnami\/kong" is none of them\n$/,
    ],
    ['a chart without Kong', ['values.yaml', '--chart', 'none'], /^portcullis: none contains none of Kong's charts\n$/],
  ])('%s gets one sentence and exit code 2', async (_, argv, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(['values', ...argv], folderOf(files));
    expect(stderr).toMatch(sentence);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});
