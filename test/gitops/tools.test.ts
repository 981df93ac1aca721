import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { type Content, nothing } from '../../src/gitops/deployed/content.ts';
import { manifestContent } from '../../src/gitops/deployed/directory.ts';
import type { GitOpsTool, ObjectReader } from '../../src/gitops/deployed/gitops-tool.ts';
import { fileLayer, locationOf, releaseOf } from '../../src/gitops/deployed/release.ts';
import { unitAt } from '../../src/gitops/deployed/unit.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { gitOpsTools } from '../../src/gitops/discover/tools.ts';
import type { Cluster } from '../../src/gitops/model/cluster.ts';
import { chartVersionOf } from '../../src/gitops/model/kong-chart.ts';
import type { TreeIndex } from '../../src/gitops/tree/tree-index.ts';
import type { KubeObject } from '../../src/kubernetes/object.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import { factAt } from '../../src/source/location.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { stringAt } from '../../src/source/node.ts';
import { baseName, directoryOf, joinPath } from '../../src/source/paths.ts';
import { gatewayClass, httpGateway, manifest } from '../manifests/gateway-api.ts';
import { kongValues } from '../manifests/kong.ts';

/**
 * A tool that no one has: `ferry.yaml` installs a chart of Kong's with the values beside it, and objects
 * of the kind Crossing deploy a directory to a shore.
 */
const ferry: GitOpsTool = {
  id: 'ferry',
  files: {
    matches: (path) => baseName(path) === 'ferry.yaml',
    releaseMarks: ['release'],
    dataDirectory: '.ferry',
    units: (path, index) => [unitAt(path, ferryContent(path, index))],
  },
  objects: {
    mark: 'ferry.example',
    pathKeys: ['cargo'],
    kinds: [
      { name: 'ferry.example/Crossing', deploys: 'directories' },
      { name: 'ferry.example/Timetable', deploys: 'nothing' },
    ],
    references: { kinds: ['Timetable'], fields: ['timetableRef'], lists: [] },
    open,
  },
};

function ferryContent(path: string, index: TreeIndex): Content {
  const root = index.sources.file(path)?.documents[0]?.root;
  const name = stringAt(root, 'release');
  const values = fileLayer(index.sources, joinPath(directoryOf(path), 'kong.yaml'));
  if (name === undefined || 'reason' in values) return nothing;
  const fact = factAt(name.value, name.at);
  const head = {
    name: fact,
    namespace: fact,
    chart: { chart: 'kong/kong' as const, doubt: null },
    ...chartVersionOf(stringAt(root, 'version')),
    declaration: { tool: 'ferry', at: locationOf(values.root, path) },
  };
  return { ...nothing, releases: [releaseOf(head, { layers: [values], assignments: [], unverified: null }, 'ferry')] };
}

function open(found: readonly KubeObject[], index: TreeIndex): ObjectReader {
  const directories = (object: KubeObject): readonly string[] => [stringAt(object.root, 'spec', 'cargo')?.value ?? ''];
  return {
    directories,
    unseen: () => [],
    expand(object, { near, everywhere }) {
      const shore = stringAt(object.root, 'spec', 'shore')?.value;
      const timetable = stringAt(object.root, 'spec', 'timetableRef', 'name')?.value ?? '';
      const known =
        near(({ kind }) => kind === 'Timetable') !== undefined || everywhere('Timetable', timetable).length > 0;
      const content = manifestContent(
        index,
        directories(object).flatMap((path) => index.manifestsIn(path, true)),
      );
      return {
        content: known ? content : nothing,
        destination:
          shore === undefined ? null : { key: `ferry ${shore}`, name: shore, evidence: `a ferry crosses to ${shore}` },
        anchors: [object.path, ...directories(object)],
      };
    },
    boundaries: found.flatMap((object) =>
      object.name.value === 'home' ? [{ path: 'harbour', evidence: 'the ferries start here', sample: false }] : [],
    ),
  };
}

const clustersWith = (tools: readonly GitOpsTool[], files: Readonly<Record<string, string>>): readonly Cluster[] =>
  discoverClusters(sourcesOf(files), defaultConfig, undefined, tools).clusters;

const withFerry = [...gitOpsTools, ferry];

describe('a tool in the list', () => {
  const file = {
    'edge/ferry.yaml': 'release: kong\nversion: 3.4.1\n',
    'edge/kong.yaml': kongValues,
  };

  test('has its own files read: their releases are found and declared by it', () => {
    const found = clustersWith(withFerry, file).flatMap(({ releases }) => releases);
    expect(found).toMatchObject([
      { name: { value: 'kong' }, chartVersion: { value: '3.4.1' }, declaration: { tool: 'ferry' } },
    ]);
    expect(found[0]?.layers.map(({ label }) => label)).toEqual(['edge/kong.yaml']);
  });

  test('without it the values are an orphan of unknown origin', () => {
    const found = clustersWith(gitOpsTools, file).flatMap(({ releases }) => releases);
    expect(found).toMatchObject([{ declaration: { tool: 'values-shape' } }]);
  });

  test.each(['.ferry/ferry.yaml', 'archive/ferry.yaml', 'node_modules/x/ferry.yaml', '.github/workflows/ferry.yaml'])(
    'has no file at %s',
    (path) => {
      const files = { [path]: file['edge/ferry.yaml'], [joinPath(directoryOf(path), 'kong.yaml')]: 'env: {}\n' };
      expect(clustersWith(withFerry, files)).toEqual([]);
    },
  );

  const crossing = (spec: object): string =>
    manifest('ferry.example/v1', 'Crossing', 'morning', 'ferries', { timetableRef: { name: 'kong-times' }, ...spec });
  const objects = {
    'ferries/crossing.yaml': crossing({ cargo: 'cargo', shore: 'island' }),
    'ferries/times.yaml': manifest('ferry.example/v1', 'Timetable', 'kong-times', 'ferries'),
    'cargo/gateway.yaml': httpGateway('edge', 'kong'),
    'class.yaml': gatewayClass(),
  };
  const told = (clusters: readonly Cluster[]): readonly string[] =>
    clusters.map(({ name, objects: all }) => `${name}: ${all.map(nameOf).toSorted().join(', ')}`);

  test('has its objects followed: what they deploy lands where they say', () => {
    const clusters = clustersWith(withFerry, objects);
    expect(told(clusters)).toEqual(['island: Gateway kong/edge, GatewayClass kong, Timetable ferries/kong-times']);
    expect(clusters[0]?.evidence).toBe('a ferry crosses to island');
  });

  test('has the directories that its objects deploy: nothing in them is applied by hand', () => {
    const { 'ferries/times.yaml': _, ...others } = objects;
    expect(told(clustersWith(withFerry, others))).toEqual(['default: GatewayClass kong']);
  });

  test('without it the directory is applied by hand', () => {
    expect(told(clustersWith(gitOpsTools, objects))).toEqual(['default: Gateway kong/edge, GatewayClass kong']);
  });

  test('declares clusters by directories', () => {
    const clusters = clustersWith(withFerry, {
      'harbour/home.yaml': manifest('ferry.example/v1', 'Crossing', 'home', 'ferries', {
        cargo: 'harbour/cargo',
        timetableRef: { name: 'kong-times' },
      }),
      'harbour/times.yaml': objects['ferries/times.yaml'],
      'harbour/cargo/kong.yaml': httpGateway('harbour', 'kong'),
      'village/kong.yaml': httpGateway('village', 'kong'),
    });
    expect(clusters.map(({ name, evidence }) => `${name}: ${evidence}`)).toContain('harbour: the ferries start here');
  });
});

test('objects of Flux are found in JSON', () => {
  const json = JSON.stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'edge', namespace: 'kong' },
    spec: {
      chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
    },
  });
  const releases = clustersWith(gitOpsTools, { 'apps/edge.json': json }).flatMap((cluster) => cluster.releases);
  expect(releases).toMatchObject([{ name: { value: 'edge' }, declaration: { tool: 'flux' } }]);
});
