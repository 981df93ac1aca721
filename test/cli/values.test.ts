import { describe, expect, test } from 'vitest';
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
