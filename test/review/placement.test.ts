import { describe, expect, test } from 'vitest';
import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import { changedLines } from '../../src/review/changed-lines.ts';
import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import { placeOnChange } from '../../src/review/placement.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { changed, lineOf } from '../manifests/edits.ts';
import { gateway, gatewayClass, manifest } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { candidate, lines, type CandidateParts } from './candidates.ts';

const stream = (port: number, target: number): string =>
  `  - servicePort: ${port} # port\n    containerPort: ${target} # target\n    protocol: TCP # protocol\n`;
const base: Files = {
  'class.yaml': gatewayClass(),
  'kong.yaml': kongApplication(`proxy:\n  stream:\n${stream(9901, 9951)}`),
  'gateway.yaml': gateway(['tcp TCP 9901']),
};
const kong = (text: string): string => `kong.yaml:${lineOf(base, 'kong.yaml', text)}`;
const before = reviewFiles(base).clusters;
const named = (name: string, clusters: readonly ClusterView[] = before): ClusterView[] =>
  clusters.map((cluster) => ({ ...cluster, name }));

/** Where a candidate is shown, `path:line <- related path:line message; …`. */
function shown(each: CandidateFinding, head: Files, old = before, after: readonly ClusterView[] = []): string {
  const { at, related } = placeOnChange(each, changedLines(sourcesOf(base), sourcesOf(head)), old, after);
  const others = related.map(({ at: other, message }) => `${other.path}:${other.line} ${message}`);
  return [`${at.path}:${at.line}`, ...others].join(' <- ');
}

const affected = 'gateway.yaml:1 listener "tcp" of Gateway kong/edge is affected here';
const port = 'servicePort: 9901 # port';
const portChanged = changed(base, 'kong.yaml', port, 'servicePort: 9902 # port');
const portGone = changed(base, 'kong.yaml', `          - ${port}\n            `, '          - ');

describe('a finding is shown', () => {
  test('where it stands, if the change is there', () => {
    const head = { ...portChanged, 'gateway.yaml': `# new\n${base['gateway.yaml'] ?? ''}` };
    expect(shown(candidate(), head)).toBe('gateway.yaml:1');
  });

  test('on the first changed line of those on which it stands', () => {
    const head = changed(base, 'gateway.yaml', 'namespace: kong', 'namespace: edge');
    const at = { ...lines('gateway.yaml', 1), endLine: 6, endColumn: 2 };
    expect(shown(candidate({ at }), head)).toBe(`gateway.yaml:${lineOf(head, 'gateway.yaml', 'namespace: edge')}`);
  });

  test('where it stands, if nothing of the change has to do with it', () => {
    expect(shown(candidate({ related: [{ at: lines('class.yaml', 4), message: 'a class' }] }), base)).toBe(
      'gateway.yaml:1 <- class.yaml:4 a class',
    );
  });

  const at = lineOf(base, 'kong.yaml', port);

  test.each<[name: string, parts: CandidateParts, expected: string]>([
    ['on a changed line that it rests on', { restsOn: [lines('kong.yaml', at)] }, `kong.yaml:${at} <- ${affected}`],
    [
      'on a changed line that is related, which is not said twice',
      {
        related: [
          { at: lines('class.yaml', 4), message: 'a class' },
          { at: lines('kong.yaml', at), message: 'a port' },
          { at: lines('class.yaml', at), message: 'on the same line of another file' },
          { at: lines('kong.yaml', 1), message: 'on another line' },
        ],
      },
      `kong.yaml:${at} <- ${affected} <- class.yaml:4 a class <- class.yaml:${at} on the same line of another file <- kong.yaml:1 on another line`,
    ],
    [
      'with the object, where no listener is at fault',
      { restsOn: [lines('kong.yaml', at)], field: 'spec.listeners[tcp]', about: 'Gateway kong/edge' },
      `kong.yaml:${at} <- gateway.yaml:1 Gateway kong/edge is affected here`,
    ],
    [
      'on the line that changed in a stretch that it rests on',
      {
        restsOn: [{ default: 'kong/kong 3.4.1' }, lines('kong.yaml', 1, 100)],
        field: 'spec',
        about: 'Gateway kong/edge',
      },
      `kong.yaml:${at} <- gateway.yaml:1 Gateway kong/edge is affected here`,
    ],
    [
      'on the nearest change of a file that it rests on',
      { restsOn: [lines('class.yaml', 1), lines('kong.yaml', 1)], field: 'spec', about: 'Gateway kong/edge' },
      `kong.yaml:${at} <- gateway.yaml:1 Gateway kong/edge is affected here`,
    ],
  ])('%s', (_, parts, expected) => {
    expect(shown(candidate(parts), portChanged)).toBe(expected);
  });
});

describe('a listener that lost its port is shown where the chain was cut', () => {
  test.each<[name: string, head: Files, place: string]>([
    ['at the port of the Service', portChanged, kong(port)],
    ['on the line that took the place of the port', portGone, kong(port)],
    ['at the target port', changed(base, 'kong.yaml', '9951', '9952'), kong('# target')],
    ['at the protocol', changed(base, 'kong.yaml', 'TCP # protocol', 'UDP # protocol'), kong('# protocol')],
  ])('%s', (_, head, place) => {
    expect(shown(candidate(), head)).toBe(`${place} <- ${affected}`);
  });

  test('also for a finding about a part of the listener', () => {
    expect(shown(candidate({ about: 'Gateway kong/edge listeners[tcp]', field: '' }), portChanged)).toMatch(
      /^kong\.yaml/,
    );
  });

  test.each<[name: string, parts: CandidateParts, old: readonly ClusterView[]]>([
    ['another cluster', {}, named('other')],
    ['another Gateway', { about: 'Gateway kong/edge-2 listeners[tcp]' }, before],
    ['another listener', { about: 'Gateway kong/edge listeners[tc]' }, before],
    ['nothing before', {}, []],
    ['a listener that nothing served', {}, reviewFiles(changed(base, 'gateway.yaml', '9901', '9999')).clusters],
  ])('and not by the chain of %s', (_, parts, old) => {
    expect(shown(candidate(parts), portChanged, old)).toBe('gateway.yaml:1');
  });
});

describe('what fails comes first where it is part of the change', () => {
  const udp = (enabled: boolean): string =>
    kongApplication(
      enabled
        ? `ingressController:\n  env:\n    publish_service_udp: kong/kong-kong-udp-proxy\nudpProxy:\n  enabled: true\n  stream:\n  - {containerPort: 53, servicePort: 53, protocol: UDP}\n`
        : '',
    );
  const pinned = (...listeners: readonly string[]): string =>
    gateway(['http HTTP 80', ...listeners], { annotations: 'konghq.com/publish-service: kong/kong-kong-proxy' });
  const old: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': udp(false), 'gateway.yaml': pinned() };
  const block = 'listeners:\n  - name: http\n    protocol: HTTP\n    port: 80\n    hostname: a.example.com\n';
  const inBlocks = (text: string): string =>
    gateway([]).replace('  listeners:\n', text.replaceAll(/^/gm, '  ').trimEnd() + '\n');

  test.each<[name: string, head: Files, old: Files, at: string]>([
    [
      'a listener, before the setting that the controller gets',
      { ...old, 'kong.yaml': udp(true), 'gateway.yaml': pinned('dns UDP 53') },
      old,
      'gateway.yaml:11',
    ],
    [
      'another line of the listener, before the values that open no such port',
      {
        ...old,
        'kong.yaml': kongApplication('proxy: {http: {enabled: false}}\n'),
        'gateway.yaml': inBlocks(block.replace('a.example.com', 'b.example.com')),
      },
      { ...old, 'gateway.yaml': inBlocks(block) },
      'gateway.yaml:12',
    ],
    [
      'not another listener of the Gateway',
      {
        ...old,
        'kong.yaml': kongApplication('proxy: {http: {enabled: false}}\n'),
        'gateway.yaml': gateway(['http HTTP 80', 'https HTTPS 443']),
      },
      { ...old, 'gateway.yaml': gateway(['http HTTP 80']) },
      'kong.yaml:13',
    ],
  ])('%s', (_, head, earlier, at) => {
    const [finding] = reviewFiles(head, earlier).findings;
    expect(`${finding?.at.path}:${finding?.at.line}`).toBe(at);
  });
});

describe('what another version breaks is shown at the version', () => {
  const head = changed(base, 'kong.yaml', '3.4.1', '2.49.0');
  const after = reviewFiles(head).clusters;
  const setting = candidate({ field: 'env', about: 'release kong' });
  const version = kong('targetRevision');

  test('of its own cluster', () => {
    expect(shown(setting, head, before, after)).toBe(`${version} <- gateway.yaml:1 release kong is affected here`);
  });

  test('and the release is called by what is known of it', () => {
    const releaseOf = (chartVersion: string): Files => ({
      'kong.yaml': manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', undefined, {
        chart: {
          spec: { chart: 'kong', version: chartVersion, sourceRef: { kind: 'HelmRepository', name: 'kong' } },
        },
        valuesFrom: [{ kind: 'ConfigMap', name: 'values' }],
      }),
      'values.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: values }\ndata:\n  values.yaml: |\n    proxy: { tls: { appProtocol: https } }\n',
    });
    const { findings } = reviewFiles(releaseOf('2.13.0'), releaseOf('3.4.1'));
    expect(findings.flatMap(({ related }) => related.map(({ message }) => message))).toEqual([
      'release kong is affected here',
    ]);
  });

  test('of a controller', () => {
    const controllers = after.map((each) => ({ ...each, releases: [] }));
    const known = controllers.map((each) => ({
      ...each,
      controllers: each.controllers.map((one) => ({
        ...one,
        version: {
          certainty: 'known' as const,
          value: '3.0',
          at: lines('kong.yaml', lineOf(head, 'kong.yaml', '2.49.0')),
        },
      })),
    }));
    expect(shown(setting, head, before, known)).toMatch(version);
    expect(shown(setting, head, before, controllers)).toBe('gateway.yaml:1');
  });

  test('and not of another cluster', () => {
    expect(shown(setting, head, before, named('other', after))).toBe('gateway.yaml:1');
  });

  test('and not of a version that stayed', () => {
    expect(shown(setting, portChanged, before, reviewFiles(portChanged).clusters)).toBe('gateway.yaml:1');
  });
});
