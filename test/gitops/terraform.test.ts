import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import { toJson } from '../../src/source/json.ts';
import { isLocation } from '../../src/source/location.ts';
import { get } from '../../src/source/node.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const tree: Readonly<Record<string, string>> = {
  'infra/v.yaml': 'a: 1\n',
  'infra/v.tftpl': 'a: 1\nb: ${b}\n',
  'infra/loop.tftpl': 'a: 1\n%{ if b }b: 2\n%{ endif }\n',
  'infra/locals.tf': 'locals {\n  namespace = "kong"\n  two       = "a"\n  values    = { a = 1 }\n}\n',
  'infra/more.tf': 'locals { two = "b" }\n',
};

function read(text: string): string[] {
  const { clusters, unread } = discoverClusters(sourcesOf({ ...tree, 'infra/kong.tf': text }), defaultConfig);
  const own = clusters.flatMap(({ releases, objects, unverified }) => [
    ...releases.map(({ name, namespace, chartVersion, values, unverified: doubt }) => {
      const [place, called, version] = [namespace, name, chartVersion].map((fact) =>
        fact.certainty === 'unknown' ? '?' : fact.value,
      );
      return `${place}/${called} ${version} ${doubt === null ? JSON.stringify(toJson(values)) : '?'}`;
    }),
    ...objects.map((object) => `${nameOf(object)} at ${isLocation(object.root.at) ? object.root.at.line : '?'}`),
    ...unverified.map(({ reason }) => `(${reason})`),
  ]);
  return [...own, ...unread.map(({ reason }) => `unread: ${reason}`)];
}

/** A resource with its head in lines 1 to 6, and what a case adds from line 7. */
function release(rest: string): string {
  return `resource "helm_release" "kong" {
  name       = "kong"
  namespace  = "kong"
  repository = "https://charts.konghq.com"
  chart      = "kong"
  version    = "3.4.1"
${rest}
}
`;
}

const none = 'kong/kong 3.4.1 {}';
const unknown = 'kong/kong 3.4.1 ?';

describe('values of a helm_release', () => {
  test.each<[string, string]>([
    ['', none],
    ['  values = [file("${path.module}/v.yaml")]', 'kong/kong 3.4.1 {"a":1}'],
    ['  values = ["${file("./v.yaml")}"] # the file', 'kong/kong 3.4.1 {"a":1}'],
    [
      '  values = [\n    <<-EOT\n      b:\n        c: "}" # not the end\n      EOT\n    , # next\n    file("v.yaml"),\n  ]',
      'kong/kong 3.4.1 {"b":{"c":"}"},"a":1}',
    ],
    [
      '  values = [yamlencode({ b = [1, "x", true, null], "c" : { d = -1.5 }, e = "a\\nb" })]',
      'kong/kong 3.4.1 {"b":[1,"x",true,null],"c":{"d":-1.5},"e":"a\\nb"}',
    ],
    ['  values = [yamlencode({ b = var.x, c = 2 })]', 'kong/kong 3.4.1 {"c":2}'],
    ['  values = [yamlencode(local.values)]', 'kong/kong 3.4.1 {"a":1}'],
    ['  values = [yamlencode({ (var.k) = 1 })]', unknown],
    ['  values = [yamlencode(merge(local.values, { b = 1 }))]', unknown],
    ['  values = [templatefile("${path.module}/v.tftpl", { b = 2 })]', 'kong/kong 3.4.1 {"a":1}'],
    ['  values = [templatefile("${path.module}/loop.tftpl", { b = 2 })]', unknown],
    ['  values = [<<EOT\nb: ${var.b}\nc: 3\nEOT\n]', 'kong/kong 3.4.1 {"c":3}'],
    ['  values = [<<EOT\n${var.key}: 1\nEOT\n]', unknown],
    ['  values = [<<EOT\n%{ if var.b ~}\nb: 1\n%{ endif ~}\nEOT\n]', unknown],
    ['  values = [file(var.file)]', unknown],
    ['  values = [file("absent.yaml")]', unknown],
    ['  values = var.values', unknown],
    ['  values = [for f in var.files : file(f)]', unknown],
    ['  values = var.x ? [file("v.yaml")] : []', unknown],
    ['  set {\n    name  = "b.c"\n    value = "2" /* two } */\n  }', 'kong/kong 3.4.1 {"b":{"c":2}}'],
    ['  set { name = "b" }', unknown],
    ['  set {\n    name  = "b\\\\.c"\n    value = 2\n    type  = "string"\n  }', 'kong/kong 3.4.1 {"b.c":"2"}'],
    [
      '  set = [{ name = "b", value = "2" }, {\n    name  = "c"\n    value = true\n  }]',
      'kong/kong 3.4.1 {"b":2,"c":true}',
    ],
    ['  set = [{ name = "b", value = var.b }]', unknown],
    ['  set = concat([], var.sets)', unknown],
    ['  set {\n    name  = "b"\n    value = "{1,2}"\n  }', unknown],
    ['  set_sensitive {\n    name  = "b"\n    value = "2"\n  }', unknown],
    ['  dynamic "set" {\n    for_each = var.sets\n    content { name = set.key }\n  }', unknown],
    ['  reuse_values = true', unknown],
    ['  lifecycle { ignore_changes = [values] }', unknown],
  ])('%j', (rest, expected) => {
    expect(read(release(rest))).toEqual([expected]);
  });

  test('places stand in the file', () => {
    const text = release('  values = [\n    <<-EOT\n      b:\n        c: 1\n      EOT\n    , yamlencode({ d = "e" })]');
    const [found] = discoverClusters(sourcesOf({ 'kong.tf': text }), defaultConfig).clusters[0]?.releases ?? [];
    expect(get(found?.values, 'b', 'c')?.at).toMatchObject({ path: 'kong.tf', line: 10, column: 12 });
    expect(get(found?.values, 'd')?.at).toMatchObject({ path: 'kong.tf', line: 12, column: 24 });
  });
});

describe('resources', () => {
  test.each<[string, string[]]>([
    [release('  count = 0'), []],
    [release('  count = 1'), [none]],
    [release('  count = var.kong ? 1 : 0'), ['(how many of it there are is known to Terraform alone)']],
    [release('  for_each = toset(["a"])'), ['(how many of it there are is known to Terraform alone)']],
    [release('').replace('= "kong"\n  repository', '= local.namespace\n  repository'), [none]],
    [release('').replace('"3.4.1"', 'var.version').replace('= "kong"', '= local.two'), ['kong/? ? {}']],
    [`variable "v" { default = "3.4.1" }\n${release('').replace('"3.4.1"', 'var.v')}`, ['kong/kong ? {}']],
    [release('').replace('"kong"\n  version', 'var.chart\n  version'), ['(its chart is known to Terraform alone)']],
    [`/* ${release('')} */\n# ${release('').replaceAll('\n', '\n# ')}\n`, []],
    [
      `locals {\n  s = "\${replace(var.s, "/[{]/", "(")}"\n  t = "%{ if var.x }{%{ else }\\"%{ endif }"\n}\n${release('')}`,
      [none],
    ],
    [`locals {\n  h = <<EOF\nresource "helm_release" "x" {\nEOF\n}\n${release('')}`, [none]],
    [
      `locals {\n  m = { for k, v in var.m : k => v... if v != "" }\n  n = [for x in var.n : x]\n  o = var.a[*].b.c[0]["d"]\n}\n${release('')}`,
      [none],
    ],
    [
      release('  values = ['),
      ['(line 8 is no HCL that Terraform reads)', 'unread: line 8 is no HCL that Terraform reads'],
    ],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  const gateway = (name: string): string => `resource "kubernetes_manifest" "edge" {
  manifest = {
    apiVersion = "gateway.networking.k8s.io/v1"
    kind       = "Gateway"
    metadata   = { name = ${name}, namespace = "kong" }
    spec       = { gatewayClassName = "kong", listeners = [{ name = "a", port = var.port, protocol = "HTTP" }] }
  }
}
`;
  test.each<[string, string[]]>([
    [gateway('"edge"'), ['Gateway kong/edge at 2']],
    [
      gateway('var.name')
        .replace('gateway.networking.k8s.io', 'networking.k8s.io')
        .replace('"Gateway"', '"Ingress" # konghq.com'),
      [],
    ],
    [gateway('var.name'), ['(a part of it is known to Terraform alone)']],
    [
      `resource "kubectl_manifest" "edge" {\n  yaml_body = <<-YAML\n    apiVersion: gateway.networking.k8s.io/v1\n    kind: Gateway\n    metadata: {name: edge}\n    spec: {}\n  YAML\n}\n`,
      ['Gateway default/edge at 3'],
    ],
    [
      'resource "kubernetes_manifest" "web" {\n  manifest = yamldecode(<<-YAML\n    apiVersion: networking.k8s.io/v1\n    kind: Ingress # konghq.com\n    metadata: {name: web}\n    spec: {rules: [{host: "${var.host}"}]}\n  YAML\n  )\n}\n',
      [],
    ],
    [
      'resource "kubernetes_manifest" "edge" {\n  manifest = yamldecode(<<-YAML\n    apiVersion: gateway.networking.k8s.io/v1\n    kind: Gateway\n    metadata: {name: edge, namespace: kong}\n    spec: {gatewayClassName: "${var.class}"}\n  YAML\n  )\n}\n',
      ['Gateway kong/edge at 3'],
    ],
  ])('%j', (text, expected) => {
    expect(read(`# kong\n${text}`.slice(7))).toEqual(expected);
  });
});
