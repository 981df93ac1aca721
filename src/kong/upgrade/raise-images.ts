import { setPath } from '../../helm/set-path.ts';
import { toNode } from '../../source/json.ts';
import type { Location, Place } from '../../source/location.ts';
import { mapped } from '../../source/entries.ts';
import { get, type MapNode, type Node, scalarWith, withValue } from '../../source/node.ts';
import { imageWith, tagWith } from './image-with.ts';

/**
 * Values with another version of an image, as the chart reads it: a whole reference where one is written, else the tag.
 * @param instead where to point when the values do not name the tag
 */
export function withImageTag(
  values: MapNode,
  image: readonly string[],
  version: string | null,
  instead: Location,
): MapNode {
  if (version === null || get(values, ...image)?.kind === 'unknown') return values;
  const textAt = (key: string): { readonly text: string; readonly at: Place } | null => {
    const node = get(values, ...image, key);
    return node?.kind === 'scalar' && node.value !== null && node.value !== ''
      ? { text: String(node.value), at: node.at }
      : null;
  };
  const set = (map: MapNode, key: string, text: string, at: Place): MapNode =>
    setPath(map, [...image, key], toNode(text, at));
  const [unified, tag, digest, semver] = ['unifiedRepoTag', 'tag', 'digest', 'effectiveSemver'].map(textAt);
  let raised = unified
    ? set(values, 'unifiedRepoTag', imageWith(unified.text, version), unified.at)
    : set(values, 'tag', tag ? tagWith(tag.text, version) : version, tag?.at ?? instead);
  // A digest and a stated version are those of the old image.
  if (digest) raised = set(raised, 'digest', '', digest.at);
  if (semver) raised = set(raised, 'effectiveSemver', version, semver.at);
  return raised;
}

/** A tree with another text where a scalar is written. */
export function withScalar(root: MapNode, at: Place, text: string): MapNode {
  const changed = replaced(root, at, text);
  return changed.kind === 'map' ? changed : root;
}

function replaced(node: Node, at: Place, text: string): Node {
  if (node.kind === 'scalar') return node.at === at ? scalarWith(node, { value: text, text }) : node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => replaced(item, at, text)) };
  if (node.kind === 'unknown') return node;
  const entries = mapped(node.entries, (entry) => withValue(entry, replaced(entry.value, at, text)));
  return { ...node, entries };
}
