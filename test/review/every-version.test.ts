import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { controllerEnv, streams } from '../manifests/kong.ts';
import { findingLines, findingsIn } from './finding-lines.ts';

const settings = 'ingressController:\n  env:\n    log_level: info\n';
const withVersion = (version: string): Files => ({
  'install.sh': `helm install kong kong/kong -n kong${version} -f kong-values.yaml\n`,
});
const installed = withVersion(' --version 3.4.1');
const ofAnyVersion = withVersion('');

/** A class and a Gateway beside the values. */
const edge = (listeners: readonly string[], annotations?: string): Files => ({
  'edge.yaml': `${gatewayClass()}---\n${gateway(listeners, annotations === undefined ? {} : { annotations })}`,
});

/** An old tag that the chart reads as it is until 2.17.0, and cannot read from 2.26.1 on. */
const oldTag = { 'kong-values.yaml': `image: {tag: 2.5a}\n${settings}` };
/** Postgres, for which the chart has an image of its own before 3.0.1. */
const postgres = { 'kong-values.yaml': `postgresql: {enabled: true}\n${settings}proxy: {enabled: true}\n` };
/** A feature gate that controllers know up to 2.12. */
const oldGate = { 'kong-values.yaml': controllerEnv('feature_gates', 'CombinedRoutes=true') };
const oldGateOfNew = `${controllerEnv('feature_gates', 'CombinedRoutes=true')}  image: {tag: "3.4"}\n`;
const misspelt = { 'kong-values.yaml': controllerEnv('publish_service', 'kong/kong-proxy') };

describe('values that nothing deploys are judged for what holds in every version', () => {
  test.each<[what: string, files: Files, found: readonly string[]]>([
    ['an old tag that newer charts cannot read', oldTag, []],
    ['the same, installed', { ...oldTag, ...installed }, ['values-do-not-render']],
    ['an image that newer charts want', postgres, []],
    [
      'a key that no version reads',
      { 'kong-values.yaml': `${settings}proxy:\n  http: {servicePort: 80}\n  streams: [{containerPort: 1}]\n` },
      ['values-without-effect'],
    ],
    [
      'a key that older versions do not read',
      { 'kong-values.yaml': `${settings}proxy: {http: {appProtocol: http, servicePort: 80}}\n` },
      [],
    ],
    [
      'values of Bitnami’s chart',
      { 'kong-values.yaml': `${settings}database: postgresql\nservice: {ports: {proxyHttp: 80}}\n` },
      [],
    ],
    [
      'the ingressController of another chart',
      { 'values.yaml': 'ingressController: {image: {tag: v1}, rbac: {create: true}, args: [a]}\n' },
      [],
    ],
    [
      'a Gateway that is pinned to another Service',
      { 'kong-values.yaml': settings, ...edge(['http HTTP 80'], 'konghq.com/publish-service: kong/old') },
      [],
    ],
    ['a Service that the assumed release does not have', { ...misspelt, ...edge(['http HTTP 80']) }, []],
    ['the same, installed', { ...misspelt, ...edge(['http HTTP 80']), ...installed }, ['publish-service-dangling']],
    [
      'a port that no version opens',
      { 'kong-values.yaml': streams('9901'), ...edge(['tcp TCP 9902']) },
      ['listener-port-unavailable'],
    ],
    ['a gate that the newest controller does not know', { ...oldGate, ...edge(['http HTTP 80']) }, []],
    [
      'the same, with a controller that the values name',
      { 'kong-values.yaml': oldGateOfNew, ...edge(['http HTTP 80']) },
      ['feature-gate-removed'],
    ],
    [
      'a setting that no controller takes',
      { 'kong-values.yaml': controllerEnv('sync_period', 'often'), ...edge(['http HTTP 80']) },
      ['controller-does-not-start'],
    ],
  ])('%s', (_, files, found) => {
    expect(findingsIn(files).map((line) => line.split(' ')[1])).toEqual(found);
  });
});

describe('so is a release of which no version is named', () => {
  test.each<[what: string, files: Files, found: readonly string[]]>([
    ['an old tag', { ...oldTag, ...ofAnyVersion }, []],
    [
      'an old tag, with a range of newer charts',
      { ...oldTag, ...withVersion(" --version '~3.2'") },
      ['values-do-not-render'],
    ],
    ['an old tag, with a range of older charts', { ...oldTag, ...withVersion(" --version '>=2.12 <3'") }, []],
    ['an image that newer charts want', { ...postgres, ...ofAnyVersion }, []],
    [
      'a Service that no version has',
      { ...misspelt, ...edge(['http HTTP 80']), ...ofAnyVersion },
      ['publish-service-dangling'],
    ],
  ])('%s', (_, files, found) => {
    expect(findingsIn(files).map((line) => line.split(' ')[1])).toEqual(found);
  });
});

describe('what holds in every version', () => {
  const port = edge(['tcp TCP 9902']);
  const messageOf = (files: Files): string | undefined => reviewFiles(files).findings[0]?.message;

  test.each<[what: string, files: Files, message: string]>([
    [
      'of a listener',
      { 'kong-values.yaml': streams('9901'), ...port },
      'no port of Service kong/kong-kong-proxy is 9902 (in every version of kong/kong, values: kong-values.yaml:2)',
    ],
    [
      'of a setting',
      { 'kong-values.yaml': `${settings}proxy: {streams: []}\nenv: {x: 1}\n`.replace('[]', '[1]') },
      'proxy.streams is ignored (in every version of kong/kong). Did you mean proxy.stream?',
    ],
    [
      'of a range',
      { ...oldTag, ...withVersion(" --version '~3.2'") },
      'Helm cannot render any version of kong/kong that "~3.2" allows with these values',
    ],
    [
      'of a controller',
      { 'kong-values.yaml': controllerEnv('sync_period', 'often'), ...edge(['http HTTP 80']) },
      'the controller kong/kong-kong cannot start',
    ],
  ])('is said so: %s', (_, files, message) => {
    expect(messageOf(files)).toContain(message);
  });

  test('has a suggestion that helps in every version', () => {
    const [finding] = reviewFiles({ 'kong-values.yaml': settings, ...port }).findings;
    expect(finding?.suggestion?.replacement).toContain('servicePort: 9902');
  });
});

test('what was hidden in values that Helm refused is not introduced by the change that mends them', () => {
  const values = (rest: string): Files => ({
    'kong-values.yaml': `proxy:\n  streams: [{containerPort: 1}]\n${rest}`,
    ...installed,
  });
  const broken = values('  tls: null\n');
  expect(findingLines(reviewFiles(broken))).toEqual(['kong-values.yaml:2 values-do-not-render']);
  expect(findingLines(reviewFiles(values(''), broken))).toEqual([
    'fixed kong-values.yaml:2 values-do-not-render',
    'kong-values.yaml:2 values-without-effect',
  ]);
});
