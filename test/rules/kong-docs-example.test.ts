import { describe, expect, test } from 'vitest';
import { changed, lineOf } from '../manifests/edits.ts';
import { accepted, findingLines, findingsIn } from '../review/finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { layouts, type Layout } from '../manifests/kong-docs-example.ts';

/** One thing done wrong: the files with it, and the line, told by its text, on which the finding must be. */
interface Deviation {
  readonly name: string;
  apply(layout: Layout): Files | null;
  readonly rule: string;
  /** Which file of the layout the finding is in, and what stands on its line. */
  at(layout: Layout): readonly [path: string, text: string];
  /** Whether a suggestion must be there, and put it right. */
  readonly mendable: (layout: Layout) => boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;

/** A change of the file that states Kong's ports: the values, or else one of the manifests. */
function inPorts(layout: Layout, from: string, to: string, manifest: string | null = null): Files | null {
  const path = layout.values ?? manifest;
  if (path === null) return null;
  const indent = layout.values === null ? '' : (/^( *)stream:/m.exec(layout.files[path] ?? '')?.[1] ?? '');
  const put = (text: string): string => text.replaceAll('\n', `\n${indent}`);
  return changed(layout.files, path, put(from), put(to));
}

/** The files with a second object beside the first: the document of a file, under another name. */
function second({ files }: Layout, path: string, kind: string, extra: (text: string) => string): Files {
  const document = (files[path] ?? '').split('---\n').find((text) => text.includes(`kind: ${kind}\n`)) ?? '';
  return { ...files, [besides(path)]: extra(document).replace(/^ {2}name: \S+$/m, '  name: another') };
}

const besides = (path: string): string => path.replace(/[^/]+$/, 'zz-second.yaml');

const deviations: readonly Deviation[] = [
  {
    name: 'the port of a listener',
    apply: ({ files, gateway }) => changed(files, gateway, 'port: 9901', 'port: 9911'),
    rule: 'listener-port-unavailable',
    at: ({ gateway }) => [gateway, 'port: 9911'],
    mendable: always,
  },
  {
    name: 'a stream entry that is missing',
    apply: (layout) => inPorts(layout, '\n- containerPort: 9901\n  servicePort: 9901\n  protocol: TCP', ''),
    rule: 'listener-protocol-unsupported',
    at: ({ gateway }) => [gateway, 'protocol: TCP'],
    mendable: always,
  },
  {
    name: 'the parameter ssl that is missing',
    apply: (layout) => inPorts(layout, '\n  parameters:\n  - "ssl"', ''),
    rule: 'stream-listen-without-ssl',
    at: ({ values }) => [values ?? '', 'containerPort: 9903'],
    mendable: always,
  },
  {
    name: 'ssl missing in KONG_STREAM_LISTEN',
    apply: ({ files, values }) =>
      values === null ? changed(files, 'kong/deployment.yaml', '9903 reuseport backlog=16384 ssl', '9903') : null,
    rule: 'stream-listen-without-ssl',
    at: () => ['kong/deployment.yaml', '0.0.0.0:9903'],
    mendable: never,
  },
  {
    name: 'a stream listen that is missing',
    apply: ({ files, values }) =>
      values === null ? changed(files, 'kong/deployment.yaml', '0.0.0.0:9901 reuseport backlog=16384, ', '') : null,
    rule: 'service-port-without-listen',
    at: () => ['kong/service.yaml', 'targetPort: 9901'],
    mendable: never,
  },
  {
    name: 'the annotation that is missing',
    apply: ({ files, gatewayClass }) =>
      changed(files, gatewayClass, '  annotations:\n    konghq.com/gatewayclass-unmanaged: "true"\n', ''),
    rule: 'gateway-class-not-unmanaged',
    at: ({ gatewayClass }) => [gatewayClass, '  name: kong'],
    mendable: always,
  },
  {
    name: 'a wrong controller name',
    apply: ({ files, gatewayClass }) => changed(files, gatewayClass, 'kic-gateway-controller', 'gateway-controller'),
    rule: 'controller-name-mismatch',
    at: ({ gatewayClass }) => [gatewayClass, 'controllerName:'],
    mendable: always,
  },
  {
    name: 'a second Gateway',
    apply: (layout) =>
      second(layout, layout.gateway, 'Gateway', (text) => text.replace(/ {2}- name: proxy-ssl[\s\S]*$/, '')),
    rule: 'several-gateways-per-controller',
    at: ({ gateway }) => [besides(gateway), 'name: another'],
    mendable: never,
  },
  {
    name: 'a second class',
    apply: (layout) => second(layout, layout.gatewayClass, 'GatewayClass', (text) => text),
    rule: 'several-gateway-classes-per-controller',
    at: ({ gatewayClass }) => [besides(gatewayClass), 'name: another'],
    mendable: never,
  },
  {
    name: 'a named target port',
    apply: (layout) =>
      layout.values === null
        ? changed(layout.files, 'kong/service.yaml', 'targetPort: 8443', 'targetPort: proxy-tls')
        : inPorts(layout, '\nstream:', '\n  overrideServiceTargetPort: proxy-tls\nstream:'),
    rule: 'service-named-target-port',
    at: ({ values }) => [values ?? 'kong/service.yaml', 'proxy-tls'],
    mendable: always,
  },
  {
    name: 'a target port where nothing listens',
    apply: ({ files, values }) =>
      values === null ? changed(files, 'kong/service.yaml', 'targetPort: 9901', 'targetPort: 9999') : null,
    rule: 'service-port-without-listen',
    at: () => ['kong/service.yaml', 'targetPort: 9999'],
    mendable: never,
  },
  {
    name: 'the stray quote of the page',
    apply: ({ files, values }) =>
      values === null
        ? changed(
            files,
            'kong/deployment.yaml',
            'value: "0.0.0.0:9901 reuseport backlog=16384, 0.0.0.0:9902 reuseport backlog=16384 udp, 0.0.0.0:9903 reuseport backlog=16384 ssl"',
            `value: '0.0.0.0:9901 reuseport backlog=16384, 0.0.0.0:9902 reuseport backlog=16384 udp", 0.0.0.0:9903 reuseport backlog=16384 ssl'`,
          )
        : null,
    rule: 'listen-syntax',
    at: () => ['kong/deployment.yaml', '0.0.0.0:9903'],
    mendable: always,
  },
];

describe.each(Object.entries(layouts))('the page of Kong as %s', (_, layout) => {
  test('has nothing wrong', () => {
    expect(reviewFiles(layout.files).findings.map(({ message }) => message)).toEqual([]);
  });

  test('is fully verified', () => {
    const { unverified, clusters } = reviewFiles(layout.files);
    const programmed = clusters.flatMap(({ gateways }) =>
      gateways.flatMap(({ listeners }) => listeners.map(({ conditions }) => conditions?.Programmed?.status)),
    );
    expect(unverified).toEqual([]);
    expect(programmed).toEqual(['True', 'True', 'True', 'True', 'True']);
  });
  const applicable = deviations.flatMap((deviation) => {
    const files = deviation.apply(layout);
    return files === null ? [] : [[deviation.name, deviation, files] as const];
  });

  test.each(applicable)('%s is one finding, on its line', (_name, { rule, at }, files) => {
    const [path, text] = at(layout);
    expect(findingsIn(files)).toEqual([`${path}:${lineOf(files, path, text)} ${rule}`]);
  });

  test.each(applicable)('%s is introduced by the change that makes it', (_name, { rule }, files) => {
    const findings = reviewFiles(files, layout.files).findings;
    expect(findings.map((finding) => [finding.status, finding.rule])).toEqual([['introduced', rule]]);
    const changedPath = Object.keys(files).find((path) => files[path] !== layout.files[path]);
    expect(findings[0]?.at.path).toBe(changedPath);
  });

  test.each(applicable)('%s is fixed by the change that takes it back', (_name, { rule }, files) => {
    const { findings } = reviewFiles(layout.files, files);
    expect(findings.map((finding) => [finding.status, finding.rule])).toEqual([['fixed', rule]]);
  });

  test.each(applicable.filter(([, { mendable }]) => mendable(layout)))(
    '%s is put right by its suggestion',
    (_name, _deviation, files) => {
      const [finding] = reviewFiles(files).findings;
      expect(findingsIn(accepted(files, finding))).toEqual([]);
    },
  );
});

test('a stream entry removed from the values breaks a listener that is not in the diff', () => {
  const layout = layouts['a values file of that shape beside the manifests'];
  if (layout === undefined) throw new Error('no such layout');
  const files = inPorts(layout, '\n- containerPort: 9901\n  servicePort: 9901\n  protocol: TCP', '') ?? {};
  const review = reviewFiles(files, layout.files);
  expect(findingLines(review)).toEqual(['introduced kong/values.yaml:10 listener-protocol-unsupported']);
  const [related] = review.findings[0]?.related ?? [];
  expect([related?.at.path, related?.at.line]).toEqual([
    layout.gateway,
    lineOf(files, layout.gateway, 'protocol: TCP'),
  ]);
});
