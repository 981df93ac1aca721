import { get, listAt, type MapNode } from '../source/node.ts';
import { kindOf, noNamespace, originalId, previousIds, type Resource, type ResourceId } from './resource.ts';
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

/**
 * What a build has renamed, found by what a reference says: it may hold thousands of objects. Most builds rename many,
 * and hold no reference to any of them, so that all but the namespaces is put together when the first one asks.
 */
export class Renames {
  readonly #all: readonly Resource[];
  readonly #changed: readonly Resource[];
  /** Where renamed objects are, as they are compared. */
  readonly namespaces: ReadonlySet<string>;
  #statedNamespaces: ReadonlySet<string> | null = null;
  #renamed: ReadonlyMap<string, readonly Candidate[]> | null = null;
  #byOrigin: ReadonlyMap<string, readonly Candidate[]> | null = null;

  private constructor(all: readonly Resource[], changed: readonly Resource[]) {
    this.#all = all;
    this.#changed = changed;
    this.namespaces = new Set(changed.map(({ id }) => id.namespace));
  }

  /** Null where nothing was renamed. */
  static of(all: readonly Resource[]): Renames | null {
    const changed = all.filter(({ previous }) => previous.length > 0);
    return changed.length === 0 ? null : new Renames(all, changed);
  }

  /** Where renamed objects are, as they state it. */
  get statedNamespaces(): ReadonlySet<string> {
    return (this.#statedNamespaces ??= new Set(this.#changed.map(({ namespace }) => namespace)));
  }

  /** Renamed objects by every name that they had before. */
  get renamed(): ReadonlyMap<string, readonly Candidate[]> {
    return (this.#renamed ??= grouped(this.#changed, ({ previous }) => new Set(previous.map(({ name }) => name))));
  }

  /** All objects, renamed or not, by the namespace that they were in at first. */
  get byOrigin(): ReadonlyMap<string, readonly Candidate[]> {
    return (this.#byOrigin ??= grouped(this.#all, ({ original }) => [original.namespace]));
  }
}

function grouped(
  resources: readonly Resource[],
  keysOf: (candidate: Candidate) => Iterable<string>,
): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of resources.map(candidateOf)) {
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
export function reachOf({ id, root }: Resource): Reach {
  return id.namespace === noNamespace ? null : { own: id.namespace, bound: boundNamespaces(root) };
}

/** Whether any object that was renamed is where references reach. */
export function reachesAny(reach: Reach, renames: Renames): boolean {
  const { namespaces } = renames;
  if (reach === null || namespaces.has(noNamespace) || namespaces.has(reach.own)) return true;
  return [...reach.bound].some((namespace) => renames.statedNamespaces.has(namespace));
}

function isReachable({ current, resource }: Candidate, reach: Reach): boolean {
  if (reach === null || current.namespace === noNamespace || current.namespace === reach.own) return true;
  return reach.bound.size > 0 && reach.bound.has(resource.namespace);
}

const none: ReadonlySet<string> = new Set();

/** The namespaces that a RoleBinding's ServiceAccounts state; one that states none adds none. */
function boundNamespaces(root: MapNode): ReadonlySet<string> {
  if (kindOf(root) !== 'RoleBinding') return none;
  const namespaces = new Set<string>();
  for (const subject of listAt(root, 'subjects')) {
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
