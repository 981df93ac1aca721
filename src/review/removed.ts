import { mayStillBeMade } from '../gitops/model/absence.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { kindOf } from '../kubernetes/known-kinds.ts';
import { type KubeObject, nameOf } from '../kubernetes/object.ts';
import { isLocation } from '../source/location.ts';
import { ancestorsOf, isWithin } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';

/** An object of Gateway API or Kong that base brought into clusters and head does not. */
export interface Removed {
  readonly clusters: readonly string[];
  /** `Gateway kong/edge`. */
  readonly about: string;
  /** Where base has it. */
  readonly path: string;
  readonly line: number;
  /** `deleted`: its file is gone; `not-read`: the file is there and nobody looked at it; `not-stated`: nothing brings it any more. */
  readonly cause: 'deleted' | 'not-read' | 'not-stated';
}

/**
 * What a change takes out of clusters. Where a cluster is gone as a whole, what another one has all the same is not told.
 * @param isUnread whether nobody knows what head has at a path
 * @param isUndeployed whether what stands at a path is behind a deployment that fails, which takes nothing away
 */
export function removed(
  before: readonly ClusterView[],
  after: readonly ClusterView[],
  head: Sources,
  isUnread: (path: string) => boolean,
  isUndeployed: (path: string) => boolean = () => false,
): readonly Removed[] {
  if (before.length === 0) return [];
  const everything = after.flatMap(({ objects }) => objects);
  const left = new Map(after.map(({ name, objects }) => [name, keysOf(objects)]));
  const anywhere = keysOf(everything);
  const standing = placesOf(everything);
  const found = new Map<string, Removed>();
  for (const { name, objects } of before) {
    const has = left.get(name) ?? anywhere;
    for (const object of objects.filter(isOurs)) {
      const key = keyOf(object);
      if (has(key)) continue;
      // Whoever applies the file now may give a namespace to what had none.
      if (object.namespace === null && standing(placeOf(object))) continue;
      if (head.has(object.path) && (isUndeployed(object.path) || isBehindDoubt(object.path, after))) continue;
      if (mayStillBeMade(object, after)) continue;
      const known = found.get(key);
      if (known === undefined) found.set(key, removedFrom(name, object, head, isUnread));
      else found.set(key, { ...known, clusters: [...known.clusters, name] });
    }
  }
  return [...found.values()].toSorted((a, b) => compare(a.path, b.path) || a.line - b.line);
}

/** Whether one of some objects has a key. */
function keysOf(objects: readonly KubeObject[]): (key: string) => boolean {
  const keys = new Set(objects.filter(isOurs).map(keyOf));
  return (key) => keys.has(key);
}

/** Whether one of some objects stands at a place; most changes leave nobody who asks. */
function placesOf(objects: readonly KubeObject[]): (place: string) => boolean {
  let places: ReadonlySet<string> | null = null;
  return (place) => (places ??= new Set(objects.map(placeOf))).has(place);
}

/** Whether something of which nobody knows what it makes has the directory of a path. */
function isBehindDoubt(path: string, after: readonly ClusterView[]): boolean {
  return after.some(({ unverified }) =>
    unverified.some(
      ({ hidesObjects, paths = [] }) =>
        hidesObjects === true && paths.some((directory) => directory !== path && isWithin(path, directory)),
    ),
  );
}

function removedFrom(cluster: string, object: KubeObject, head: Sources, isUnread: (path: string) => boolean): Removed {
  const { path, root } = object;
  const hidden = [path, ...ancestorsOf(path)].some(isUnread);
  const cause = hidden ? 'not-read' : head.has(path) ? 'not-stated' : 'deleted';
  return { clusters: [cluster], about: nameOf(object), path, line: isLocation(root.at) ? root.at.line : 1, cause };
}

function isOurs({ group, kind }: KubeObject): boolean {
  return kindOf(group, kind)?.matters === 'reviewed';
}

function placeOf({ group, kind, name, path }: KubeObject): string {
  return JSON.stringify([path, group, kind, name.value]);
}

function keyOf(object: KubeObject): string {
  return `${object.group} ${nameOf(object)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
