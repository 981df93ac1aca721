import { isCalledLater, placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import type { GroupKind } from '../../../kubernetes/kind.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { directoryOf } from '../../../source/paths.ts';
import { NearNames } from '../../../source/near-name.ts';
import { onceFor } from '../../../source/once-for.ts';
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
  const { kinds, namespace, name } = named;
  if ([namespace ?? '', name].some((text) => placeholderIn(text) !== null)) return null;
  const isMeant = (object: KubeObject): boolean => isMeantBy(named, object);
  const gone = byName(removed)
    .get(name)
    ?.find((object) => isMeant(object) && isOfNamespace(object, named));
  if (gone !== undefined) return { why: 'removed', object: gone };
  if (namespace === null) return null;
  if (kinds.every((kind) => holdsEvery(kind, namespace) || holdsEvery(kind))) return { why: 'complete' };
  // One whose name is filled in later may be the one.
  if (calledLater(objects).some(isMeant)) return null;
  return near(named, objects) ?? (named.statesNamespace ? null : elsewhere(named, objects));
}

// Thousands of names are looked up among thousands of objects.
const calledLater = onceFor((objects: readonly KubeObject[]) => objects.filter(isCalledLater));
const byName = onceFor((objects: readonly KubeObject[]) => Map.groupBy(objects, ({ name }) => name.value));
const byNearName = onceFor((objects: readonly KubeObject[]) => new NearNames(objects, ({ name }) => name.value));

function isMeantBy({ kinds }: NamedNowhere, object: KubeObject): boolean {
  return kinds.some((kind) => isOfKind(object, kind));
}

/** Without a namespace objects of several clusters look alike: those of one folder are of one. */
function isOfNamespace(object: KubeObject, { namespace, kinds: [first], namer }: NamedNowhere): boolean {
  if (!isOfKind(object, first)) return true;
  if (namespace !== null) return object.namespace === namespace;
  return object.namespace === null && directoryOf(object.path) === directoryOf(namer.path);
}

function near(named: NamedNowhere, objects: readonly KubeObject[]): Absence | null {
  const { namespace, name, kinds } = named;
  const alike = byNearName(objects).near(name);
  const found = alike.filter(
    (object) => isMeantBy(named, object) && (object.namespace === namespace || !isOfKind(object, kinds[0])),
  );
  const [only, second] = found;
  return only === undefined || second !== undefined ? null : { why: 'near', object: only };
}

function elsewhere(named: NamedNowhere, objects: readonly KubeObject[]): Absence | null {
  const called = byName(objects).get(named.name) ?? [];
  const [only, second] = called.filter((object) => isMeantBy(named, object));
  const { namespace } = named.namer;
  if (only === undefined || second !== undefined || only.namespace === null || only.namespace === namespace)
    return null;
  return { why: 'elsewhere', object: only };
}
