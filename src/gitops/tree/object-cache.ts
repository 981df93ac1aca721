import { definitionDocuments } from '../../kubernetes/definition-documents.ts';
import type { KindLookup } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Sources } from '../../source/sources.ts';
import { objectsOf } from '../objects/objects.ts';

/** The objects that a file states, read once; none when it cannot be read. */
export function objectCache(sources: Sources, kinds: KindLookup): (path: string) => readonly KubeObject[] {
  const cache = new Map<string, readonly KubeObject[]>();
  return (path) => {
    let objects = cache.get(path);
    if (objects === undefined) {
      const documents = definitionDocuments(sources, path) ?? sources.file(path)?.documents ?? [];
      objects = documents.flatMap((document) => objectsOf(document, kinds));
      cache.set(path, objects);
    }
    return objects;
  };
}
