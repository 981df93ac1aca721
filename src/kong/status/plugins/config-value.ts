import { plainValue } from '../../../admission/plain-value.ts';
import { isFilledIn } from '../../../gatewayapi/placeholder.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { isMap, put, type Value, type ValueMap } from '../../../kubernetes/schema/model/value.ts';
import { bracePlaceholder } from '../../../source/brace-placeholder.ts';
import { get, type Node } from '../../../source/node.ts';
import { isVaultReference } from '../../plugins/bounds.ts';

/** The configuration of a KongPlugin or KongClusterPlugin; null where not all of it stands in the object. */
export function statedConfig({ root }: KubeObject): ValueMap | null {
  if (root.entries.has('configFrom') || root.entries.has('configPatches')) return null;
  const node = get(root, 'config');
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return {};
  const value = configValue(node);
  return isMap(value) ? value : null;
}

/** A configuration as the controller reads it: references to a vault stand for themselves, what is filled in later is undefined. */
export function configValue(node: Node): Value {
  if (node.kind === 'list') return node.items.map(configValue);
  if (node.kind !== 'map') {
    return node.kind === 'scalar' && isVaultReference(node.value) ? node.value : plainValue(node);
  }
  if (bracePlaceholder(node) !== undefined) return undefined;
  const map: Record<string, Value> = {};
  for (const { key, value } of node.entries.values()) {
    if (isFilledIn(key)) return undefined;
    put(map, key, configValue(value));
  }
  return map;
}
