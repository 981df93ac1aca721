import type { Place } from '../source/location.ts';
import { listAt, stringAt } from '../source/node.ts';
import { gatewayGroup } from '../kubernetes/kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { placeholderIn } from './placeholder.ts';
import type { Reference } from './references.ts';

/** Whom a grant permits something. */
export interface GrantFrom {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly at: Place;
}

/** What a grant permits; everything of the kind where the name is null. */
export interface GrantTo {
  readonly group: string;
  readonly kind: string;
  readonly name: string | null;
  readonly at: Place;
}

/** A ReferenceGrant; a field that is not known is empty. */
export interface ReferenceGrant {
  readonly object: KubeObject;
  readonly namespace: string | null;
  readonly from: readonly GrantFrom[];
  readonly to: readonly GrantTo[];
  /** Whether nothing of it is filled in elsewhere. */
  readonly isClear: boolean;
}

/** The grant an object states, or null when it is something else. */
export function readReferenceGrant(object: KubeObject): ReferenceGrant | null {
  if (object.kind !== 'ReferenceGrant' || object.group !== gatewayGroup) return null;
  const stated = {
    object,
    namespace: object.namespace,
    from: listAt(object.root, 'spec', 'from').map((item) => ({
      group: stringAt(item, 'group')?.value ?? '',
      kind: stringAt(item, 'kind')?.value ?? '',
      namespace: stringAt(item, 'namespace')?.value ?? '',
      at: item.at,
    })),
    to: listAt(object.root, 'spec', 'to').map((item) => ({
      group: stringAt(item, 'group')?.value ?? '',
      kind: stringAt(item, 'kind')?.value ?? '',
      name: stringAt(item, 'name')?.value ?? null,
      at: item.at,
    })),
  };
  return { ...stated, isClear: isClear(stated) };
}

/** Whether two groups are one: `core` is taken for the empty group. */
export function isSameGroup(a: string, b: string): boolean {
  return (a === 'core' ? '' : a) === (b === 'core' ? '' : b);
}

/** Whether a grant speaks of the same kinds and the same namespaces as a reference, whatever name it allows. */
export function isForPair({ from, to }: ReferenceGrant, reference: Pick<Reference, 'from' | 'to'>): boolean {
  return (
    from.some(
      ({ group, kind, namespace }) =>
        group === reference.from.group && kind === reference.from.kind && namespace === reference.from.namespace,
    ) && to.some(({ group, kind }) => isSameGroup(group, reference.to.group) && kind === reference.to.kind)
  );
}

/** Told once for each grant: thousands of routes may ask. */
function isClear({ from, to }: Pick<ReferenceGrant, 'from' | 'to'>): boolean {
  const texts = [
    ...from.flatMap(({ kind, namespace }) => [kind, namespace]),
    ...to.flatMap(({ kind, name }) => [kind, name ?? 'any']),
  ];
  return texts.every((text) => text !== '' && placeholderIn(text) === null);
}
