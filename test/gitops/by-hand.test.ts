import { describe, expect, test } from 'vitest';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { toJson } from '../../src/source/json.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { manifest } from '../manifests/gateway-api.ts';
import { kongRepository } from '../manifests/gitops-tools.ts';
import { kongValues } from '../manifests/kong.ts';
import { describeClusters } from './describe-clusters.ts';

function firstRelease(files: Readonly<Record<string, string>>) {
  const [cluster] = discoverClusters(sourcesOf(files), defaultConfig).clusters;
  return cluster?.releases[0];
}

describe('helmfile', () => {
  const file = (values: string): string =>
    `repositories: [{name: konghq, url: "https://charts.konghq.com"}]
environments: {prod: {}, staging: {}}
releases:
- name: edge
  namespace: kong
  chart: konghq/kong
  version: 3.4.1
  values: ${values}
  set: [{name: env.a, value: "2"}]
- {name: other, chart: konghq/other}
`;

  test('values files, inline values and set', () => {
    const files = { 'helmfile.yaml': file('[kong.yaml, {env: {a: 1}}]'), 'kong.yaml': 'env: {b: 1}\n' };
    expect(describeClusters(files)).toEqual([
      'cluster default',
      '  release kong/edge of kong/kong 3.4.1 by helmfile: kong.yaml < inline values of helmfile.yaml < set of helmfile release edge',
    ]);
    expect(firstRelease(files)).toMatchObject({ unverified: null });
    expect(toJson(firstRelease(files)?.values ?? never())).toEqual({ env: { a: 2, b: 1 } });
  });

  test('environments are clusters where values hang on them', () => {
    const files = {
      'helmfile.yaml': file('["values/{{ .Environment.Name }}.yaml"]'),
      'values/prod.yaml': kongValues,
      'values/staging.yaml': kongValues,
    };
    expect(describeClusters(files)).toEqual([
      'cluster prod',
      '  release kong/edge of kong/kong 3.4.1 by helmfile: values/prod.yaml < set of helmfile release edge',
      'cluster staging',
      '  release kong/edge of kong/kong 3.4.1 by helmfile: values/staging.yaml < set of helmfile release edge',
    ]);
  });

  test('a template of values is not known', () => {
    expect(firstRelease({ 'helmfile.yaml': file('[kong.yaml.gotmpl]') })?.unverified?.reason).toBe(
      'kong.yaml.gotmpl is a template',
    );
  });
});

describe('Terraform', () => {
  const resource = (values: string): string => `
# resource "helm_release" "commented" { chart = "kong" }
resource "helm_release" "kong" {
  name       = "edge"
  namespace  = "kong"
  repository = "https://charts.konghq.com"
  chart      = "kong"
  version    = "3.4.1"
  values = ${values}
  set {
    name  = "env.a"
    value = "2"
  }
}
`;
  test('literal files', () => {
    const files = {
      'infra/kong.tf': resource('[file("${path.module}/values.yaml")]'),
      'infra/values.yaml': kongValues,
    };
    expect(describeClusters(files)).toEqual([
      'cluster default',
      '  release kong/edge of kong/kong 3.4.1 by terraform: infra/values.yaml < set of Terraform helm_release kong',
    ]);
  });

  test('a heredoc keeps its places', () => {
    const text = resource(
      '[<<-EOT\n    proxy:\n      http:\n        servicePort: ${var.port}\n        containerPort: 8000\n  EOT\n  ]',
    );
    const release = firstRelease({ 'infra/kong.tf': text });
    expect(toJson(release?.values ?? never())).toEqual({
      proxy: { http: { servicePort: undefined, containerPort: 8000 } },
      env: { a: 2 },
    });
    const [layer] = release?.layers ?? [];
    expect(layer?.root.at).toMatchObject({ path: 'infra/kong.tf', line: 10 });
  });

  test('what Terraform computes is not known', () => {
    const files = { 'infra/kong.tf': resource('[yamlencode(local.values)]').replace('"edge"', 'var.name') };
    expect(firstRelease(files)).toMatchObject({
      name: { certainty: 'unknown', reason: 'var.name is known to Terraform alone' },
      unverified: { cause: 'unknown-value', reason: 'values are made by an expression of Terraform' },
    });
  });
});

describe('helm in a script', () => {
  const command =
    'helm repo add kong https://charts.konghq.com\nhelm upgrade --install edge kong/kong \\\n  -n kong --create-namespace --version 3.4.1 \\\n  -f values/kong.yaml --set env.a=2\n';
  const expected = [
    'cluster default',
    '  release kong/edge of kong/kong 3.4.1 by script: values/kong.yaml < --set of helm command of ',
  ];

  test.each([
    ['scripts/install.sh', `#!/bin/sh\n${command}`],
    ['Makefile', `install:\n\t@${command.replaceAll('\n', '\n\t')}`],
    [
      '.github/workflows/deploy.yaml',
      `jobs:\n  a:\n    steps:\n    - run: |\n        ${command.replaceAll('\n', '\n        ')}`,
    ],
  ])('%s attaches the values file', (path, text) => {
    expect(describeClusters({ [path]: text, 'values/kong.yaml': kongValues })).toEqual([
      expected[0],
      `${expected[1]}${path}`,
    ]);
  });

  test('a comment installs nothing, and a variable is no name', () => {
    const text = `${command.replaceAll(/^/gm, '# ')}\nhelm install "$NAME" kong/ingress\n`;
    expect(describeClusters({ 'install.sh': text })).toEqual([
      'cluster default',
      '  release default~/? of kong/ingress ? by script: ',
    ]);
  });

  test.each([
    [
      'Makefile',
      'NS := kong\nVALUES := kong.yaml\ninstall:\n\thelm install edge kong/kong -n $(NS) -f values/$(VALUES)\n',
    ],
    ['a.sh', 'NS="kong"\nVALUES=kong\nhelm install edge kong/kong -n "${NS}" -f values/${VALUES:-none}.yaml\n'],
  ])('variables of %s that are set to plain text are known', (path, text) => {
    const files = { [path]: text, 'values/kong.yaml': kongValues };
    expect(describeClusters(files)[1]).toBe('  release kong/edge of kong/kong ? by script: values/kong.yaml');
  });

  test('a variable that is set twice is not', () => {
    expect(describeClusters({ 'a.sh': 'NS=a\nNS=b\nhelm install edge kong/kong -n $NS\n' })[1]).toMatch(
      /^ {2}release \?\/edge/,
    );
  });

  test('gives way to what a tool declares', () => {
    const spec = {
      chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
    };
    const release = manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'kong', spec);
    const files = { 'install.sh': command, 'flux/kong.yaml': `${release}---\n${kongRepository}` };
    expect(describeClusters(files)[1]).toBe('  release kong/kong of kong/kong 3.4.1 by flux: ');
  });

  test('two that disagree prove nothing', () => {
    const files = { 'a.sh': command, 'b.sh': command.replace('3.4.1', '3.0.0'), 'values/kong.yaml': kongValues };
    expect(describeClusters(files)[1]).toBe(
      '  unverified Kong: scripts install one release in different ways (a.sh, b.sh)',
    );
  });
});

describe('a chart with Kong inside that nothing installs', () => {
  const chart =
    'apiVersion: v2\nname: edge\nversion: 1.0.0\ndependencies: [{name: kong, version: 3.4.1, repository: "https://charts.konghq.com"}]\n';

  test('counts as installed by hand', () => {
    const files = { 'edge/Chart.yaml': chart, 'edge/values.yaml': `kong:\n  ${kongValues.replaceAll('\n', '\n  ')}` };
    expect(describeClusters(files)).toEqual([
      'cluster default',
      '  release kong~/edge~ of kong/kong 3.4.1 by values-shape: values.yaml of edge',
    ]);
  });

  test('with several values files it is not known which is used', () => {
    const files = { 'edge/Chart.yaml': chart, 'edge/values.yaml': '{}', 'edge/values-prod.yaml': '{}' };
    expect(firstRelease(files)?.unverified?.reason).toBe(
      'which of edge/values-prod.yaml is laid over the chart’s values is not stated'.replace('’', "'"),
    );
  });
});

function never(): never {
  throw new Error('there is no release');
}
