import type { MapNode, Node } from '../source/node.ts';
import { kindOf, metadataText, resourceOf, type Resource } from './resource.ts';
import type { Reader } from './reader.ts';
import { asKustomizeReads } from './scalars.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNull } from './values.ts';

/** The objects of a resource file, lists taken apart. */
export function readResources(reader: Reader, relative: string, path: string): Resource[] {
  const documents = reader.documents(relative, 'refused');
  if ('reason' in documents) {
    reader.miss(documents);
    return [];
  }
  return withoutLists(documents, path, reader).map((root) => resourceOf(root, path));
}

/** Every object needs a kind and a name; objects of kind SomethingList are replaced by their items. */
function withoutLists(documents: readonly Node[], path: string, reader: Reader): MapNode[] {
  const pending = objectsIn(documents, path, reader);
  const objects: MapNode[] = [];
  for (const object of pending) {
    const items = kindOf(object).endsWith('List') ? object.entries.get('items')?.value : undefined;
    if (items === undefined) objects.push(object);
    else if (items.kind === 'list') pending.push(...objectsIn(items.items, path, reader));
    else if (!isNull(items)) throw new Unbuildable(naming`the items of a ${kindOf(object)} are no list`, { path });
  }
  return objects;
}

function objectsIn(documents: readonly Node[], path: string, reader: Reader): MapNode[] {
  const objects: MapNode[] = [];
  for (const document of documents) {
    if (isNull(document) || isEmpty(document)) continue;
    const read = asKustomizeReads(document, reader.written);
    if (read.kind !== 'map') throw new Unbuildable('holds a document that is no object', { path, at: document.at });
    const kind = kindOf(read);
    if (kind === '') throw new Unbuildable('holds an object without a kind', { path, at: document.at });
    if (!kind.endsWith('List') && metadataText(read, 'name') === '') {
      throw new Unbuildable(naming`holds a ${kind} without a name`, { path, at: document.at });
    }
    objects.push(read);
  }
  return objects;
}

function isEmpty(node: Node): boolean {
  return (node.kind === 'map' && node.entries.size === 0) || (node.kind === 'list' && node.items.length === 0);
}
