import type { MapNode, Node } from '../../source/node.ts';
import { editField, type FieldSpec } from './field-path.ts';
import { gvkOf, type Resource } from './resource.ts';
import { Unbuildable } from './unbuildable.ts';
import { emptyMap, isNull, rawText, stringNode, withEntry } from './values.ts';

/** Writes labels or annotations into every field of the specs; each keeps its place in `pairs`. */
export function addPairs(
  resources: readonly Resource[],
  pairs: MapNode,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  if (pairs.entries.size === 0) return resources;
  const keys = [...pairs.entries.keys()].toSorted();
  const change = (field: Node): Node => {
    let map = isNull(field) ? emptyMap(pairs.at) : field;
    for (const key of keys) {
      if (map.kind !== 'map') throw new Unbuildable(`cannot set ${key} in something that is not a map`);
      const entry = pairs.entries.get(key);
      if (entry !== undefined) map = withEntry(map, key, stringNode(rawText(entry.value), entry.value.at), entry.keyAt);
    }
    return map;
  };
  return resources.map((resource) => {
    const gvk = gvkOf(resource.root);
    let root = resource.root;
    for (const spec of specs) root = editField(root, gvk, { spec, leaf: 'map', at: pairs.at, change });
    return { ...resource, root };
  });
}
