import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import { isFilledLater, secretSourcesOf, type SecretSource } from '../../../gatewayapi/secret.ts';
import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { secret } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { Targets } from '../../../kubernetes/targets.ts';
import { directoryOf } from '../../../source/paths.ts';
import { get } from '../../../source/node.ts';
import type { SecretFault } from '../../model/kong-references.ts';

/** The Secrets of a tree, and those that a change takes out of it. */
export interface Secrets {
  readonly there: Targets<SecretSource>;
  readonly removed: readonly KubeObject[];
  readonly holdsEvery: HoldsEvery;
}

export function secretsOf(
  objects: readonly KubeObject[],
  removed: readonly KubeObject[],
  holdsEvery: HoldsEvery,
): Secrets {
  const sources = objects.flatMap(secretSourcesOf);
  return {
    there: new Targets(sources, ({ namespace, name }) => ({ ...secret, namespace, name })),
    removed: removed.filter((object) => isOfKind(object, secret)),
    holdsEvery,
  };
}

/** Where a Secret is named. */
export interface SecretName {
  readonly namespace: string | null;
  readonly name: string;
  readonly namer: KubeObject;
}

/**
 * What is wrong with a Secret that is named; null where nothing is, or nobody knows.
 * @param judge what is wrong with one that the tree shows
 */
export function secretFault(
  { namespace, name, namer }: SecretName,
  { there, removed, holdsEvery }: Secrets,
  judge: (object: KubeObject) => SecretFault | null,
): SecretFault | null {
  if ([namespace ?? '', name].some((text) => text !== '' && placeholderIn(text) !== null) || name === '') return null;
  const sources = there.find({ ...secret, namespace, name });
  if (sources.length > 0) {
    const plain = sources.filter(({ object }) => isPlain(object));
    const faults = plain.map(({ object }) => judge(object));
    // One that is sound, or that somebody else fills, is enough.
    return plain.length === sources.length && faults.every((fault) => fault !== null) ? (faults[0] ?? null) : null;
  }
  const gone = removed.find((object) => {
    const isHere = namespace === null ? directoryOf(object.path) === directoryOf(namer.path) : true;
    return object.name.value === name && object.namespace === namespace && isHere;
  });
  if (gone !== undefined) return { kind: 'absent', absence: { why: 'removed', object: gone } };
  const isNowhere = namespace !== null && holdsEvery(secret, namespace);
  return isNowhere ? { kind: 'absent', absence: { why: 'complete' } } : null;
}

/** Whether the tree shows a Secret as the cluster has it, its values aside. */
function isPlain(object: KubeObject): boolean {
  return isOfKind(object, secret) && get(object.root, 'sops') === undefined && !isFilledLater(object);
}

/** The keys that a Secret holds; null where they are not known, or somebody else fills it. */
export function keysOf({ root }: KubeObject): ReadonlySet<string> | null {
  const blocks = ['data', 'stringData'].map((key) => get(root, key));
  if (blocks.some((block) => block?.kind === 'unknown')) return null;
  const keys = blocks.flatMap((block) => (block?.kind === 'map' ? [...block.entries.keys()] : []));
  return keys.length === 0 ? null : new Set(keys);
}
