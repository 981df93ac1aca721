import { describe, expect, test } from 'vitest';
import type { Sources } from '../../../src/source/sources.ts';
import { chartInstances, type ChartInstance } from '../../../src/helm/umbrella.ts';
import { kongCharts } from '../../../src/gitops/model/chart-doubt.ts';
import type { KongChart } from '../../../src/gitops/model/kong-chart.ts';
import { isLocation } from '../../../src/source/location.ts';
import { toJson } from '../../../src/source/json.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import { parseYaml } from '../../../src/source/parse.ts';
import type { ValuesLayer } from '../../../src/helm/values-layer.ts';

const kongInstances = (sources: Sources, directory: string, layers: readonly ValuesLayer[]) =>
  chartInstances(sources, directory, layers, kongCharts);

const konghq = 'repository: https://charts.konghq.com';
const parent = (dependencies: string): string =>
  `apiVersion: v2\nname: platform\nversion: 0.1.0\ndependencies:\n${dependencies}`;

describe('versions of a dependency', () => {
  const one = (version: string): string => parent(`- {name: kong, version: "${version}", ${konghq}}\n`);
  const lock = 'dependencies:\n- {name: kong, repository: https://charts.konghq.com, version: 2.38.0}\n';
  test.each<[string, Record<string, string>, string, string | null]>([
    ['exact', { 'Chart.yaml': one('3.4.1') }, '3.4.1 at Chart.yaml:5', null],
    ['exact, as Helm also writes it', { 'Chart.yaml': one('=v3.4.1') }, '3.4.1 at Chart.yaml:5', null],
    ['a range', { 'Chart.yaml': one('^2.30.0') }, 'unknown', '^2.30.0'],
    ['a locked range', { 'Chart.yaml': one('^2.30.0'), 'Chart.lock': lock }, '2.38.0 at Chart.lock:2', null],
    [
      'a lock that does not fit any more',
      { 'Chart.yaml': one('3.4.1'), 'Chart.lock': lock },
      '3.4.1 at Chart.yaml:5',
      null,
    ],
    ['an archive', { 'Chart.yaml': one('^2.30.0'), 'charts/kong-2.40.0.tgz': '' }, '2.40.0 at Chart.yaml:5', null],
    [
      'a vendored copy',
      { 'Chart.yaml': one('^2.30.0'), ...vendored('charts/kong', '2.42.0') },
      '2.42.0 at charts/kong/Chart.yaml:1',
      null,
    ],
    [
      'Helm 2 requirements',
      {
        'Chart.yaml': 'apiVersion: v1\nname: p\nversion: 1.0.0\n',
        'requirements.yaml': `dependencies:\n- {name: kong, version: 2.8.0, ${konghq}}\n`,
      },
      '2.8.0 at requirements.yaml:2',
      null,
    ],
  ])('%s', (_what, files, version, range) => {
    const [found] = kongInstances(sourcesOf(files), '', []);
    expect(versionText(found)).toBe(version);
    expect(found?.versionRange).toBe(range);
  });

  test('two of one name take their own lines of the lock', () => {
    const two = parent(
      `- {name: kong, alias: a, version: ">=2", ${konghq}}\n- {name: kong, alias: b, version: ">=2", ${konghq}}\n`,
    );
    const both = `${lock}- {name: kong, repository: https://charts.konghq.com, version: 2.39.0}\n`;
    expect(kongInstances(sourcesOf({ 'Chart.yaml': two, 'Chart.lock': both }), '', []).map(versionText)).toEqual([
      '2.38.0 at Chart.lock:2',
      '2.39.0 at Chart.lock:3',
    ]);
  });
});

describe('which charts are Kong’s', () => {
  test.each([
    ['Kong’s repository', 'kong', 'https://charts.konghq.com', '{}', ['kong/kong']],
    ['an OCI registry', 'ingress', 'oci://docker.io/kong', '{}', ['kong/ingress']],
    ['a repository by its usual name', 'kong', '"@kong"', '{}', ['kong/kong']],
    [
      'a mirror, told by the values',
      'kong',
      'https://mirror.example/helm',
      '{kong: {proxy: {stream: []}}}',
      ['kong/kong'],
    ],
    [
      'a mirror without telling values',
      'kong',
      'https://mirror.example/helm',
      '{kong: {a: 2}}',
      ['kong/kong, perhaps'],
    ],
    ['Bitnami’s chart of that name', 'kong', 'https://charts.bitnami.com/bitnami', '{kong: {proxy: {stream: []}}}', []],
    ['another chart called ingress', 'ingress', 'https://mirror.example/helm', '{ingress: {gateway: {}}}', []],
  ])('%s', (_what, name, repository, values, charts) => {
    const files = {
      'Chart.yaml': parent(`- {name: ${name}, version: 3.4.1, repository: ${repository}}\n`),
      'values.yaml': values,
    };
    expect(
      kongInstances(sourcesOf(files), '', []).map(({ chart, unverified }) =>
        unverified === null ? chart : `${chart}, perhaps`,
      ),
    ).toEqual(charts);
  });
});

describe('values of a dependency', () => {
  test('nest under the alias; every layer of it is kept, with its places', () => {
    const files = {
      'umbrella/Chart.yaml': parent(`- {name: kong, alias: edge, version: 3.4.1, ${konghq}}\n`),
      'umbrella/values.yaml': 'edge:\n  proxy: {type: NodePort, stream: []}\nkong: {proxy: {type: ClusterIP}}\n',
    };
    const [found] = kongInstances(sourcesOf(files), 'umbrella', [
      layer('prod', 'edge: {proxy: {type: LoadBalancer}}'),
      layer('none', 'other: {}'),
    ]);
    expect(found).toMatchObject({ alias: 'edge', path: ['edge'], refusal: null, unverified: null });
    expect(found && toJson(found.values)).toEqual({ proxy: { type: 'LoadBalancer', stream: [] } });
    expect(found?.layers.map(({ label }) => label)).toEqual(['values.yaml of umbrella', 'prod']);
  });

  test.each([
    ['on without a condition', '', '', 1],
    ['off by its condition', 'condition: kong.enabled', 'kong: {enabled: false}', 0],
    [
      'the first condition that is set decides',
      'condition: "a.b,kong.enabled"',
      'kong: {enabled: false}\na: {b: true}',
      1,
    ],
    ['a condition that is no boolean does not count', 'condition: kong.enabled', 'kong: {enabled: "false"}', 1],
    ['off by its tag', 'tags: [front]', 'tags: {front: false}', 0],
    ['one tag of several is enough', 'tags: [front, edge]', 'tags: {front: false, edge: true}', 1],
    [
      'a condition beats the tags',
      'tags: [front]\n  condition: kong.enabled',
      'tags: {front: false}\nkong: {enabled: true}',
      1,
    ],
  ])('%s', (_what, extra, values, count) => {
    const entry = `- name: kong\n  version: 3.4.1\n  ${konghq}\n${extra === '' ? '' : `  ${extra}\n`}`;
    expect(kongInstances(sourcesOf({ 'Chart.yaml': parent(entry) }), '', [layer('user', values)])).toHaveLength(count);
  });

  test('umbrellas nest, through file:// too', () => {
    const files = {
      'top/Chart.yaml': parent('- {name: middle, version: 1.0.0, repository: "file://../middle"}\n'),
      'top/values.yaml': 'middle: {kong: {namespace: a}}\n',
      'middle/Chart.yaml': parent(`- {name: kong, version: 3.4.1, ${konghq}}\n`).replace('platform', 'middle'),
      'middle/values.yaml': 'kong: {namespace: b, nameOverride: c}\n',
    };
    const [found] = kongInstances(sourcesOf(files), 'top', []);
    expect(found?.path).toEqual(['middle', 'kong']);
    expect(found && toJson(found.values)).toEqual({ namespace: 'a', nameOverride: 'c' });
  });

  test('an absolute file:// is a place on the machine that runs Helm', () => {
    const files = {
      'top/Chart.yaml': parent('- {name: middle, version: 1.0.0, repository: "file:///middle"}\n'),
      'top/middle/Chart.yaml': parent(`- {name: kong, version: 3.4.1, ${konghq}}\n`).replace('platform', 'middle'),
    };
    expect(
      kongInstances(sourcesOf({ ...files, 'middle/Chart.yaml': files['top/middle/Chart.yaml'] }), 'top', []),
    ).toEqual([]);
  });

  test.each([
    ['an empty key in the umbrella’s own values', 'kong:\n', [], 'values.yaml:1'],
    ['a null of the user with nothing to delete', '', [layer('user.yaml', 'a: 1\nkong: null\n')], 'user.yaml:2'],
    ['a key that holds text', '', [layer('user.yaml', 'kong: on\n')], 'user.yaml:1'],
  ])('Helm refuses %s', (_what, own, layers, at) => {
    const files = { 'Chart.yaml': parent(`- {name: kong, version: 3.4.1, ${konghq}}\n`), 'values.yaml': own };
    const refusal = kongInstances(sourcesOf(files), '', layers)[0]?.refusal;
    expect(refusal && isLocation(refusal.at) && `${refusal.at.path}:${refusal.at.line}`).toBe(at);
  });

  test.each<[string, string, readonly ReturnType<typeof layer>[], boolean | null]>([
    ['the key is empty', 'kong:\n', [], true],
    ['the user deletes the empty key', 'kong:\n', [layer('user.yaml', 'kong: null\n')], null],
    ['the user fills the empty key', 'kong:\n', [layer('user.yaml', 'kong: {a: 1}\n')], null],
    ['the user puts text in its place', 'kong: {a: 1}\n', [layer('user.yaml', 'kong: text\n')], true],
  ])('of a dependency that is switched off, where %s', (_what, own, layers, refused) => {
    const entry = `- {name: kong, version: 3.4.1, ${konghq}, condition: wanted}\n`;
    const files = { 'Chart.yaml': parent(entry), 'values.yaml': `${own}wanted: false\n` };
    const [found] = kongInstances(sourcesOf(files), '', layers);
    expect(found ? found.refusal !== null : null).toBe(refused);
  });

  test('import-values makes them uncertain', () => {
    const files = {
      'Chart.yaml': parent(
        `- {name: kong, version: 3.4.1, ${konghq}}\n- {name: shared, version: 1.0.0, repository: x, import-values: [data]}\n`,
      ),
    };
    expect(kongInstances(sourcesOf(files), '', [])[0]?.unverified?.reason).toBe(
      'import-values of shared may set further values',
    );
  });

  test.each([
    ['is a template', 'kong: {{ .Values.x }}\n', 'values.yaml holds template actions that only Helm can render'],
    ['is broken', 'kong: [\n', 'values.yaml is not valid YAML'],
  ])('a values.yaml that %s leaves them open', (_what, own, doubt) => {
    const files = { 'Chart.yaml': parent(`- {name: kong, version: 3.4.1, ${konghq}}\n`), 'values.yaml': own };
    expect(kongInstances(sourcesOf(files), '', [])[0]?.unverified?.reason).toBe(doubt);
  });

  test('a chart that depends on itself ends', () => {
    const files = { 'Chart.yaml': parent('- {name: platform, version: 0.1.0, repository: "file://."}\n') };
    expect(kongInstances(sourcesOf(files), '', [])).toEqual([]);
  });
});

test('a copy of Kong’s chart in the tree is the chart itself, with its own defaults', () => {
  const found = kongInstances(sourcesOf(vendored('kong', '2.38.0')), 'kong', [layer('user', 'proxy: {enabled: true}')]);
  expect(found.map(({ chart, path, values }) => [chart, path, toJson(values)])).toEqual([
    ['kong/kong', [], { proxy: { enabled: true, type: 'NodePort' } }],
  ]);
});

function vendored(dir: string, version: string): Record<string, string> {
  return {
    [`${dir}/Chart.yaml`]: `{apiVersion: v2, name: kong, version: ${version}, home: "https://konghq.com/"}`,
    [`${dir}/values.yaml`]: 'proxy: {type: NodePort}\n',
  };
}

function layer(label: string, text: string): ValuesLayer {
  const root = parseYaml(label, text).documents[0]?.root;
  return {
    label,
    root: root?.kind === 'map' ? root : { kind: 'map', flow: false, entries: new Map(), at: { default: label } },
  };
}

function versionText(instance: ChartInstance<KongChart> | undefined): string {
  const version = instance?.version;
  if (version?.certainty !== 'known') return version?.certainty ?? 'none';
  return `${version.value} at ${version.at.path}:${version.at.line}`;
}
