import { get, type MapNode, type Node } from '../source/node.ts';
import { asksToReplace } from './patch-directive.ts';
import { assertDistinct } from './identities.ts';
import { remembering, withRoot, type Resource } from './resource.ts';
import { strategicMerge, type SettledNodes } from './strategic-merge.ts';
import { blaming } from './unbuildable.ts';
import { mapEntries, rawText, stringNode, withEntry, withoutEntry } from './values.ts';

/** What a patch may change of an object's identity. */
export interface PatchOptions {
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

export const noOptions: PatchOptions = { allowNameChange: false, allowKindChange: false };

/** The `options` of an entry of `patches`. */
export function optionsOf(node: Node | undefined): PatchOptions {
  const flag = (name: string) => {
    const value = get(node, name);
    return value?.kind === 'scalar' && value.value === true;
  };
  return { allowNameChange: flag('allowNameChange'), allowKindChange: flag('allowKindChange') };
}

/** A patch that is applied through a selection is copied first, which makes its labels strings. */
export function copied(patch: MapNode): MapNode {
  const metadata = get(patch, 'metadata');
  if (metadata?.kind !== 'map') return patch;
  let plain = metadata;
  for (const field of ['labels', 'annotations']) {
    const map = get(plain, field);
    if (map === undefined) continue;
    const texts = map.kind === 'map' ? mapEntries(map, (value) => stringNode(rawText(value), value.at)) : map;
    const empty = texts.kind !== 'map' || texts.entries.size === 0;
    plain = empty ? withoutEntry(plain, field) : withEntry(plain, field, texts);
  }
  return withEntry(patch, 'metadata', plain);
}

/** Merges a patch into every selected object; what it deletes or empties falls out. */
export function mergeInto(
  resources: readonly Resource[],
  selects: (resource: Resource) => boolean,
  patch: MapNode,
  options: PatchOptions,
  settled: SettledNodes,
): readonly Resource[] {
  const merged: Resource[] = [];
  for (const resource of resources) {
    const result = selects(resource) ? mergedWith(resource, patch, options, settled) : resource;
    if (result !== null) merged.push(result);
  }
  assertDistinct(merged);
  return merged;
}

/** Kind, name and namespace stay what they are unless the options let them change. */
function mergedWith(resource: Resource, patch: MapNode, options: PatchOptions, settled: SettledNodes): Resource | null {
  // kustomize merges in place, and what would take the place of the object as a whole is dropped.
  if (asksToReplace(patch)) return resource;
  const renames = options.allowNameChange || options.allowKindChange;
  const kept = resource.root;
  const own = withEntry(patch, 'apiVersion', get(kept, 'apiVersion') ?? patch);
  const merged = blaming(patch.at, () => strategicMerge(kept, own, settled, resource.aliases));
  if (merged === null || merged.root.entries.size === 0) return null;
  let root = merged.root;
  const kind = get(kept, 'kind');
  if (!options.allowKindChange && kind !== undefined) root = withEntry(root, 'kind', kind);
  if (!options.allowNameChange) root = keeping(root, kept, 'name');
  root = keeping(root, kept, 'namespace');
  return withRoot(renames ? remembering(resource) : resource, root, merged.aliases);
}

function keeping(root: MapNode, kept: MapNode, field: 'name' | 'namespace'): MapNode {
  const metadata = get(root, 'metadata');
  if (metadata?.kind !== 'map') return root;
  const value = get(kept, 'metadata', field);
  const restored = value === undefined ? withoutEntry(metadata, field) : withEntry(metadata, field, value);
  return withEntry(root, 'metadata', restored);
}
