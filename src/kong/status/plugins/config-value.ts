import { plainValue } from '../../../admission/plain-value.ts';
import { mapOf, type Value } from '../../../kubernetes/schema/model/value.ts';
import type { Node } from '../../../source/node.ts';
import { isVaultReference } from '../../plugins/bounds.ts';

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
