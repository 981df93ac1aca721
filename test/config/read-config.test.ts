import { describe, expect, test } from 'vitest';
import { configPath, defaultConfig } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';

const ruleIds = ['listener-conflict', 'several-gateways-per-controller'];

/** `line:column message` of every problem. */
function problemsIn(text: string): string[] {
  return readConfig(configPath, text, ruleIds).problems.map(({ at, message }) => `${at.line}:${at.column} ${message}`);
}

describe('a configuration that says nothing', () => {
  test.each([
    ['an empty file', ''],
    ['only a comment', '# later\n'],
    ['an empty map', '{}\n'],
  ])('%s gives the defaults', (_, text) => {
    expect(readConfig(configPath, text, ruleIds)).toEqual({ config: defaultConfig, problems: [] });
  });
});

test('every setting is read', () => {
  const { config, problems } = readConfig(
    configPath,
    `failOn: warning
drafts: skip
deployments: all
comments: 5
exclude: [archive/**]
rules:
  several-gateways-per-controller: notice
  listener-conflict: 'off'
clusters:
  - name: prod
    paths: [clusters/prod/**]
    gatewayApi: {version: v1.3.0}
    complete: [GatewayClass, kong/Secret]
    chartVersions: {kong/kong: 3.4.1}
    controllers:
      - name: edge
        controllerName: example.com/edge
        publishService: kong/edge-proxy
        publishServiceUdp: kong/edge-udp
        version: '3.5'
        servicePorts: [{port: 80, targetPort: 8000}, {port: 53, protocol: UDP}]
        proxyListen: 0.0.0.0:8000
        streamListen: 0.0.0.0:53 udp
`,
    ruleIds,
  );
  expect(problems).toEqual([]);
  expect({ ...config, rules: Object.fromEntries(config.rules) }).toMatchObject({
    failOn: 'warning',
    drafts: 'skip',
    deployments: 'all',
    comments: 5,
    exclude: ['archive/**'],
    rules: { 'several-gateways-per-controller': 'notice', 'listener-conflict': 'off' },
    clusters: [
      {
        name: 'prod',
        paths: ['clusters/prod/**'],
        gatewayApi: { version: '1.3.0', channel: null },
        complete: ['GatewayClass', 'kong/Secret'],
        chartVersions: new Map([['kong/kong', '3.4.1']]),
        controllers: [
          {
            name: 'edge',
            controllerName: 'example.com/edge',
            publishService: 'kong/edge-proxy',
            publishServiceUdp: 'kong/edge-udp',
            version: '3.5',
            servicePorts: [
              { port: 80, targetPort: 8000, protocol: 'TCP' },
              { port: 53, targetPort: 53, protocol: 'UDP' },
            ],
            proxyListen: '0.0.0.0:8000',
            streamListen: '0.0.0.0:53 udp',
          },
        ],
      },
    ],
  });
});

const inventory = (value: string): string => `clusters:\n  - {name: a, paths: [a], inventory: ${value}}\n`;

describe('a configuration that is invalid is refused as a whole, on its line', () => {
  test.each([
    [
      'a misspelt setting',
      'failon: error\n',
      ['1:1 the configuration has no setting "failon"; the nearest is "failOn"'],
    ],
    ['a wrong value', 'failOn: fatal\n', ['1:9 failOn must be one of error, warning, notice, never']],
    [
      'a rule that does not exist',
      'rules:\n  listener-conflicts: off\n',
      ['2:3 there is no rule "listener-conflicts"; the nearest is "listener-conflict"'],
    ],
    ['a cluster without paths', 'clusters:\n  - name: prod\n', ["2:5 clusters.0 must have required property 'paths'"]],
    [
      'a version that YAML reads as a number',
      'clusters:\n  - {name: a, paths: [a], gatewayApi: {version: 1.3}}\n',
      ['2:49 clusters.0.gatewayApi.version must be an exact version in quotes, for example "3.4.1"'],
    ],
    [
      'a publish Service without a namespace',
      'clusters:\n  - name: a\n    paths: [a]\n    controllers:\n      - {name: k, publishService: proxy}\n',
      [
        '5:35 clusters.0.controllers.0.publishService does not have the form it must have (namespace/name, or domain/path for a controller name)',
      ],
    ],
    [
      'a pattern that could run for hours',
      'exclude: ["(a+)+$"]\n',
      [
        '1:11 "(a+)+$" is an unsupported glob: use no parentheses, at most three stars in a row of a path, and few alternatives in braces',
      ],
    ],
    [
      'an inventory of somebody else',
      inventory('{repository: acme/platform, path: map.json}'),
      ['2:51 clusters.0.inventory.repository must be the name of a repository of the same owner, without the owner'],
    ],
    [
      'a misspelt setting of an inventory',
      inventory('{repo: platform, path: map.json}'),
      [
        "2:38 clusters.0.inventory must have required property 'repository'",
        '2:39 clusters.0.inventory has no setting "repo"; the nearest is "ref"',
      ],
    ],
    ['an inventory of another type', inventory('5'), ['2:38 clusters.0.inventory must be string or object']],
    [
      'what is complete, of another type',
      'clusters:\n  - {name: a, paths: [a], complete: 5}\n',
      ['2:37 clusters.0.complete must be "all" or array'],
    ],
    ['a list', '- a\n', ['1:1 the configuration must be object']],
    ['two documents', 'failOn: error\n---\nfailOn: error\n', ['1:1 the file must hold one document']],
  ])('%s', (_, text, expected) => {
    expect(problemsIn(text)).toEqual(expected);
  });

  test('an unquoted off, which is false to YAML 1.1, is off', () => {
    const { config } = readConfig(configPath, 'rules:\n  listener-conflict: off\n', ruleIds);
    expect([...config.rules]).toEqual([['listener-conflict', 'off']]);
  });

  test('text that is not YAML', () => {
    expect(problemsIn('failOn: [error\n')).toHaveLength(1);
  });
});
