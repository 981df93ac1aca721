import type { Node } from '../../source/node.ts';
import { get, listAt } from '../../source/node.ts';
import type { Declaration, KubeObject } from '../cluster.ts';
import { objectAt } from '../plain/objects.ts';
import { directoryOf, resolvePath } from '../tree/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Content } from './content.ts';
import { manifestsBelow, plainContent } from './directory.ts';

/** Fields of a kustomization that a tool lays over the one in the directory, under their own names. */
export interface KustomizeOverrides {
  readonly overrides: ReadonlyMap<string, Node>;
}

/** Who asks for a build: for the declarations of releases and for messages. */
export interface Builder {
  readonly tool: Declaration;
  readonly title: string;
}

/** What a directory with a kustomization builds. */
export function kustomizationContent(
  index: TreeIndex,
  directory: string,
  _options: KustomizeOverrides & Builder,
): Content {
  const objects: KubeObject[] = [];
  collect(index, directory, new Set(), objects);
  return { objects, releases: [], unverified: [] };
}

function collect(index: TreeIndex, directory: string, seen: Set<string>, objects: KubeObject[]): void {
  const path = index.kustomizations.get(directory);
  if (path === undefined || seen.has(directory)) return;
  seen.add(directory);
  const root = index.sources.file(path)?.documents[0]?.root;
  for (const item of [...listAt(root, 'resources'), ...listAt(root, 'bases')]) {
    const target = item.kind === 'scalar' ? resolvePath(directoryOf(path), String(item.value)) : null;
    if (target === null) continue;
    if (index.isDirectory(target)) collect(index, target, seen, objects);
    else objects.push(...index.objects(target).flatMap((object) => objectAt(object.root, object.path) ?? []));
  }
}

/** What Flux builds of a path: its kustomization, or everything below where there is none. */
export function fluxBuild(index: TreeIndex, directory: string, _spec: Node | undefined, builder: Builder): Content {
  if (index.hasKustomization(directory))
    return kustomizationContent(index, directory, { ...builder, overrides: new Map() });
  void get;
  return plainContent(index, manifestsBelow(index, directory, true));
}
