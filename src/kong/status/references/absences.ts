import { isCalledLater, placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import type { GroupKind } from '../../../kubernetes/kind.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { directoryOf } from '../../../source/paths.ts';
import { isTypingError } from '../../../source/near-name.ts';
import type { Absence } from '../../model/absence.ts';

/** What a cluster holds, and what a change takes out of it. */
export interface Holdings {
  readonly objects: readonly KubeObject[];
  readonly removed: readonly KubeObject[];
  readonly holdsEvery: HoldsEvery;
}

/** A name that means nothing in the tree: in a namespace, of a kind that has one, else of one that has none. */
export interface NamedNowhere {
  /** The kinds that may be meant, the namespaced one first. */
  readonly kinds: readonly [GroupKind, ...GroupKind[]];
  readonly namespace: string | null;
  readonly name: string;
  /** Whether the namespace is stated where it is named. */
  readonly statesNamespace: boolean;
  /** What names it. */
  readonly namer: KubeObject;
}

/** What proves that something which is named is not there; null where nothing does. */
export function absenceOf(named: NamedNowhere, { objects, removed, holdsEvery }: Holdings): Absence | null {
  const { kinds, namespace, name, namer } = named;
  if ([namespace ?? '', name].some((text) => placeholderIn(text) !== null)) return null;
  const isMeant = (object: KubeObject): boolean => kinds.some((kind) => isOfKind(object, kind));
  const gone = removed.find((object) => isMeant(object) && object.name.value === name && isOfNamespace(object, named));
  if (gone !== undefined) return { why: 'removed', object: gone };
  if (namespace === null) return null;
  if (kinds.every((kind) => holdsEvery(kind, namespace) || holdsEvery(kind))) return { why: 'complete' };
  const all = objects.filter(isMeant);
  // One whose name is filled in later may be the one.
  if (all.some(isCalledLater)) return null;
  return near(all, named) ?? (named.statesNamespace ? null : elsewhere(all, namer, name));
}

/** Without a namespace objects of several clusters look alike: those of one folder are of one. */
function isOfNamespace(object: KubeObject, { namespace, kinds: [first], namer }: NamedNowhere): boolean {
  if (!isOfKind(object, first)) return true;
  if (namespace !== null) return object.namespace === namespace;
  return object.namespace === null && directoryOf(object.path) === directoryOf(namer.path);
}

function near(all: readonly KubeObject[], { namespace, name, kinds: [first] }: NamedNowhere): Absence | null {
  const found = all.filter(
    (object) => (object.namespace === namespace || !isOfKind(object, first)) && isTypingError(name, object.name.value),
  );
  const [only, second] = found;
  return only === undefined || second !== undefined ? null : { why: 'near', object: only };
}

function elsewhere(all: readonly KubeObject[], { namespace }: KubeObject, name: string): Absence | null {
  const [only, second] = all.filter((object) => object.name.value === name);
  if (only === undefined || second !== undefined || only.namespace === null || only.namespace === namespace)
    return null;
  return { why: 'elsewhere', object: only };
}
