import { groupOf, isReviewed, reviewedGroups, reviewedKindNames } from '../../kubernetes/known-kinds.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import type { WhyUnread } from '../../source/unread.ts';

/** Lists within lists are legal and useless. */
const listDepth = 4;

/** The fields that tell an object from all others. */
const identity = [['apiVersion'], ['kind'], ['metadata'], ['metadata', 'name'], ['metadata', 'namespace']] as const;

/**
 * Why nobody knows which object of ours a document states: a field that tells it from others is not known, or the API
 * server makes up the name. Null where it states none, or a known one. Nothing else is said of such an object.
 */
export function whyUnidentified(root: Node, depth = listDepth): WhyUnread | null {
  if (stringAt(root, 'kind')?.value.endsWith('List') === true) {
    if (depth === 0) return { cause: 'limit', reason: `holds lists in more than ${listDepth} lists` };
    for (const item of listAt(root, 'items')) {
      const found = whyUnidentified(item, depth - 1);
      if (found !== null) return found;
    }
  }
  if (isEncrypted(root))
    return { cause: 'unsupported', reason: 'is encrypted by SOPS with its kind, so that nobody knows what it states' };
  if (!mayBeOurs(root)) return null;
  for (const path of identity) {
    const node = get(root, ...path);
    if (node?.kind !== 'unknown') continue;
    return { cause: 'unknown-value', reason: `states an object whose ${path.join('.')} is not known: ${node.reason}` };
  }
  const isNamed = get(root, 'metadata', 'name') !== undefined;
  if (isNamed || get(root, 'metadata', 'generateName') === undefined) return null;
  const reason = 'states an object with generateName, whose name is not known before it is created';
  return { cause: 'unsupported', reason };
}

/** Whether the kind itself is encrypted: who deploys the file decrypts it first. */
function isEncrypted(root: Node): boolean {
  return get(root, 'sops')?.kind === 'map' && stringAt(root, 'kind')?.value.startsWith('ENC[') === true;
}

/** By what is known of its group and its kind, at least one of them. */
function mayBeOurs(root: Node): boolean {
  const [version, kind] = [stringAt(root, 'apiVersion')?.value, stringAt(root, 'kind')?.value];
  if (version !== undefined && kind !== undefined) return isReviewed({ group: groupOf(version), kind });
  if (version !== undefined) return get(root, 'kind')?.kind === 'unknown' && reviewedGroups.includes(groupOf(version));
  return kind !== undefined && get(root, 'apiVersion')?.kind === 'unknown' && reviewedKindNames.includes(kind);
}
