import { mapAt, type MapNode, type Node, withValue } from '../../source/node.ts';
import { joinPath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Application, ArgoSource } from './application.ts';

/**
 * A source with what files in its directory set of it, as a JSON merge patch: `.argocd-source.yaml`, and then the one of
 * this Application, which Argo CD Image Updater writes. Neither says where the source is.
 */
export function withOverrides(
  source: ArgoSource,
  { object }: Application,
  directory: string,
  { sources }: TreeIndex,
): { readonly source: ArgoSource; readonly files: readonly string[] } {
  const files = ['.argocd-source.yaml', `.argocd-source-${object.name.value}.yaml`]
    .map((name) => joinPath(directory, name))
    .filter((path) => sources.has(path));
  const patches = files.flatMap((path) => mapAt(sources.file(path)?.documents[0]?.root) ?? []);
  return { source: { ...source, node: patches.reduce(patched, source.node) }, files };
}

function patched(target: MapNode, patch: MapNode): MapNode {
  const entries = new Map(target.entries);
  for (const [name, entry] of patch.entries) {
    const { value } = entry;
    if (isNull(value)) entries.delete(name);
    else if (value.kind === 'map')
      entries.set(name, withValue(entry, patched(mapAt(target, name) ?? empty(value), value)));
    else entries.set(name, entry);
  }
  return { ...target, entries };
}

function empty(node: MapNode): MapNode {
  return { ...node, entries: new Map() };
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}
