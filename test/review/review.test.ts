import { describe, expect, test } from 'vitest';
import { changed } from '../manifests/edits.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { streams } from '../manifests/kong.ts';
import { findingLines } from './finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const kong: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication(streams('9901')) };
const quoted: Files = { ...kong, 'gateway.yaml': gateway(['http HTTP "8000"']) };
const plain: Files = { ...kong, 'gateway.yaml': gateway(['http HTTP 8000']) };

describe('findings at one place come in the order of their rules', () => {
  test.each<[name: string, base: Files, head: Files, expected: readonly string[]]>([
    [
      'one that is fixed last',
      quoted,
      plain,
      ['introduced gateway.yaml:9 listener-port-unavailable', 'fixed gateway.yaml:9 object-rejected'],
    ],
    [
      'one that is fixed first',
      plain,
      quoted,
      ['fixed gateway.yaml:9 listener-port-unavailable', 'introduced gateway.yaml:9 object-rejected'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(findingLines(reviewFiles(head, base))).toEqual(expected);
  });
});

test('one that a change moves to another file comes where it is shown', () => {
  const base: Files = { ...kong, 'z.yaml': gateway(['tcp TCP 9901', 'a HTTP 8000']) };
  const head = changed(base, 'kong.yaml', 'servicePort: 9901', 'servicePort: 9902');
  expect(findingLines(reviewFiles(head, base))).toEqual([
    'introduced kong.yaml:15 listener-port-unavailable',
    'z.yaml:10 listener-port-unavailable',
  ]);
});

describe('the settings of a configured cluster stay with it', () => {
  const cluster = (name: string, port: number): string => `
  - name: ${name}
    paths: [${name}/**]
    controllers:
      - {name: kic, publishService: kong/proxy, proxyListen: "0.0.0.0:8000", servicePorts: [{port: ${port}, targetPort: 8000}]}`;
  const one = cluster('one', 80);
  const two = cluster('two', 81);

  test.each([
    ['the first', one + two],
    ['the last', two + one],
  ])('%s', (_, clusters) => {
    const files = {
      '.github/portcullis.yml': `clusters:${clusters}\n`,
      'one/edge.yaml': `${gatewayClass()}---\n${gateway(['http HTTP 80'])}`,
      'two/edge.yaml': `${gatewayClass()}---\n${gateway(['http HTTP 80'])}`,
    };
    expect(findingLines(reviewFiles(files))).toEqual(['two/edge.yaml:18 listener-port-unavailable']);
  });
});

describe('what is not in the tree is told', () => {
  const release = (name: string, chart = 'kong', kind = 'HelmRepository'): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${name}, namespace: kong}
spec:
  chart: {spec: {chart: ${chart}, version: 3.4.1, sourceRef: {kind: ${kind}, name: kong}}}
  valuesFrom: [{kind: Secret, name: values}]
`;
  const dependency = '{name: kong, version: 3.4.1, repository: "https://charts.konghq.com"';
  const chart = `apiVersion: v2\nname: both\nversion: 1.0.0\ndependencies: [${dependency}, alias: one}, ${dependency}, alias: two}]\n`;
  const set = (template: object): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: web}\nspec: ${JSON.stringify(template)}\n`;
  const spec = { generators: [{ clusters: {} }], template: { spec: { source: { path: 'web' } } } };
  const web = { 'web/gateway.yaml': gateway(['a HTTP 80'], { namespace: 'edge', className: 'istio' }) };
  const unknown = 'default: Argo CD ApplicationSet web: its clusters generator asks for what is not in the repository';
  const secret = (name: string): string => `default: release ${name} in namespace kong: values come from Secret values`;
  const leases = (files: Files): string[] =>
    reviewFiles(files).unverified.map(({ cluster, about, reason }) => `${cluster}: ${about}: ${reason}`);

  test.each<[name: string, files: Files, expected: readonly string[]]>([
    [
      'once of a release of two charts',
      { 'a.yaml': release('kong', 'both', 'GitRepository'), 'both/Chart.yaml': chart },
      [secret('kong')],
    ],
    [
      'once of two controllers of one name',
      {
        '.github/portcullis.yml':
          'clusters: [{name: prod, paths: [class.yaml], controllers: [{name: kic}, {name: kic}]}]\n',
      },
      ['prod: controller kic: version 3.5 is an assumption'],
    ],
    ['for each thing', { 'a.yaml': release('a'), 'b.yaml': release('b') }, [secret('a'), secret('b')]],
    [
      'for each reason',
      { ...web, 'kong.yaml': kongApplication(), 'set.yaml': set({ ...spec, templatePatch: '{}' }) },
      [unknown, 'default: Argo CD ApplicationSet web: its templatePatch is not applied'],
    ],
  ])('%s', (_, files, expected) => {
    expect(leases({ 'class.yaml': gatewayClass(), ...files })).toEqual(expected);
  });

  test('not where nobody runs Kong', () => {
    const files = { ...web, 'set.yaml': set(spec) };
    expect(reviewFiles(files).clusters.flatMap(({ unverified }) => unverified)).toHaveLength(1);
    expect(leases(files)).toEqual([]);
  });
});

describe('a suppression', () => {
  const comment = '# portcullis-ignore listener-port-unavailable: later';
  const silenced = changed(plain, 'gateway.yaml', 'port: 8000}', `port: 8000} ${comment}`);

  test('that goes introduces what it silenced', () => {
    expect(findingLines(reviewFiles(plain, silenced))).toEqual(['introduced gateway.yaml:9 listener-port-unavailable']);
  });

  test('of before is judged by what was wrong before', () => {
    const two = gateway(['http HTTP 8000', 'more HTTP 8001']);
    const base = changed({ ...kong, 'gateway.yaml': two }, 'gateway.yaml', 'port: 8000}', `port: 8000} ${comment}`);
    expect(findingLines(reviewFiles({ ...kong, 'gateway.yaml': two }, base))).toEqual([
      'introduced gateway.yaml:9 listener-port-unavailable',
      'gateway.yaml:10 listener-port-unavailable',
    ]);
  });

  test('that comes silences it, which is no fix', () => {
    const { findings, silenced: told } = reviewFiles(silenced, plain);
    expect(findings).toEqual([]);
    expect(told).toMatchObject([{ rule: 'listener-port-unavailable', at: { path: 'gateway.yaml' } }]);
  });

  test('silences where a change shows a finding', () => {
    const base: Files = { ...kong, 'gateway.yaml': gateway(['tcp TCP 9901']) };
    const head = changed(
      base,
      'kong.yaml',
      'servicePort: 9901, protocol: TCP}',
      `servicePort: 9902, protocol: TCP} ${comment}`,
    );
    expect(findingLines(reviewFiles(head, base))).toEqual([]);
  });
});

test('a suggestion is made for what a change introduces, and not for what it leaves as it was', () => {
  const head = { ...plain, 'gateway.yaml': gateway(['http HTTP 8000', 'tcp-9901 TCP 9902']) };
  const { findings } = reviewFiles(head, plain);
  expect(findings.map(({ status, at, suggestion }) => [status, at.line, suggestion?.path])).toEqual([
    ['existing', 9, undefined],
    ['introduced', 10, 'gateway.yaml'],
  ]);
});

test('without a base nothing is new, nothing has changed and everything is of interest', () => {
  const { findings, before, changedPaths, relevant } = reviewFiles(plain);
  expect(findings.map(({ status }) => status)).toEqual(['existing']);
  expect([before, changedPaths, relevant]).toEqual([[], [], true]);
});

test('clusters of before and after are told, and files that could not be read', () => {
  const binary = { ...plain, 'second.yaml': `${gateway(['a HTTP 80'])}\0` };
  const { clusters, before, unread } = reviewFiles(binary, quoted);
  expect([clusters, before].map((each) => each.map(({ name }) => name))).toEqual([['default'], ['default']]);
  expect([clusters, before].map(([each]) => each?.gateways[0]?.refusal)).toEqual([
    null,
    'port must be an integer, not "8000"',
  ]);
  expect(unread).toEqual([{ path: 'second.yaml', cause: 'binary', reason: 'is binary', effect: 'failure' }]);
});

describe('a file that a change breaks', () => {
  test('has nothing fixed in it, also where what it deployed is gone; other files have', () => {
    const base: Files = { ...plain, 'other.yaml': gateway(['a HTTP 80'], { name: 'other', className: 'kogn' }) };
    const head = { 'class.yaml': kong['class.yaml'] ?? '', 'gateway.yaml': `${plain['gateway.yaml'] ?? ''}  broken\n` };
    expect(findingLines(reviewFiles(head, base))).toEqual([
      'introduced gateway.yaml:10 yaml-syntax',
      'fixed other.yaml:7 gateway-class-not-found',
    ]);
  });
});

test.each<[name: string, base: Files, head: Files]>([
  ['that goes', plain, kong],
  ['that comes', kong, plain],
  ['among others', plain, { ...kong, 'README.md': 'Kong\n' }],
])('a change is of interest for a Gateway %s', (_, base, head) => {
  expect(reviewFiles(head, base).relevant).toBe(true);
});
