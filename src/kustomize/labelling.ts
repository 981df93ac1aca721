import type { Place } from '../source/location.ts';
import type { MapNode, Node, ScalarNode } from '../source/node.ts';
import { AliasEdits } from './aliases.ts';
import { editField, type FieldSpec } from './field-path.ts';
import { withRoot, type Resource } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { emptyMap, isNull, rawText, stringNode, withEntry } from './values.ts';

/** Writes labels or annotations into every field of the specs; each keeps its place in `pairs`. */
export function addPairs(
  resources: readonly Resource[],
  pairs: MapNode,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  if (pairs.entries.size === 0) return resources;
  const values = [...pairs.entries.values()].map(({ key, keyAt, value }) => ({
    key,
    keyAt,
    value: stringNode(rawText(value), value.at),
  }));
  return resources.map((resource) => withPairs(resource, pairs, values, specs));
}

interface Pair {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: ScalarNode;
}

function withPairs(resource: Resource, pairs: MapNode, values: readonly Pair[], specs: readonly FieldSpec[]): Resource {
  const edits = new AliasEdits(resource.aliases);
  const change = (field: Node): Node => {
    let map = isNull(field) ? emptyMap(pairs.at) : field;
    for (const { key, keyAt, value } of values) {
      if (map.kind !== 'map') throw new Unbuildable(naming`cannot set ${key} in something that is not a map`);
      map = withEntry(map, key, written(map.entries.get(key)?.value, value, edits), keyAt);
    }
    return map;
  };
  let root = resource.root;
  for (const spec of specs) root = editField(root, resource.id, { spec, leaf: 'map', at: pairs.at, change });
  const settled = edits.settle(root);
  return withRoot(resource, settled.root, settled.aliases);
}

/** New fields share one node; an old one keeps to itself, or to what it already shares. */
function written(old: Node | undefined, value: ScalarNode, edits: AliasEdits): ScalarNode {
  if (old !== undefined) return edits.replace(old, { ...value });
  edits.add(value);
  return value;
}
