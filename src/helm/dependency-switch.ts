import { get, mapAt, type MapNode, type Node } from '../source/node.ts';
import type { Dependency } from './chart-file.ts';
import { coalesce } from './merge.ts';

/**
 * Whether a dependency is installed. The first of its conditions that is a boolean in the parent's
 * values decides, over the tags; without either it is on. `childDefaults` are the child's own
 * values where it is in the tree, since a condition may point into them.
 */
export function isEnabled(dependency: Dependency, parent: MapNode, childDefaults: MapNode | null): boolean {
  for (const path of dependency.conditions) {
    const value = atPath(dependency, parent, childDefaults, path.split('.'));
    if (value?.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
  }
  return enabledByTags(dependency.tags, mapAt(parent, 'tags'));
}

function atPath(
  dependency: Dependency,
  parent: MapNode,
  childDefaults: MapNode | null,
  keys: readonly string[],
): Node | undefined {
  const key = dependency.alias ?? dependency.name;
  const own = mapAt(parent, key);
  if (keys[0] !== key || childDefaults === null) return get(parent, ...keys);
  return get(own === undefined ? childDefaults : coalesce(own, childDefaults), ...keys.slice(1));
}

/** On when one tag is true, off when one is false and none true. */
function enabledByTags(tags: readonly string[], values: MapNode | undefined): boolean {
  const told = tags
    .map((tag) => values?.entries.get(tag)?.value)
    .flatMap((node) => (node?.kind === 'scalar' && typeof node.value === 'boolean' ? [node.value] : []));
  return told.length === 0 || told.includes(true);
}
