import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { controllerEnv, kongWithService, streams } from '../manifests/kong.ts';
import { accepted, findingsIn } from '../review/finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const cls: Files = { 'class.yaml': gatewayClass() };
const listeners = (...all: readonly string[]): Files => ({ ...cls, 'gateway.yaml': gateway(all) });

/** What the lines of a suggestion become, and in which file. */
function suggested(files: Files): string {
  const { findings } = reviewFiles(files);
  expect(findings).toHaveLength(1);
  const suggestion = findings[0]?.suggestion;
  return suggestion
    ? `${suggestion.path}:${suggestion.startLine}-${suggestion.endLine}\n${suggestion.replacement}`
    : 'none';
}

/** A consumer with a label. */
const labelled = (version: string): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongConsumer\nmetadata:\n  name: alice\n  labels:\n    version: ${version}\n  annotations: {kubernetes.io/ingress.class: kong}\nusername: alice\n`;

/** What installs the values file `values.yaml`. */
const install: Files = { 'install.sh': 'helm install kong kong/kong -n kong --version 3.4.1 -f values.yaml\n' };

/** One finding, and what is offered for it. */
const examples: readonly (readonly [name: string, files: Files, offered: string])[] = [
  [
    'the annotation, in a class without any',
    { 'class.yaml': plainClass('kong', 'konghq.com/kic-gateway-controller') },
    'class.yaml:4-4\n  name: kong\n  annotations:\n    konghq.com/gatewayclass-unmanaged: "true"',
  ],
  [
    'the annotation, beside others',
    { 'class.yaml': gatewayClass().replace(/konghq.com\/gatewayclass-unmanaged.*/, 'team: platform # who to ask') },
    'class.yaml:6-6\n    team: platform # who to ask\n    konghq.com/gatewayclass-unmanaged: "true"',
  ],
  [
    'the annotation, in flow style',
    {
      'class.yaml': plainClass('kong', 'konghq.com/kic-gateway-controller').replace(
        'metadata:\n  name: kong\n',
        'metadata: {name: kong}\n',
      ),
    },
    'class.yaml:3-3\nmetadata: {name: kong, annotations: {konghq.com/gatewayclass-unmanaged: "true"}}',
  ],
  [
    'quotes around the annotation',
    { 'class.yaml': gatewayClass().replace('"true"', 'true') },
    'class.yaml:6-6\n    konghq.com/gatewayclass-unmanaged: "true"',
  ],
  [
    'quotes around a version with a nought at its end',
    { 'a.yaml': labelled('1.10') },
    'a.yaml:6-6\n    version: "1.10"',
  ],
  ['quotes around a number with noughts before it', { 'a.yaml': labelled('0777') }, 'a.yaml:6-6\n    version: "0777"'],
  [
    'quotes around a number that no computer holds',
    { 'a.yaml': labelled('12345678901234567890') },
    'a.yaml:6-6\n    version: "12345678901234567890"',
  ],
  ['quotes around a word that is a boolean', { 'a.yaml': labelled('yes') }, 'a.yaml:6-6\n    version: "yes"'],
  [
    'no quotes around a boolean',
    {
      'a.yaml':
        'apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: a}\nplugin: acl\ndisabled: "true"\n',
    },
    'a.yaml:5-5\ndisabled: true',
  ],
  [
    'a value for an annotation that is empty',
    { 'class.yaml': gatewayClass().replace('"true"', '""') },
    'class.yaml:6-6\n    konghq.com/gatewayclass-unmanaged: "true"',
  ],
  [
    'the only port of the protocol',
    { ...listeners('http HTTP 8000'), 'values.yaml': streams('9901') },
    'gateway.yaml:9-9\n    - {name: http, protocol: HTTP, port: 80}',
  ],
  [
    'the protocol that the port offers',
    { ...listeners('https HTTP 443'), 'values.yaml': streams('9901') },
    'gateway.yaml:9-9\n    - {name: https, protocol: HTTPS, port: 443}',
  ],
  [
    'the protocol of a stream, where the values state none',
    {
      ...listeners('dns UDP 53'),
      'values.yaml': 'proxy:\n  stream:\n  - containerPort: 53\n    servicePort: 53 # DNS\n',
    },
    'values.yaml:4-4\n    servicePort: 53 # DNS\n    protocol: UDP',
  ],
  [
    'the port of the Service, where Kong listens on the one that is meant',
    {
      ...listeners('tcp TCP 5432'),
      'values.yaml': 'proxy:\n  stream:\n  - containerPort: 5432\n    servicePort: 5433\n',
    },
    'values.yaml:4-4\n    servicePort: 5432',
  ],
  [
    'a stream entry, in block style',
    {
      ...listeners('tcp TCP 9902'),
      'values.yaml':
        'proxy:\n  stream:\n  # TLS for MQTT\n  - containerPort: 9901\n    servicePort: 9901 # as announced\n    protocol: TCP\n    parameters:\n    - ssl\n',
    },
    'values.yaml:8-8\n    - ssl\n  - containerPort: 9902\n    servicePort: 9902\n    protocol: TCP',
  ],
  [
    'a stream entry, in flow style',
    {
      ...listeners('udp UDP 9902'),
      'values.yaml': 'proxy:\n  stream: [{containerPort: 9901, servicePort: 9901, protocol: TCP}] # more to come\n',
    },
    'values.yaml:2-2\n  stream: [{containerPort: 9901, servicePort: 9901, protocol: TCP}, {containerPort: 9902, servicePort: 9902, protocol: UDP}] # more to come',
  ],
  [
    'a stream entry in an empty list',
    {
      ...listeners('tls TLS 9903'),
      'values.yaml': 'proxy:\n  http: {servicePort: 80, containerPort: 8000}\n  stream: []\n',
    },
    'values.yaml:3-3\n  stream:\n    - containerPort: 9903\n      servicePort: 9903\n      protocol: TCP\n      parameters:\n        - ssl',
  ],
  [
    'a stream list where there is none',
    {
      ...listeners('tcp TCP 9901'),
      'values.yaml': 'proxy:\n  http:\n    servicePort: 80\nenv:\n  database: "off"\n',
    },
    'values.yaml:3-3\n    servicePort: 80\n  stream:\n    - containerPort: 9901\n      servicePort: 9901\n      protocol: TCP',
  ],
  [
    'a proxy block where there is none',
    { ...listeners('tcp TCP 9901'), 'values.yaml': controllerEnv('log_level', 'info') },
    'values.yaml:3-3\n    log_level: info\nproxy:\n  stream:\n    - containerPort: 9901\n      servicePort: 9901\n      protocol: TCP',
  ],
  [
    'a stream list in values that are a string',
    {
      ...listeners('tcp TCP 9901'),
      'kong.yaml': kongApplication('').replace(
        '      valuesObject:\n        {}\n',
        '      values: "proxy: {http: {containerPort: 8000}}"\n',
      ),
    },
    'kong.yaml:12-12\n      values: "proxy: {http: {containerPort: 8000}, stream: [{containerPort: 9901, servicePort: 9901, protocol: TCP}]}"',
  ],
  [
    'the parameter ssl, where there are no parameters',
    {
      ...listeners('tls TLS 9903'),
      'values.yaml': 'proxy:\n  stream:\n  - servicePort: 9903\n    containerPort: 9903 # MQTT\n    protocol: TCP\n',
    },
    'values.yaml:5-5\n    protocol: TCP\n    parameters:\n    - ssl',
  ],
  [
    'the parameter ssl, beside others',
    {
      ...listeners('tls TLS 9903'),
      'values.yaml':
        'proxy:\n  stream:\n  - {servicePort: 9903, containerPort: 9903, protocol: TCP, parameters: [reuseport]}\n',
    },
    'values.yaml:3-3\n  - {servicePort: 9903, containerPort: 9903, protocol: TCP, parameters: [reuseport, ssl]}',
  ],
  [
    'the UDP publish Service',
    {
      ...listeners('dns UDP 53'),
      'values.yaml':
        'udpProxy:\n  enabled: true\n  stream:\n  - {containerPort: 53, servicePort: 53, protocol: UDP}\ningressController:\n  env:\n    log_level: info\n',
    },
    'values.yaml:7-7\n    log_level: info\n    publish_service_udp: kong/kong-kong-udp-proxy',
  ],
  [
    'the listen that the values switch off',
    {
      ...listeners('https HTTPS 443'),
      'values.yaml': 'proxy:\n  tls:\n    enabled: false # for now\n    servicePort: 443\n',
    },
    'values.yaml:3-3\n    enabled: true # for now',
  ],
  [
    'a protocol in capitals',
    { ...cls, 'values.yaml': streams('9902 udp') },
    'values.yaml:3-3\n  - {containerPort: 9902, servicePort: 9902, protocol: UDP}',
  ],
  [
    'TCP with ssl for a protocol that does not exist',
    {
      ...listeners('tls TLS 9903'),
      'values.yaml': 'proxy:\n  stream:\n  - containerPort: 9903\n    protocol: "TLS" # MQTT\n    servicePort: 9903\n',
    },
    'values.yaml:4-5\n    protocol: "TCP" # MQTT\n    servicePort: 9903\n    parameters:\n    - ssl',
  ],
  [
    'a feature gate that is gone',
    { ...cls, 'kong.yaml': kongApplication(controllerEnv('feature_gates', 'Gateway=true,FillIDs=true')) },
    'kong.yaml:15-15\n            feature_gates: FillIDs=true',
  ],
  [
    'a feature gate beside others',
    {
      ...listeners('tcp TCP 9901'),
      'kong.yaml': kongApplication(
        `${streams('9901')}${controllerEnv('feature_gates', 'FillIDs=true,GatewayAlpha=false')}`,
      ),
      'route.yaml':
        'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: TCPRoute\nmetadata: {name: db, namespace: kong}\nspec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: db, port: 5432}]}]}\n',
    },
    'kong.yaml:18-18\n            feature_gates: "FillIDs=true,GatewayAlpha=true"',
  ],
  [
    'a port without quotes',
    { ...listeners('web HTTP "80"'), 'values.yaml': streams('9901') },
    'gateway.yaml:9-9\n    - {name: web, protocol: HTTP, port: 80}',
  ],
  [
    'quotes around an annotation of a Gateway',
    {
      ...cls,
      'values.yaml': streams('9901'),
      'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'example.com/owned: true' }),
    },
    'gateway.yaml:6-6\n  annotations: {example.com/owned: "true"}',
  ],
  [
    'the number of a target port',
    { ...listeners('http HTTP 80'), 'kong.yaml': kongWithService({ ports: ['80 proxy'] }) },
    'kong.yaml:26-26\n  - {name: p80-tcp, port: 80, targetPort: 8000, protocol: TCP}',
  ],
  [
    'the class that is meant',
    { ...cls, 'gateway.yaml': gateway(['http HTTP 80'], { className: 'kogn' }) },
    'gateway.yaml:7-7\n  gatewayClassName: kong',
  ],
  [
    'the Service that Kong is behind',
    { ...cls, 'values.yaml': controllerEnv('publish_service', 'kong/kong-proxy') },
    'values.yaml:3-3\n    publish_service: kong/kong-kong-proxy',
  ],
  [
    'the Service that is published',
    {
      ...cls,
      'values.yaml': streams('9901'),
      'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'konghq.com/publish-service: kong/old' }),
    },
    'gateway.yaml:6-6\n  annotations: {konghq.com/publish-service: kong/kong-kong-proxy}',
  ],
];

const cases = examples.map(
  ([name, files, offered]) => [name, 'values.yaml' in files ? { ...files, ...install } : files, offered] as const,
);

describe('what is offered', () => {
  test.each(cases)('%s', (_, files, offered) => {
    expect(suggested(files)).toBe(offered);
  });

  const styles: readonly (readonly [name: string, apply: (text: string) => string])[] = [
    ['as it is', (text) => text],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['without the final newline', (text) => text.replace(/\n$/, '')],
    ['with a byte order mark', (text) => `\uFEFF${text}`],
    ['with a comment at the end', (text) => `${text}# the end\n`],
  ];

  describe.each(styles)('%s, the text accepted is silent and keeps its style', (_style, apply) => {
    test.each(cases)('%s', (_, plain) => {
      const files = Object.fromEntries(
        Object.entries(plain).map(([path, text]) => [path, path.endsWith('.yaml') ? apply(text) : text]),
      );
      const [finding] = reviewFiles(files).findings;
      const after = accepted(files, finding);
      expect(findingsIn(after)).toEqual([]);
      const path = finding?.suggestion?.path ?? '';
      const unlike = (text = '') => [
        text.replaceAll('\r\n', '').includes('\n'),
        text.endsWith('\n'),
        text.match(/#.*/g),
      ];
      expect(unlike(after[path])).toEqual(unlike(files[path]));
    });
  });
});

describe('of several ways none is offered and all are named', () => {
  const named = (files: Files): string[] =>
    reviewFiles(files).findings.flatMap(({ suggestion, related }) => {
      expect(suggestion).toBeNull();
      return related
        .filter(({ message }) => message.startsWith('one way'))
        .map(({ at, message }) => `${at.path}:${at.line} ${message}`);
    });

  test.each<[string, Files, readonly string[]]>([
    [
      'a port that is free and one that can be opened',
      { ...listeners('tcp TCP 9902'), 'values.yaml': streams('9901') },
      ['gateway.yaml:9 one way: ask for port 9901', 'values.yaml:3 one way: open TCP 9902'],
    ],
    [
      'a port of the listener and one of the Service',
      { ...listeners('http HTTP 8080'), 'values.yaml': streams('9901') },
      [
        'gateway.yaml:9 one way: ask for port 80',
        'values.yaml:3 one way: give Service kong/kong-kong-proxy the port 8080',
      ],
    ],
    [
      'another protocol and another port',
      { ...listeners('web HTTP 443'), 'values.yaml': streams('9901') },
      ['gateway.yaml:9 one way: ask for HTTPS on port 443', 'gateway.yaml:9 one way: ask for port 80'],
    ],
  ])('%s', (_, files, expected) => {
    expect(named(files)).toEqual(expected);
  });

  test('and so is the only one, where it takes a port away that others may use', () => {
    const files = {
      ...listeners('extra HTTP 4444'),
      ...install,
      'values.yaml': 'env:\n  proxy_listen: "0.0.0.0:8000, 0.0.0.0:8443 ssl, 0.0.0.0:4444"\n',
    };
    expect(named(files)).toEqual(['values.yaml:2 one way: give Service kong/kong-kong-proxy the port 4444']);
  });

  test('but for two listeners a free port is no way, and both are opened', () => {
    const files = { ...listeners('postgres TCP 5432', 'mysql TCP 3306'), 'values.yaml': streams('5672') };
    const { findings } = reviewFiles(files);
    expect(findings.map(({ suggestion, related }) => [suggestion !== null, related.at(-1)?.message])).toEqual([
      [true, 'Service kong/kong-kong-proxy gets its ports here'],
      [false, 'the suggestion for listener "postgres" of Gateway kong/edge puts this right too'],
    ]);
    expect(findingsIn(accepted(files, findings[0]))).toEqual([]);
  });

  test('but for a free port that the name of the listener tells', () => {
    const files = { ...listeners('tcp-9901 TCP 9911'), 'values.yaml': streams('9901') };
    expect(suggested(files)).toBe('gateway.yaml:9-9\n    - {name: tcp-9901, protocol: TCP, port: 9901}');
  });
});

describe('nothing is offered', () => {
  test.each<[string, Files]>([
    [
      'where two ports could be meant',
      {
        ...listeners('tcp TCP 9900'),
        'kong.yaml': kongWithService({ streamListen: '0.0.0.0:9901, 0.0.0.0:9902', ports: ['9901 9901', '9902 9902'] }),
      },
    ],
    [
      'for a second Gateway',
      {
        ...cls,
        'values.yaml': streams('9901'),
        'gateway.yaml': `${gateway(['http HTTP 80'])}---\n${gateway(['https HTTPS 443'], { name: 'other' })}`,
      },
    ],
    [
      'where the stream port would take the place of another',
      { ...listeners('http HTTP 80', 'tcp TCP 80'), 'values.yaml': streams('9901') },
    ],
    [
      'where TLS ends before Kong and the listener has certificates',
      {
        ...listeners('https HTTPS 443 tls: {certificateRefs: [{name: a}]}'),
        'values.yaml': 'proxy:\n  tls:\n    servicePort: 443\n    overrideServiceTargetPort: 8000\n',
      },
    ],
  ])('%s', (_, files) => {
    expect(suggested(files)).toBe('none');
  });
});
