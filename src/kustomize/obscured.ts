import { mapped } from '../source/entries.ts';
import { type MapNode, type Node, type UnknownNode, withValue } from '../source/node.ts';
import { withRoot, type Resource } from './resource.ts';
import { mapEntries, mapItems } from './values.ts';

/** An object of which something that was not read may change anything but its identity. */
export function obscured(resource: Resource, reason: string): Resource {
  const entries = mapped(resource.root.entries, (entry) =>
    identity.has(entry.key) ? entry : withValue(entry, unknownFor(entry.value, reason)),
  );
  return withRoot(resource, { ...resource.root, entries });
}

const identity = new Set(['apiVersion', 'kind', 'metadata']);

function unknownFor(value: Node, reason: string): UnknownNode {
  return value.kind === 'unknown' ? value : { kind: 'unknown', reason, at: value.at };
}

/** `root` with every string unknown in which one of the variables `$(NAME)` stands. */
export function withUnknownVariables(root: MapNode, names: ReadonlySet<string>, reason: string): MapNode {
  const change = (node: Node): Node => {
    if (node.kind === 'map') return mapEntries(node, change);
    if (node.kind === 'list') return mapItems(node, change);
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
    const used = [...node.value.matchAll(/\$\(([-A-Za-z0-9_.]+)\)/g)].some(([, name]) => names.has(name ?? ''));
    return used ? unknownFor(node, reason) : node;
  };
  return mapEntries(root, change);
}
