import { withEntry } from '../source/entries.ts';
import { type Entry, type MapNode, type Node, type ScalarNode, scalarWith, withValue } from '../source/node.ts';
import { AliasEdits } from './aliases.ts';
import { editField, type FieldSpec } from './field-path.ts';
import { withRoot, type Resource } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { emptyMap, isNull, rawText, stringNode, withEntries } from './values.ts';

/** A label or annotation as it is written where there was none: one node for all fields of all objects. */
interface Pair extends Entry {
  readonly value: ScalarNode;
}

/** Writes labels or annotations into every field of the specs; each keeps its place in `pairs`. */
export function addPairs(
  resources: readonly Resource[],
  pairs: MapNode,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  if (pairs.entries.size === 0) return resources;
  const added = [...pairs.entries.values()].map(({ key, keyAt, value }) => ({
    key,
    keyAt,
    value: stringNode(rawText(value), value.at),
  }));
  // Nearly all objects get all of them and had none before: those have one set of aliases.
  const all = new Set(added.map(({ value }) => value));
  const change = (field: Node, aliases: AliasEdits): Node =>
    withPairs(isNull(field) ? emptyMap(pairs.at) : field, added, aliases);
  const edits = specs.map((spec) => ({ spec, creates: { leaf: 'map' as const, at: pairs.at }, change }));
  return resources.map((resource) => {
    const aliases = new AliasEdits(resource.aliases, all);
    let root = resource.root;
    for (const edit of edits) root = editField(root, resource.id, edit, aliases);
    const settled = aliases.settle(root);
    return withRoot(resource, settled.root, settled.aliases);
  });
}

function withPairs(map: Node, pairs: readonly Pair[], aliases: AliasEdits): Node {
  if (map.kind !== 'map')
    throw new Unbuildable(naming`cannot set ${pairs[0]?.key ?? ''} in something that is not a map`);
  let { entries } = map;
  for (const pair of pairs) entries = withEntry(entries, writtenOver(entries.get(pair.key), pair, aliases));
  return withEntries(map, entries);
}

/** New fields share one node; an old one keeps to itself, or to what it already shares. */
function writtenOver(old: Entry | undefined, pair: Pair, aliases: AliasEdits): Entry {
  if (old !== undefined) return withValue(old, aliases.replace(old.value, scalarWith(pair.value, {})));
  aliases.add(pair.value);
  return pair;
}
