import { plainValue } from '../../../admission/plain-value.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { isMap, mapOf, type Value, type ValueMap } from '../../../kubernetes/schema/model/value.ts';
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
  const entries = [...node.entries.values()].map(({ key, value }): [string, Value] => [key, configValue(value)]);
  const hasPlaceholder = plainValue({ ...node, entries: keysOf(node.entries) }) === undefined;
  return hasPlaceholder ? undefined : mapOf(entries);
}

/** The same keys with nothing in them. */
function keysOf(entries: Extract<Node, { kind: 'map' }>['entries']): Extract<Node, { kind: 'map' }>['entries'] {
  return new Map(
    [...entries].map(([key, entry]) => [
      key,
      { ...entry, value: { kind: 'scalar', value: null, text: '', style: 'plain', at: entry.keyAt } },
    ]),
  );
}
