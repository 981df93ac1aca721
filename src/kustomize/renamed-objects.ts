import { get, listAt, type MapNode } from '../source/node.ts';
import {
  kindOf,
  metadataText,
  noNamespace,
  originalId,
  previousIds,
  type Resource,
  type ResourceId,
} from './resource.ts';
import { Unbuildable } from './unbuildable.ts';
import { rawText } from './values.ts';

/** An object with all that it is and was called. */
export interface Candidate {
  readonly resource: Resource;
  readonly current: ResourceId;
  readonly original: ResourceId;
  readonly previous: readonly ResourceId[];
}

export function candidateOf(resource: Resource): Candidate {
  return {
    resource,
    current: resource.id,
    original: originalId(resource),
    previous: previousIds(resource),
  };
}

/** What a build has renamed, found by what a reference says: it may hold thousands of objects. */
export interface Renames {
  /** By every name that they had before. */
  readonly renamed: ReadonlyMap<string, readonly Candidate[]>;
  /** Where renamed objects are: as they are compared, and as they state it. */
  readonly namespaces: ReadonlySet<string>;
  readonly statedNamespaces: ReadonlySet<string>;
  /** All objects, renamed or not, by the namespace that they were in at first. */
  readonly byOrigin: ReadonlyMap<string, readonly Candidate[]>;
}

/** Null where nothing was renamed. */
export function renamesOf(all: readonly Candidate[]): Renames | null {
  const changed = all.filter(({ previous }) => previous.length > 0);
  if (changed.length === 0) return null;
  return {
    renamed: grouped(changed, ({ previous }) => new Set(previous.map(({ name }) => name))),
    namespaces: new Set(changed.map(({ current }) => current.namespace)),
    statedNamespaces: new Set(changed.map(({ resource }) => metadataText(resource.root, 'namespace'))),
    byOrigin: grouped(all, ({ original }) => [original.namespace]),
  };
}

function grouped(
  candidates: readonly Candidate[],
  keysOf: (candidate: Candidate) => Iterable<string>,
): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const key of keysOf(candidate)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [candidate]);
      else group.push(candidate);
    }
  }
  return groups;
}

/** Where an object can name others; null: anywhere. */
export type Reach = { readonly own: string; readonly bound: ReadonlySet<string> } | null;

/** A namespaced object refers to its own namespace, to what has none, and to listed ServiceAccounts. */
export function reachOf({ current, resource }: Candidate): Reach {
  return current.namespace === noNamespace ? null : { own: current.namespace, bound: boundNamespaces(resource.root) };
}

/** Whether any object that was renamed is where references reach. */
export function reachesAny(reach: Reach, { namespaces, statedNamespaces }: Renames): boolean {
  if (reach === null || namespaces.has(noNamespace) || namespaces.has(reach.own)) return true;
  return [...reach.bound].some((namespace) => statedNamespaces.has(namespace));
}

function isReachable({ current, resource }: Candidate, reach: Reach): boolean {
  if (reach === null || current.namespace === noNamespace || current.namespace === reach.own) return true;
  return reach.bound.size > 0 && reach.bound.has(metadataText(resource.root, 'namespace'));
}

/** The namespaces that a RoleBinding's ServiceAccounts state; one that states none adds none. */
function boundNamespaces(root: MapNode): ReadonlySet<string> {
  const namespaces = new Set<string>();
  for (const subject of kindOf(root) === 'RoleBinding' ? listAt(root, 'subjects') : []) {
    const namespace = get(subject, 'namespace');
    if (namespace === undefined || namespace.kind === 'unknown') continue;
    if (rawText(get(subject, 'kind')) !== 'ServiceAccount') continue;
    if (namespace.kind !== 'scalar' || typeof namespace.value !== 'string')
      throw new Unbuildable('a subject of a RoleBinding has a namespace that is no text');
    namespaces.add(namespace.value);
  }
  return namespaces;
}

/** The objects that had a name before, as far as a reference reaches. */
export function renamedFrom(name: string, { renamed }: Renames, reach: Reach): readonly Candidate[] {
  return (renamed.get(name) ?? []).filter((candidate) => isReachable(candidate, reach));
}

/** Whether an object that a reference reaches was in a namespace at first. */
export function isOrigin(namespace: string, { byOrigin }: Renames, reach: Reach): boolean {
  return (byOrigin.get(namespace) ?? []).some((candidate) => isReachable(candidate, reach));
}
