import type { Located } from '../../source/location.ts';
import type { MapNode } from '../../source/node.ts';
import { newestChart } from '../kong-chart.ts';
import { setAside } from '../plain/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type KongChart, shapeOfValues } from '../values-shape.ts';
import type { KustomizeGraph } from './kustomize-graph.ts';
import { releaseOf, locationOf } from './release.ts';
import type { Candidate, Unit } from './unit.ts';

/** What is assumed of a release that nothing declares: the name Kong's own guides use. */
const assumedName = 'kong';

/** Values files that have the shape of Kong's and that nothing attaches to a release, one unit each. */
export function candidateUnits(index: TreeIndex, graph: KustomizeGraph, units: readonly Unit[]): readonly Unit[] {
  const attached = attachedFiles(units);
  const candidates: Unit[] = [];
  for (const path of index.manifests) {
    if (attached.has(path) || graph.files.has(path) || /(^|\/)ci\//.test(path) || setAside(path, index) !== null)
      continue;
    if (index.objects(path).length > 0) continue;
    const root = index.sources.file(path)?.documents[0]?.root;
    const chart = root === undefined ? null : shapeOfValues(root);
    if (root?.kind === 'map' && chart !== null)
      candidates.push(unitOf({ path, release: assumedRelease(path, root, chart) }));
  }
  return candidates;
}

function unitOf(candidate: Candidate): Unit {
  const { path } = candidate;
  return {
    anchors: [path],
    destination: null,
    overlay: false,
    objects: [],
    releases: [],
    unverified: [],
    candidates: [candidate],
  };
}

function assumedRelease(path: string, root: MapNode, chart: KongChart): Candidate['release'] {
  const from = 'the names in Kong’s guides, since nothing declares the release';
  const version: Located<string> = { value: newestChart[chart], at: { default: `the newest ${chart} known` } };
  return releaseOf(
    {
      name: { certainty: 'defaulted', value: assumedName, from },
      namespace: { certainty: 'defaulted', value: assumedName, from },
      chart,
      chartVersion: { certainty: 'defaulted', value: version.value, from: `the newest ${chart} known` },
      declaration: { tool: 'values-shape', at: locationOf(root, path) },
    },
    { layers: [{ label: path, root }], assignments: [], unverified: null },
    path,
  );
}

/** Files that are layers of a release. */
function attachedFiles(units: readonly Unit[]): ReadonlySet<string> {
  return new Set(units.flatMap(({ releases }) => releases.flatMap(({ layers }) => layers.map(({ label }) => label))));
}
