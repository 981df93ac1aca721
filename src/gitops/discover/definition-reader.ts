import type { KubeObject } from '../../kubernetes/object.ts';
import { statedDefinition, type StatedDefinition } from '../../kubernetes/stated-definition.ts';
import type { MapNode } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';

/** Reads definitions of a tree; each once, however many clusters get it. */
export function definitionReader(sources: Sources): (object: KubeObject) => StatedDefinition | null {
  const known = new WeakMap<MapNode, StatedDefinition | null>();
  return (object) => {
    const found = known.get(object.root);
    if (found !== undefined) return found;
    const read = statedDefinition(object, (path) => sources.text(path));
    known.set(object.root, read);
    return read;
  };
}
