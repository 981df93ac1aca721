import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/kubernetes/kinds.ts';
import type { Kind } from '../../src/kubernetes/kind.ts';
import { kindOf, mayHoldKind } from '../../src/kubernetes/known-kinds.ts';
import { objectsOf } from '../../src/gitops/objects/objects.ts';
import { parseYaml } from '../../src/source/parse.ts';
import { render } from '../kong/charts/release.ts';
import { describeClusters } from '../gitops/describe-clusters.ts';
import { manifest } from '../manifests/gateway-api.ts';

/** A name that a row with `*` stands for, where files with one are looked for. */
const examples: Readonly<Record<string, string>> = {
  'gateway.networking.k8s.io/*': 'MeshRoute',
  'networking.x-k8s.io/*': 'OldRoute',
  'gateway.networking.x-k8s.io/*': 'XListenerSet',
  'configuration.konghq.com/*': 'KongPlugin',
  'gateway-operator.konghq.com/*': 'KonnectExtension',
  'secrets.hashicorp.com/*': 'VaultStaticSecret',
};

const nameOf = ({ group, kind }: Kind): string => `${group}/${kind}`;
const kindIn = (row: Kind): string => examples[nameOf(row)] ?? row.kind;
const apiVersion = ({ group, versions: [version = 'v1'] = [] }: Kind): string =>
  group === '' ? version : `${group}/${version}`;

/** An object `kong` in namespace `kong`, or in none; a workload runs Kong. */
function stated(row: Kind, namespace?: string): string {
  const pod = { containers: [{ name: 'proxy', image: 'kong:3.9' }] };
  return manifest(
    apiVersion(row),
    kindIn(row),
    'kong',
    namespace,
    row.pod?.length === 0 ? pod : { template: { spec: pod } },
  );
}

const read = kinds.filter(({ matters }) => matters !== 'not-read');
const notRead = kinds.filter(({ matters }) => matters === 'not-read');
const rows = (some: readonly Kind[]): [string, Kind][] => some.map((row) => [nameOf(row), row]);
const objectsIn = (text: string) =>
  parseYaml('a.yaml', text).documents.flatMap((document) => objectsOf(document, kindOf));

test('no kind has two rows, and each row with * has an example here', () => {
  expect(new Set(kinds.map(nameOf)).size).toBe(kinds.length);
  expect(kinds.filter(({ kind }) => kind === '*').map(nameOf)).toEqual(Object.keys(examples));
});

test('what is named by a field of a row has a row', () => {
  const targets = kinds.flatMap(({ references = [] }) => references.map(({ to }) => to));
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter(({ group, kind }) => kindOf(group, kind) === undefined)).toEqual([]);
});

/** What says which kinds there are is found by what it says, and is no object of the cluster. */
const isDefinition = ({ matters }: Kind): boolean => matters === 'defines';

test.each(rows(read.filter((row) => !isDefinition(row) && (row.kind !== '*' || row.names !== undefined))))(
  'a file may hold a %s, told by its text',
  (_, row) => {
    expect(mayHoldKind(stated(row), new Set())).toBe(true);
    // Where every kind of the group is read, one that the group does not have is told.
    const isWhole = read.some(
      ({ group, kind, matters }) => group === row.group && kind === '*' && matters === 'reviewed',
    );
    expect(mayHoldKind(stated(row).replace(`kind: ${kindIn(row)}`, 'kind: KindOfNobody'), new Set())).toBe(isWhole);
  },
);

describe.each(rows(read))('%s', (_, row) => {
  const expected = { group: row.group, kind: kindIn(row), name: { value: 'kong' } };

  test('is read from a file, with a namespace if it has one', () => {
    const namespace = row.scope === 'cluster' ? null : 'edge';
    expect(objectsIn(stated(row, 'edge'))).toMatchObject([{ ...expected, namespace }]);
    expect(objectsIn(stated(row))).toMatchObject([{ ...expected, namespace: null }]);
  });

  test('is read from extraObjects of a chart, in the namespace of the release if it has one', () => {
    const namespace = row.scope === 'cluster' ? null : 'n';
    const extra = stated(row).trimEnd().replaceAll('\n', '\n    ');
    expect(render(`extraObjects:\n  - ${extra}\n`).objects).toMatchObject([{ ...expected, namespace }]);
  });

  test.skipIf(isDefinition(row))('is read from a kustomization, in its namespace if it has one', () => {
    const files = {
      'a/kustomization.yaml': 'namespace: kong\nresources: [all.yaml]\n',
      // The Gateway is why the file is read, whatever else it holds.
      'a/all.yaml': `${stated(row)}---\n${manifest('gateway.networking.k8s.io/v1', 'Gateway', 'beside')}`,
    };
    const place = row.scope === 'cluster' ? '' : 'kong/';
    expect(describeClusters(files)).toContain(`  ${kindIn(row)} ${place}kong from a/all.yaml`);
  });
});

describe.each(rows(read.filter(({ matters }) => matters === 'reviewed' || matters === 'workload')))(
  '%s by itself',
  (_, row) => {
    test('is reason enough to read its file and to review its cluster', () => {
      // A kind is found by the mark of its group, and a workload by its image.
      expect(describeClusters({ 'a.yaml': stated(row) })).toEqual([
        'cluster default',
        `  ${kindIn(row)} kong from a.yaml`,
      ]);
    });

    test('proves two clusters where it says so', () => {
      const two = describeClusters({ 'live/a/x.yaml': stated(row), 'live/b/x.yaml': stated(row) });
      const clusters = two.filter((line) => line.startsWith('cluster'));
      expect(clusters).toEqual(row.provesBoundary === true ? ['cluster a', 'cluster b'] : ['cluster default']);
    });
  },
);

const named = read.filter(({ matters, speaksOfKong }) => matters === 'when-named' && speaksOfKong !== true);

describe.each(rows(named))('%s by itself', (_, row) => {
  const support = manifest(apiVersion(row), kindIn(row), 'edge-cert', 'web');
  const gateway = manifest('gateway.networking.k8s.io/v1', 'Gateway', 'edge', 'web', {
    listeners: [{ tls: { certificateRefs: [{ name: 'edge-cert' }] } }],
  });
  const line = `  ${kindIn(row)} ${row.scope === 'cluster' ? '' : 'web/'}edge-cert from support.yaml`;

  test('is read where something names it, and nowhere else', () => {
    expect(describeClusters({ 'gateway.yaml': gateway, 'support.yaml': support })).toContain(line);
    const unrelated = gateway.replace('edge-cert', 'another');
    expect(describeClusters({ 'gateway.yaml': unrelated, 'support.yaml': support })).not.toContain(line);
  });
});

describe.each(rows(read.filter(({ speaksOfKong }) => speaksOfKong === true)))('%s beside Kong', (_, row) => {
  const gateway = manifest('gateway.networking.k8s.io/v1', 'Gateway', 'edge', 'web', {
    listeners: [{ tls: { certificateRefs: [{ name: 'other' }] } }],
  });
  const object = manifest(apiVersion(row), kindIn(row), 'other', 'web');
  const line = `  ${kindIn(row)} ${row.scope === 'cluster' ? '' : 'web/'}other from beside.yaml`;

  test('is read where its file speaks of Kong, and not for its name', () => {
    const lines = (text: string) => describeClusters({ 'gateway.yaml': gateway, 'beside.yaml': text });
    expect(lines(`# for kong\n${object}`)).toContain(line);
    expect(lines(object)).not.toContain(line);
  });
});

describe.each(rows(notRead))('%s', (_, row) => {
  test('is not read from a file', () => {
    expect(mayHoldKind(stated(row), new Set())).toBe(false);
    expect(objectsIn(stated(row))).toEqual([]);
  });

  test('nor from extraObjects of a chart', () => {
    const extra = stated(row).trimEnd().replaceAll('\n', '\n    ');
    expect(render(`extraObjects:\n  - ${extra}\n`).objects).toEqual([]);
  });

  test('nor from a kustomization', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [all.yaml]\n',
      'a/all.yaml': `${stated(row)}---\n${manifest('gateway.networking.k8s.io/v1', 'Gateway', 'beside')}`,
    };
    expect(describeClusters(files)).toEqual(['cluster default', '  Gateway beside from a/all.yaml']);
  });
});
