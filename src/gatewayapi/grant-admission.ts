import { listAt, type Node } from '../source/node.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { textFault } from './field-fault.ts';
import { isGroup, isKindName, isNamespaceName } from './field-formats.ts';
import { notServed, type InstalledCrds } from './installed-crds.ts';
import { metadataOf } from './metadata.ts';
import { metadataFaults } from './metadata-admission.ts';

const fields = {
  from: [
    ['group', isGroup],
    ['kind', isKindName],
    ['namespace', isNamespaceName],
  ],
  to: [
    ['group', isGroup],
    ['kind', isKindName],
  ],
} as const;

/** Why the API server refuses a ReferenceGrant, which then does not exist; null where it takes it. */
export function grantRejection(object: KubeObject, crds: InstalledCrds | null): string | null {
  return (
    notServed(object, crds) ??
    metadataFaults(metadataOf(object))[0]?.reason ??
    listFault(object, 'from') ??
    listFault(object, 'to')
  );
}

function listFault({ root }: KubeObject, list: 'from' | 'to'): string | null {
  for (const [index, item] of listAt(root, 'spec', list).entries()) {
    const fault = itemFault(item, list);
    if (fault !== null) return `${list}[${String(index)}] ${fault}`;
  }
  return null;
}

function itemFault(item: Node, list: 'from' | 'to'): string | null {
  for (const [field, isSound] of fields[list]) {
    const fault = textFault(item, field, isSound, true);
    if (fault !== null)
      return field === 'group' && fault === 'lacks group' ? `${fault}: the core group is written ""` : fault;
  }
  return list === 'to' ? textFault(item, 'name', (name) => name !== '' && name.length <= 253, false) : null;
}
