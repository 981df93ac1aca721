import { isMetadataKey, isLabelValue, isName, type NameForm } from '../kubernetes/schema/core/metadata.ts';
import type { MapNode, Node } from '../source/node.ts';

/**
 * Whether the API server certainly says nothing of the metadata of an object: a name, a namespace, labels and annotations
 * as they should be. Of most objects there is nothing else, and no data need to be made of the nodes to see it.
 */
export function hasPlainMetadata(root: MapNode, form: NameForm): boolean {
  const metadata = root.entries.get('metadata')?.value;
  if (metadata?.kind !== 'map' || !metadata.entries.has('name')) return false;
  for (const { key, value } of metadata.entries.values()) {
    if (key === 'name' || key === 'namespace') {
      if (!isText(value) || !isName(value.value, key === 'name' ? form : 'label')) return false;
    } else if (key === 'labels') {
      if (!areLabels(value)) return false;
    } else if (key !== 'annotations' || !areAnnotations(value)) return false;
  }
  return true;
}

function isText(node: Node): node is Extract<Node, { kind: 'scalar' }> & { readonly value: string } {
  return node.kind === 'scalar' && typeof node.value === 'string';
}

function areLabels(node: Node): boolean {
  if (node.kind !== 'map') return false;
  for (const { key, value } of node.entries.values())
    if (!isText(value) || !isLabelValue(value.value) || !isMetadataKey(key, 'labels')) return false;
  return true;
}

/** Far fewer than may be: what is left counts bytes. */
const fewCharacters = 32 * 1024;

function areAnnotations(node: Node): boolean {
  if (node.kind !== 'map') return false;
  let length = 0;
  for (const { key, value } of node.entries.values()) {
    if (!isText(value) || !isMetadataKey(key, 'annotations')) return false;
    length += key.length + value.value.length;
  }
  return length < fewCharacters;
}
